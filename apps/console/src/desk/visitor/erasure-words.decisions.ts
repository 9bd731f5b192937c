import type { StoredOfIdentity } from "@beckon/protocol";

export type ErasureKind = "anonymise" | "delete";

const counted = (count: number, one: string, many: string): string =>
  count === 0 ? `no ${many}` : count === 1 ? `one ${one}` : `${count.toLocaleString("en")} ${many}`;

/** What there is, as a sentence's part: `2 conversations with 14 messages, one file and no page views`. */
export function sayStored({ threads, messages, attachments, page_views }: StoredOfIdentity): string {
  const [inThreads, words, files, pages] = [
    counted(threads, "conversation", "conversations"),
    counted(messages, "message", "messages"),
    counted(attachments, "file", "files"),
    counted(page_views, "page view", "page views"),
  ];
  return `${inThreads} with ${words}, ${files} and ${pages}`;
}

/** Whether what was typed is the name that was asked for: however it is written, and never by an empty field. */
export function isConfirmed(typed: string, name: string): boolean {
  const plain = (text: string) => text.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();
  return plain(typed) !== "" && plain(typed) === plain(name);
}
