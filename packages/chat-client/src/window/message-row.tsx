import { Component } from "preact";
import type { Texts } from "../text/texts.ts";
import type { Delivery, Entry } from "../transcript/entries.ts";
import { Avatar } from "./avatar.tsx";
import type { Chat, Later } from "./chat.ts";

interface Props {
  chat: Chat;
  texts: Texts;
  later: Later | null;
  entry: Entry;
  first: boolean;
  last: boolean;
}

/** Drawn again only when something of it differs: a conversation is long, and what happens concerns its end. */
export class MessageRow extends Component<Props> {
  override shouldComponentUpdate(next: Props): boolean {
    const now = this.props;
    let name: keyof Props;
    for (name in next) if (next[name] !== now[name]) return true;
    return false;
  }

  render({ chat, texts, later, entry, first, last }: Props) {
    const { sender, delivery, notice } = entry;
    const body = (notice && later?.tellNotice(notice, texts)) || entry.body;
    const isOwn = sender.kind === "visitor";
    const name = isOwn ? texts.text("you") : sender.name;
    const time = texts.times.time(entry.atMs);
    return (
      <article
        class={`message ${sender.kind}${first ? " first" : ""}${last ? " last" : ""}`}
        aria-label={`${name}, ${time}`}
      >
        {sender.kind === "company" && last && (
          <Avatar name={name} url={sender.id === "" ? chat.options.configuration.appearance.avatar_url : null} />
        )}
        <div
          class={`body${later?.isEmojiAlone(body) ? " emoji" : ""}${delivery?.kind === "failed" ? " failed" : ""}`}
          dir="auto"
        >
          {later ? <later.MessageBody chat={chat} body={body} files={entry.files} /> : body}
        </div>
        {last && (
          <p class="meta">
            {delivery === null ? (
              <>
                <bdi>{name}</bdi>
                {sender.kind === "company" && sender.bot && later && ` · ${texts.text("message_automated")}`} ·{" "}
                <bdi>{time}</bdi>
              </>
            ) : (
              <DeliveryState chat={chat} id={entry.id} time={time} delivery={delivery} />
            )}
          </p>
        )}
      </article>
    );
  }
}

function DeliveryState({ chat, id, time, delivery }: { chat: Chat; id: string; time: string; delivery: Delivery }) {
  const { texts, later } = chat;
  switch (delivery.kind) {
    case "failed":
      return (
        <span class="failure">
          {later ? (
            <later.Refusal chat={chat} id={id} sentence={delivery.error.message} />
          ) : (
            texts.text("send_message_error")
          )}
        </span>
      );
    case "sent":
      return (
        <>
          <bdi>{texts.text("message_sent")}</bdi> · <bdi>{time}</bdi>
        </>
      );
    // When it was seen is not known, and the message's own time would look like it.
    default:
      return texts.text(`message_${delivery.kind}`);
  }
}
