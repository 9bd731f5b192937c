import type { CannedReply } from "@beckon/protocol";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../../platform/database/schema.ts";

export type CannedReplyRow = Omit<CannedReply, "created_at">;

export interface ReplyFilter {
  /** Null: of every source. Else only those that are offered in one of these, or everywhere. */
  sourceIds: readonly string[] | null;
  sourceId: string | null;
}

/** By their titles. */
export async function listReplies(
  on: Kysely<Schema>,
  domainId: string,
  filter: ReplyFilter,
  page: { offset: number; limit: number },
): Promise<{ count: number; records: CannedReply[] }> {
  const offered = offeredReplies(on, domainId, filter);
  const { count } = await offered.select((eb) => eb.fn.countAll<number>().as("count")).executeTakeFirstOrThrow();
  const rows = await withReferences(offered)
    .orderBy(sql`lower(title)`)
    .orderBy("id")
    .offset(page.offset)
    .limit(page.limit)
    .execute();
  return { count, records: rows.map(toReply) };
}

export async function findReply(
  on: Kysely<Schema>,
  domainId: string,
  id: string,
  filter: ReplyFilter,
): Promise<CannedReply | null> {
  const row = await withReferences(offeredReplies(on, domainId, filter))
    .where("id", "=", id)
    .executeTakeFirst();
  return row === undefined ? null : toReply(row);
}

/** Rejects with a constraint's violation for a shortcut that is taken, and for a reference that is gone. */
export async function insertReply(on: Kysely<Schema>, domainId: string, reply: CannedReplyRow): Promise<void> {
  const { category_ids, source_ids, ...fields } = reply;
  await on
    .insertInto("canned_replies")
    .values({ domain_id: domainId, ...fields })
    .execute();
  await insertReferences(on, domainId, reply);
}

/** As `insertReply`. The caller has locked the row. */
export async function updateReply(on: Kysely<Schema>, domainId: string, reply: CannedReplyRow): Promise<void> {
  const { id, category_ids, source_ids, ...fields } = reply;
  await on.updateTable("canned_replies").set(fields).where("domain_id", "=", domainId).where("id", "=", id).execute();
  await on.deleteFrom("canned_reply_categories").where("domain_id", "=", domainId).where("reply_id", "=", id).execute();
  await on.deleteFrom("canned_reply_sources").where("domain_id", "=", domainId).where("reply_id", "=", id).execute();
  await insertReferences(on, domainId, reply);
}

/** Changes of one reply come after each other. */
export async function lockReply(on: Kysely<Schema>, domainId: string, id: string): Promise<void> {
  await on
    .selectFrom("canned_replies")
    .select("id")
    .where("domain_id", "=", domainId)
    .where("id", "=", id)
    .forUpdate()
    .execute();
}

export async function deleteReply(on: Kysely<Schema>, domainId: string, id: string): Promise<void> {
  await on.deleteFrom("canned_replies").where("domain_id", "=", domainId).where("id", "=", id).execute();
}

/** Those of the ids that the domain has no category (or source) of. */
export async function findStrange(
  on: Kysely<Schema>,
  domainId: string,
  table: "categories" | "sources",
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await on
    .selectFrom(table)
    .select("id")
    .where("domain_id", "=", domainId)
    .where("id", "in", ids)
    .execute();
  const known = new Set(rows.map(({ id }) => id));
  return new Set(ids.filter((id) => !known.has(id)));
}

function offeredReplies(on: Kysely<Schema>, domainId: string, { sourceIds, sourceId }: ReplyFilter) {
  let wanted = on.selectFrom("canned_replies").where("canned_replies.domain_id", "=", domainId);
  for (const ids of [sourceIds, sourceId === null ? null : [sourceId]]) {
    if (ids === null) continue;
    wanted = wanted.where(
      sql<boolean>`(not exists (
        select from canned_reply_sources as place
        where place.domain_id = canned_replies.domain_id and place.reply_id = canned_replies.id
      ) or exists (
        select from canned_reply_sources as place
        where place.domain_id = canned_replies.domain_id and place.reply_id = canned_replies.id
          and place.source_id = any(${[...ids]}::uuid[])
      ))`,
    );
  }
  return wanted;
}

function withReferences(query: ReturnType<typeof offeredReplies>) {
  return query.selectAll().select([
    sql<string[]>`array(
      select category_id from canned_reply_categories as about
      where about.domain_id = canned_replies.domain_id and about.reply_id = canned_replies.id order by category_id
    )`.as("category_ids"),
    sql<string[]>`array(
      select source_id from canned_reply_sources as place
      where place.domain_id = canned_replies.domain_id and place.reply_id = canned_replies.id order by source_id
    )`.as("source_ids"),
  ]);
}

async function insertReferences(on: Kysely<Schema>, domain_id: string, reply: CannedReplyRow): Promise<void> {
  const ofReply = { domain_id, reply_id: reply.id };
  if (reply.category_ids.length > 0) {
    const rows = reply.category_ids.map((category_id) => ({ ...ofReply, category_id }));
    await on.insertInto("canned_reply_categories").values(rows).execute();
  }
  if (reply.source_ids.length > 0) {
    const rows = reply.source_ids.map((source_id) => ({ ...ofReply, source_id }));
    await on.insertInto("canned_reply_sources").values(rows).execute();
  }
}

type StoredReply = Awaited<ReturnType<ReturnType<typeof withReferences>["executeTakeFirstOrThrow"]>>;

function toReply({ domain_id: _, created_at, ...row }: StoredReply): CannedReply {
  return { ...row, created_at: created_at.toISOString() };
}
