import type { ServerToAgent } from "@beckon/protocol";

/** What one frame says. Changes that were gathered on the way are as if each had come by itself. */
export type IncomingFrame = Exclude<ServerToAgent, { type: "desk_changed" }>;

const knownTypes: Record<ServerToAgent["type"], true> = {
  welcomed: true,
  thread_watched: true,
  thread_summary_changed: true,
  task_changed: true,
  desk_changed: true,
  thread_anonymized: true,
  thread_deleted: true,
  visitor_presence_changed: true,
  presence_changed: true,
  folders_changed: true,
  mention_added: true,
  mentions_read: true,
  viewing_changed: true,
  message_categorised: true,
  message_acknowledged: true,
  message_refused: true,
  message_added: true,
  messages_listed: true,
  thread_read: true,
  typing_changed: true,
  refused: true,
  pong: true,
};

/**
 * Reads a frame of our own server; none for one of a later version that this console does not know. The server
 * validates what it sends, so the shape within a known type is taken at its word.
 */
export function readFrames(text: string): readonly IncomingFrame[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [];
  }
  if (!isKnownFrame(value)) return [];
  return value.type === "desk_changed" ? value.changes : [value];
}

function isKnownFrame(value: unknown): value is ServerToAgent {
  if (typeof value !== "object" || value === null || !("type" in value)) return false;
  return typeof value.type === "string" && Object.hasOwn(knownTypes, value.type);
}
