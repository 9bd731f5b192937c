import type { Executor } from "../../platform/database/index.ts";

/** A conversation counts as taken for this long after the visitor's last message. */
export const CONVERSATION_ACTIVE_MS = 15 * 60_000;

/** A conversation that takes a slot. */
export interface ActiveConversation {
  threadId: string;
  /** When its visitor wrote last; null in a live chat, which takes its slot until it ends. */
  wroteAtMs: number | null;
}

/**
 * The source's conversations that take a slot: live chats that wait or are connected, and threads of messaging in
 * which the visitor wrote after `since`.
 */
export async function listActiveConversations(
  executor: Executor,
  source: { domainId: string; sourceId: string },
  since: Date,
): Promise<ActiveConversation[]> {
  const result = await executor.query<{ id: string; wrote_at: Date | null }>({
    name: "availability_conversations",
    text: `select threads.id, wrote.at as wrote_at
           from thread_summaries as summary
           join threads on threads.domain_id = summary.domain_id and threads.id = summary.thread_id
           cross join lateral (
             select messages.created_at as at from messages
             where messages.thread_id = threads.id and messages.author_type = 'visitor'
             order by messages.number desc limit 1
           ) as wrote
           where summary.domain_id = $1 and summary.source_id = $2 and summary.last_activity_at >= $3
             and threads.state = 'open' and threads.live is null and wrote.at >= $3
           union all
           select id, null from threads
           where domain_id = $1 and source_id = $2 and state = 'open' and live in ('waiting', 'connected')`,
    values: [source.domainId, source.sourceId, since],
  });
  return result.rows.map((row) => ({ threadId: row.id, wroteAtMs: row.wrote_at?.getTime() ?? null }));
}
