import type { ThreadSummary } from "@beckon/protocol";
import type { Hints } from "../../delivery/hints.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/index.ts";
import { CONVERSATION_ACTIVE_MS, listActiveConversations } from "./conversations.store.ts";

/** How many conversations of one source take a slot, kept in memory. */
export interface FollowedConversations {
  count(): number;
  /** Reads them anew: heals what lost hints left wrong. Rejects with the database's error, and then keeps what it has. */
  reload(): Promise<void>;
  stop(): void;
}

/**
 * Follows the hints that the desks get of each thread: a visitor's message takes a slot, closing gives it back, and so
 * does silence in messaging. Knows nobody until the first `reload`.
 */
export function followConversations(
  source: { domainId: string; sourceId: string },
  options: {
    database: Database;
    hints: Hints;
    clock: Clock;
    /** Told how long a conversation took its slot, when it was seen from its beginning to its end. */
    onEnded(durationMs: number): void;
  },
): FollowedConversations {
  const { database, hints, clock } = options;
  /** When the visitor of each wrote last; for ever in a live chat, whose end alone gives its slot back. */
  let wroteAtMs = new Map<string, number>();
  /** When each took its slot, of those that began while this listened. */
  const beganAtMs = new Map<string, number>();
  /** Heard while a reload runs, whose reading may be older. */
  let heard: ThreadSummary[] | null = null;
  /** Counting goes through all, so its result is kept until something changes or the next one falls silent. */
  let counted = { count: 0, untilMs: Number.NEGATIVE_INFINITY };

  const stop = hints.onDesk(source.domainId, (hint) => {
    if (hint.kind === "thread_deleted") {
      end(hint.threadId, clock.nowMs());
      counted.untilMs = Number.NEGATIVE_INFINITY;
      return;
    }
    // Of one that is anonymised the summary tells that it is closed.
    if (hint.kind !== "thread_summary_changed" || hint.thread.source_id !== source.sourceId) return;
    const { thread } = hint;
    heard?.push(thread);
    hear(thread);
  });

  function hear({ id, state, live, last_message }: ThreadSummary): void {
    if (state === "closed") end(id, clock.nowMs());
    else if (last_message?.author.type === "visitor") {
      const atMs = Date.parse(last_message.created_at);
      if (last_message.number === 1) beganAtMs.set(id, atMs);
      wroteAtMs.set(id, live === null ? atMs : Number.POSITIVE_INFINITY);
    }
    counted.untilMs = Number.NEGATIVE_INFINITY;
  }

  function end(id: string, atMs: number): void {
    const began = beganAtMs.get(id);
    beganAtMs.delete(id);
    if (wroteAtMs.delete(id) && began !== undefined) options.onEnded(Math.max(0, atMs - began));
  }

  function recount(nowMs: number): void {
    let next = Number.POSITIVE_INFINITY;
    for (const [id, atMs] of wroteAtMs) {
      const endsAtMs = atMs + CONVERSATION_ACTIVE_MS;
      if (endsAtMs <= nowMs) end(id, endsAtMs);
      else next = Math.min(next, endsAtMs);
    }
    counted = { count: wroteAtMs.size, untilMs: next };
  }

  return {
    count() {
      const nowMs = clock.nowMs();
      if (nowMs >= counted.untilMs) recount(nowMs);
      return counted.count;
    },
    async reload() {
      heard = [];
      try {
        await hints.settled();
        const since = new Date(clock.nowMs() - CONVERSATION_ACTIVE_MS);
        const active = await listActiveConversations(database, source, since);
        wroteAtMs = new Map(active.map((each) => [each.threadId, each.wroteAtMs ?? Number.POSITIVE_INFINITY]));
        for (const thread of heard) hear(thread);
        counted.untilMs = Number.NEGATIVE_INFINITY;
      } finally {
        heard = null;
      }
    },
    stop,
  };
}
