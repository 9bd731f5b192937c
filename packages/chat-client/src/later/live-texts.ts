import type { MessageNotice } from "@beckon/protocol";
import type { TextKey } from "../text/english.ts";
import type { Texts } from "../text/texts.ts";

const NOTICES: Readonly<Record<MessageNotice["kind"], TextKey>> = {
  agent_connected: "connection",
  agent_disconnected: "disconnection",
  transferred: "queuing_update.transfered",
  impossible: "timed_messages.impossible",
  ended_by_visitor: "end_notice.visitor",
  ended_by_agent: "end_notice.agent",
  ended_by_system: "end_notice.system",
  anonymized: "content.anonymized",
};

/** What a live chat says of itself, and what stands for what was removed, in the visitor's language; empty for what a newer server may say. */
export function tellNotice({ kind, name }: MessageNotice, texts: Texts): string {
  const key = NOTICES[kind] as TextKey | undefined;
  // Who ended it may have no name that visitors see.
  if (key === "end_notice.agent" && !name) return texts.text("end_notice.system");
  return key === undefined ? "" : texts.text(key, { name: name ?? "" });
}

/** Whole minutes and hours, never less than a minute: nobody waits by the second. */
export function tellWait(seconds: number, texts: Texts): string {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  const hours = Math.floor(minutes / 60);
  const parts = [
    hours > 0 && texts.text("date.estimated_wait_time_format.hours", { count: hours }),
    minutes % 60 > 0 && texts.text("date.estimated_wait_time_format.minutes", { count: minutes % 60 }),
  ];
  return parts.filter(Boolean).join(" ");
}
