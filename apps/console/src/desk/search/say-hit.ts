import type { MessageHit } from "@beckon/protocol";

/** Who wrote a message that was found, and where, beside the visitor's name. */
export function sayWhoWrote({ author, private: isPrivate, source_label }: MessageHit): string {
  if (author.type === "visitor") return source_label;
  return `${isPrivate ? "note by" : "from"} ${author.name} · ${source_label}`;
}
