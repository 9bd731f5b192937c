import type { Kysely } from "kysely";
import type { Executor } from "../../platform/database/index.ts";
import type { Schema } from "../../platform/database/schema.ts";
import type { Fact, WrittenFact } from "./fact.ts";
import type { Horizon, HorizonLook } from "./horizon.decisions.ts";

/**
 * Writes facts within the caller's transaction. The caller has changed or locked a row before, so that the
 * transaction has its id before the facts take their positions: `readHorizon` relies on it.
 */
export async function insertFacts(transaction: Executor, facts: readonly Fact[]): Promise<void> {
  if (facts.length === 0) return;
  await transaction.query({
    name: "facts_insert",
    text: `insert into facts (domain_id, type, thread_id, payload)
           select domain_id, type, thread_id, payload
           from unnest($1::uuid[], $2::text[], $3::uuid[], $4::jsonb[])
             with ordinality as fact (domain_id, type, thread_id, payload, place)
           order by place`,
    values: [
      facts.map((fact) => fact.domainId),
      facts.map((fact) => fact.type),
      facts.map((fact) => fact.threadId),
      facts.map((fact) => JSON.stringify(fact.payload)),
    ],
  });
}

/** As `insertFacts`, for who has the transaction's query builder only. */
export async function insertFactsWithin(transaction: Kysely<Schema>, facts: readonly Fact[]): Promise<void> {
  for (const { domainId, threadId, type, payload } of facts) {
    const row = { domain_id: domainId, thread_id: threadId, type, payload: JSON.stringify(payload) };
    await transaction.insertInto("facts").values(row).execute();
  }
}

/** From here on what the transaction writes is marked as what rules brought about, or no longer. */
export async function markAsOfRules(transaction: Executor, isTheirs = true): Promise<void> {
  await transaction.query({
    name: "facts_of_rules",
    text: "select set_config('beckon.by_rule', $1, true)",
    values: [isTheirs ? "on" : "off"],
  });
}

/** Looks at what is known beyond a horizon: see there. */
export async function readHorizon(executor: Executor, { safe, mark }: Horizon): Promise<HorizonLook> {
  const result = await executor.query<HorizonLook>({
    name: "facts_horizon",
    text: "select taken, oldest, transaction from facts_horizon($1, $2)",
    values: [mark?.position ?? safe, mark?.transaction ?? 0],
  });
  const look = result.rows[0];
  if (look === undefined) throw new Error("the facts' horizon gave no row");
  return look;
}

/** Takes the follower's cursor for this transaction, or null while another node holds it. */
export async function lockCursor(transaction: Executor, follower: string): Promise<number | null> {
  const result = await transaction.query<{ position: number }>({
    name: "facts_lock_cursor",
    text: "select position from fact_followers where name = $1 for update skip locked",
    values: [follower],
  });
  return result.rows[0]?.position ?? null;
}

/** Where the follower's cursor is; at the beginning when there was none. */
export async function createCursor(executor: Executor, follower: string): Promise<number> {
  await executor.query({
    text: "insert into fact_followers (name) values ($1) on conflict do nothing",
    values: [follower],
  });
  return readCursor(executor, follower);
}

/** Where the follower's cursor is, for who only asks; 0 while there is none. */
export async function readCursor(executor: Executor, follower: string): Promise<number> {
  const result = await executor.query<{ position: number }>({
    name: "facts_read_cursor",
    text: "select position from fact_followers where name = $1",
    values: [follower],
  });
  return result.rows[0]?.position ?? 0;
}

export async function moveCursor(transaction: Executor, follower: string, position: number): Promise<void> {
  await transaction.query({
    name: "facts_move_cursor",
    text: "update fact_followers set position = $2 where name = $1",
    values: [follower, position],
  });
}

/** Facts after `after` up to and including `upTo`, in order, at most `limit`. */
export async function readFacts(
  executor: Executor,
  after: number,
  upTo: number,
  limit: number,
): Promise<WrittenFact[]> {
  const result = await executor.query<WrittenFact>({
    name: "facts_read",
    text: `select position, domain_id as "domainId", type, thread_id as "threadId", payload, by_rule as "byRule"
           from facts where position > $1 and position <= $2 order by position limit $3`,
    values: [after, upTo, limit],
  });
  return result.rows;
}
