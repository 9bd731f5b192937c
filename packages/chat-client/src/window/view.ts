import type { ThreadState, VisitorClientState } from "@beckon/sdk";

/** What the open window shows. */
export type View =
  | { kind: "list" }
  /** Which conversation it is to be is known with the threads. Whoever writes before begins a fresh one. */
  | { kind: "undecided" }
  /** The thread may not exist yet: it begins with its first message. */
  | { kind: "conversation"; threadId: string; identityInitiated: boolean };

/**
 * The conversation to open with: the one of the page before, else the open one with the newest activity,
 * else a fresh one. Undecided while the answer is not known and may still come.
 */
export function decideFirstView(state: VisitorClientState, wantedThreadId: string | null, freshThreadId: string): View {
  const conversation = (threadId: string): View => ({ kind: "conversation", threadId, identityInitiated: false });
  if (wantedThreadId !== null && (!state.threadsKnown || findThread(state, wantedThreadId) !== null)) {
    return conversation(wantedThreadId);
  }
  if (!state.threadsKnown) return mayStillLoad(state) ? { kind: "undecided" } : conversation(freshThreadId);
  const latest = state.threads.find(({ thread }) => thread.state === "open" && !thread.locked);
  return conversation(latest?.thread.id ?? freshThreadId);
}

export function mayStillLoad({ connection }: VisitorClientState): boolean {
  return connection.kind === "connecting" || connection.kind === "stopped";
}

export function findThread(state: VisitorClientState, threadId: string): ThreadState | null {
  return state.threads.find(({ thread }) => thread.id === threadId) ?? null;
}
