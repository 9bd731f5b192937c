/** What a visitor whom a bot answers waits for. Times are milliseconds since 1970. */
export interface BotWait {
  /** When the bot got the thread. */
  startedAtMs: number;
  /** When the visitor wrote what the bot has not answered yet, the oldest of it; null: it has answered all. */
  unansweredSinceMs: number | null;
  answerSeconds: number;
}

/** `due`: agents are asked; `later`: it is looked at again then. */
export type BotWaitVerdict = { kind: "answered" } | { kind: "due" } | { kind: "later"; atMs: number };

/** Whether a visitor has waited long enough for a bot. What was written before it came counts from when it came. */
export function judgeBotWait(wait: BotWait, nowMs: number): BotWaitVerdict {
  if (wait.unansweredSinceMs === null) return { kind: "answered" };
  const atMs = Math.max(wait.startedAtMs, wait.unansweredSinceMs) + wait.answerSeconds * 1_000;
  return atMs <= nowMs ? { kind: "due" } : { kind: "later", atMs };
}
