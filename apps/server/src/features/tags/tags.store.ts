import type { Tag } from "@beckon/protocol";
import { type Kysely, type Selectable, sql } from "kysely";
import { insertFacts } from "../../delivery/facts/index.ts";
import type { Executor } from "../../platform/database/index.ts";
import type { Schema, TagsTable } from "../../platform/database/schema.ts";

export type TagRow = Omit<Tag, "created_at">;

/** By their labels. */
export async function listTags(
  on: Kysely<Schema>,
  domainId: string,
  { offset, limit }: { offset: number; limit: number },
): Promise<{ count: number; records: Tag[] }> {
  const ofDomain = on.selectFrom("tags").where("domain_id", "=", domainId);
  const rows = await ofDomain
    .selectAll()
    .orderBy(sql`lower(label)`)
    .orderBy("id")
    .offset(offset)
    .limit(limit)
    .execute();
  const { count } = await ofDomain.select((eb) => eb.fn.countAll<number>().as("count")).executeTakeFirstOrThrow();
  return { count, records: rows.map(toTag) };
}

/** The tag, locked until the transaction ends. */
export async function lockTag(transaction: Kysely<Schema>, domainId: string, id: string): Promise<Tag | null> {
  const row = await transaction
    .selectFrom("tags")
    .selectAll()
    .where("domain_id", "=", domainId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : toTag(row);
}

/** Rejects with a constraint's violation when another has the label. */
export async function insertTag(on: Kysely<Schema>, domainId: string, tag: TagRow): Promise<Tag> {
  const values = { domain_id: domainId, ...tag };
  return toTag(await on.insertInto("tags").values(values).returningAll().executeTakeFirstOrThrow());
}

/** As `insertTag`. */
export async function updateTag(on: Kysely<Schema>, domainId: string, { id, ...fields }: TagRow): Promise<Tag> {
  const row = await on
    .updateTable("tags")
    .set(fields)
    .where("domain_id", "=", domainId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toTag(row);
}

/** With it go the threads' references to it. */
export async function deleteTag(on: Kysely<Schema>, domainId: string, id: string): Promise<void> {
  await on.deleteFrom("tags").where("domain_id", "=", domainId).where("id", "=", id).execute();
}

/** Of these the ones that the domain has. */
export async function findKnownTags(
  executor: Executor,
  domainId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = await executor.query<{ id: string }>({
    text: "select id from tags where domain_id = $1 and id = any($2::uuid[])",
    values: [domainId, ids],
  });
  return new Set(found.rows.map(({ id }) => id));
}

/** Gives a thread these tags and no others, and tells the fact. Rejects with a constraint's violation for one that is gone. */
export async function replaceThreadTags(
  transaction: Executor,
  domainId: string,
  threadId: string,
  tagIds: readonly string[],
): Promise<void> {
  // The thread's row is what the facts' horizon and other changes of the thread go by.
  await transaction.query({
    text: "select id from threads where domain_id = $1 and id = $2 for update",
    values: [domainId, threadId],
  });
  await transaction.query({
    text: "delete from thread_tags where domain_id = $1 and thread_id = $2",
    values: [domainId, threadId],
  });
  await transaction.query({
    text: `insert into thread_tags (domain_id, thread_id, tag_id)
           select $1, $2, id from unnest($3::uuid[]) as chosen (id)`,
    values: [domainId, threadId, tagIds],
  });
  await insertFacts(transaction, [{ domainId, threadId, type: "thread_tagged", payload: {} }]);
}

function toTag({ domain_id: _, created_at, ...row }: Selectable<TagsTable>): Tag {
  return { ...row, created_at: created_at.toISOString() };
}
