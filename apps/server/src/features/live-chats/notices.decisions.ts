import type { MessageNotice } from "@beckon/protocol";

/** Who ends a chat. An agent's `name` is the one that visitors see. */
export type Ending =
  | { by: "visitor"; identityId: string }
  | { by: "agent"; name: string }
  /** Silence, or another reason of ours. */
  | { by: "system" }
  /** The source's delay: so long nobody was free. */
  | { by: "delay" };

/** What the conversation says of its end. */
export function noticeOf(ending: Ending): MessageNotice {
  if (ending.by === "delay") return { kind: "impossible", name: null };
  return { kind: `ended_by_${ending.by}`, name: ending.by === "agent" ? ending.name : null };
}

/** The English of a notice, for whoever reads a thread without a window: the desk, the API, an archive. */
export function writeNotice({ kind, name }: MessageNotice): string {
  switch (kind) {
    case "agent_connected":
      return `${name ?? "An agent"} is now connected.`;
    case "agent_disconnected":
      return `${name ?? "The agent"} is no longer connected.`;
    case "transferred":
      return "The conversation is being passed to a colleague.";
    case "impossible":
      return "Nobody is free to answer at the moment. Please try again later.";
    case "ended_by_visitor":
      return "The visitor ended the conversation.";
    case "ended_by_agent":
      return `${name ?? "An agent"} ended the conversation.`;
    case "ended_by_system":
      return "The conversation has ended.";
    case "anonymized":
      return "This content has been removed.";
  }
}
