const hints: readonly { name: string; meaning: string }[] = [
  { name: "chat_item_action", meaning: "Opens the chat. Without one, the whole item does." },
  { name: "chat_item_dismiss", meaning: "Removes the item." },
  { name: "chat_show_when_online", meaning: "Seen only while agents are available." },
  { name: "chat_show_when_offline", meaning: "Seen only while nobody is." },
  { name: "chat_hide_when_online", meaning: "Not seen while agents are available." },
  { name: "chat_hide_when_offline", meaning: "Not seen while nobody is." },
  { name: "chat_mode_online, chat_mode_offline", meaning: "Set by us around the item: to style by mode." },
];

/** The classes that mean something in an item's HTML. Each also exists with `dimelo_` before it. */
export function ClassHints() {
  return (
    <details className="class-hints">
      <summary>Classes with a meaning</summary>
      <dl>
        {hints.map(({ name, meaning }) => (
          <div key={name}>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p>Each of them also exists with “dimelo_” before it.</p>
    </details>
  );
}
