import type { AgentDraft, AgentDraftChange } from "@beckon/protocol";
import type { Kysely, Selectable } from "kysely";
import type { Schema, ThreadDraftsTable } from "../../platform/database/schema.ts";

/** Whose drafts. */
export interface DraftOwner {
  domainId: string;
  userId: string;
}

/** The newest first; of the threads in these sources, or in all of them. */
export async function listDrafts(
  on: Kysely<Schema>,
  { domainId, userId }: DraftOwner,
  sourceIds: readonly string[] | null,
  page: { offset: number; limit: number },
): Promise<{ count: number; records: AgentDraft[] }> {
  let wanted = on
    .selectFrom("thread_drafts")
    .innerJoin("threads", (join) =>
      join
        .onRef("threads.domain_id", "=", "thread_drafts.domain_id")
        .onRef("threads.id", "=", "thread_drafts.thread_id"),
    )
    .where("thread_drafts.domain_id", "=", domainId)
    .where("thread_drafts.user_id", "=", userId);
  if (sourceIds !== null) wanted = wanted.where("threads.source_id", "in", [...sourceIds]);
  const { count } = await wanted.select((eb) => eb.fn.countAll<number>().as("count")).executeTakeFirstOrThrow();
  const rows = await wanted
    .selectAll("thread_drafts")
    .orderBy("updated_at", "desc")
    .orderBy("thread_id")
    .offset(page.offset)
    .limit(page.limit)
    .execute();
  return { count, records: rows.map(toDraft) };
}

/** Keeps what is written, in the place of what was kept before. */
export async function putDraft(
  on: Kysely<Schema>,
  { domainId, userId }: DraftOwner,
  threadId: string,
  draft: AgentDraftChange & { updated_at: Date },
): Promise<AgentDraft> {
  const row = await on
    .insertInto("thread_drafts")
    .values({ domain_id: domainId, user_id: userId, thread_id: threadId, ...draft })
    .onConflict((conflict) => conflict.columns(["domain_id", "user_id", "thread_id"]).doUpdateSet(draft))
    .returningAll()
    .executeTakeFirstOrThrow();
  return toDraft(row);
}

export async function deleteDraft(
  on: Kysely<Schema>,
  { domainId, userId }: DraftOwner,
  threadId: string,
): Promise<void> {
  await on
    .deleteFrom("thread_drafts")
    .where("domain_id", "=", domainId)
    .where("user_id", "=", userId)
    .where("thread_id", "=", threadId)
    .execute();
}

function toDraft({ domain_id: _, user_id: __, updated_at, ...row }: Selectable<ThreadDraftsTable>): AgentDraft {
  return { ...row, updated_at: updated_at.toISOString() };
}
