export interface KeyEntry {
  keys: readonly string[];
  does: string;
}

export interface KeyPart {
  /** Null for the first one, which the dialog's own title stands over. */
  title: string | null;
  entries: readonly KeyEntry[];
}

const find: KeyEntry = { keys: ["Ctrl", "K"], does: "Find or do anything" };
const these: KeyEntry = { keys: ["?"], does: "These keys" };

const atTheDesk: readonly KeyPart[] = [
  {
    title: null,
    entries: [
      { keys: ["J", "↓"], does: "Next thread" },
      { keys: ["K", "↑"], does: "Previous thread" },
      { keys: ["Enter"], does: "Open it" },
      { keys: ["/"], does: "Find in the list" },
      { keys: ["G"], does: "Go to the folders" },
      { keys: ["R"], does: "Reply" },
      { keys: ["N"], does: "Write a note" },
      { keys: ["V"], does: "Show or hide the visitor" },
      { keys: ["Esc"], does: "Leave the field; then back to the list" },
      find,
      these,
    ],
  },
  {
    title: "Tasks",
    entries: [
      { keys: ["A"], does: "Accept what rings" },
      { keys: ["D"], does: "Decline it" },
      { keys: ["X"], does: "Take the next one that waits" },
      { keys: ["T"], does: "Transfer the opened conversation" },
      { keys: ["P"], does: "Set its priority" },
      { keys: ["F"], does: "Put it off (messaging)" },
      { keys: ["C"], does: "Close it (messaging)" },
    ],
  },
  {
    title: "While writing",
    entries: [
      { keys: ["Enter"], does: "Send" },
      { keys: ["Shift", "Enter"], does: "New line" },
      { keys: ["/"], does: "Canned replies, at the beginning of a word" },
      { keys: ["@"], does: "Mention a colleague, in a note" },
    ],
  },
];

const inAdministration: readonly KeyPart[] = [
  {
    title: null,
    entries: [
      { keys: ["/"], does: "Find in the list" },
      { keys: ["N"], does: "New entry in the list" },
      { keys: ["Ctrl", "S"], does: "Save the form" },
      find,
      these,
    ],
  },
  {
    title: "In a row of the triggers",
    entries: [
      { keys: ["Alt", "↑"], does: "Move it up" },
      { keys: ["Alt", "↓"], does: "Move it down" },
    ],
  },
  {
    title: "In the simulator",
    entries: [
      { keys: ["←"], does: "Previous page of the visit" },
      { keys: ["→"], does: "Next page of the visit" },
    ],
  },
];

/** The keys that there are on a page of the console, and no others. */
export function keysAt(pathname: string): readonly KeyPart[] {
  return pathname.startsWith("/admin") ? inAdministration : atTheDesk;
}
