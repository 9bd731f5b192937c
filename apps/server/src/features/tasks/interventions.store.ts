import type { Intervention, InterventionListQuery } from "@beckon/protocol";
import { type InterventionFact, insertFacts } from "../../delivery/facts/index.ts";
import type { Executor } from "../../platform/database/index.ts";
import type { InterventionProgress } from "./intervention.decisions.ts";

export interface InterventionRow extends InterventionProgress {
  domainId: string;
  id: string;
  threadId: string;
  sourceId: string;
  /** The thread's last number when it began: its replies have greater ones. */
  openedNumber: number;
}

interface StoredIntervention {
  id: string;
  thread_id: string;
  source_id: string;
  state: InterventionProgress["state"];
  user_id: string | null;
  opened_number: number;
  deferred_until: Date | null;
  closed_at: Date | null;
}

const COLUMNS = "id, thread_id, source_id, state, user_id, opened_number, deferred_until, closed_at";
const toDate = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

function toIntervention(domainId: string, row: StoredIntervention | undefined): InterventionRow | null {
  if (row === undefined) return null;
  return {
    domainId,
    id: row.id,
    threadId: row.thread_id,
    sourceId: row.source_id,
    state: row.state,
    userId: row.user_id,
    openedNumber: row.opened_number,
    deferredUntilMs: row.deferred_until?.getTime() ?? null,
    closedAtMs: row.closed_at?.getTime() ?? null,
  };
}

/** The newest one of a thread, whose row the transaction has locked. */
export async function findLastIntervention(
  transaction: Executor,
  domainId: string,
  threadId: string,
): Promise<InterventionRow | null> {
  const result = await transaction.query<StoredIntervention>({
    name: "intervention_last",
    text: `select ${COLUMNS} from interventions where domain_id = $1 and thread_id = $2 order by opened_at desc, id desc limit 1`,
    values: [domainId, threadId],
  });
  return toIntervention(domainId, result.rows[0]);
}

export async function findIntervention(
  executor: Executor,
  domainId: string,
  id: string,
): Promise<InterventionRow | null> {
  const result = await executor.query<StoredIntervention>({
    name: "intervention_find",
    text: `select ${COLUMNS} from interventions where domain_id = $1 and id = $2`,
    values: [domainId, id],
  });
  return toIntervention(domainId, result.rows[0]);
}

export async function insertIntervention(transaction: Executor, row: InterventionRow, nowMs: number): Promise<void> {
  await transaction.query({
    name: "intervention_insert",
    text: `insert into interventions (domain_id, id, thread_id, source_id, state, user_id, opened_number, opened_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      row.domainId,
      row.id,
      row.threadId,
      row.sourceId,
      row.state,
      row.userId,
      row.openedNumber,
      new Date(nowMs),
    ],
  });
  await tellFact(transaction, row, "intervention_opened");
}

export async function saveIntervention(
  transaction: Executor,
  row: InterventionRow,
  fact: InterventionFact,
): Promise<void> {
  await transaction.query({
    name: "intervention_save",
    text: `update interventions set state = $3, user_id = $4, deferred_until = $5, closed_at = $6
           where domain_id = $1 and id = $2`,
    values: [row.domainId, row.id, row.state, row.userId, toDate(row.deferredUntilMs), toDate(row.closedAtMs)],
  });
  await tellFact(transaction, row, fact);
}

async function tellFact(transaction: Executor, row: InterventionRow, type: InterventionFact): Promise<void> {
  const { domainId, threadId, id, userId } = row;
  await insertFacts(transaction, [{ domainId, threadId, type, payload: { intervention_id: id, user_id: userId } }]);
}

/** Whether an agent, or a bot that had it, has written to the visitor since the intervention began. */
export async function hasReply(executor: Executor, row: InterventionRow): Promise<boolean> {
  const result = await executor.query({
    name: "intervention_has_reply",
    text: `select 1 from messages
           where domain_id = $1 and thread_id = $2 and number > $3 and not private
             and (author_type = 'agent' or (author_type = 'bot' and author_id is not null)) limit 1`,
    values: [row.domainId, row.threadId, row.openedNumber],
  });
  return result.rows.length > 0;
}

interface ListedRow extends StoredIntervention {
  opened_at: Date;
  user_name: string | null;
}

const LISTED = `from interventions
left join users as agent on agent.domain_id = interventions.domain_id and agent.id = interventions.user_id
where interventions.domain_id = $1 and ($2::uuid[] is null or interventions.source_id = any($2))
  and ($3::uuid is null or interventions.source_id = $3) and ($4::uuid is null or interventions.thread_id = $4)
  and ($5::uuid is null or interventions.user_id = $5) and ($6::text is null or interventions.state = $6)
  and ($7::uuid is null or interventions.id = $7)`;

/** Newest first. */
export async function listInterventions(
  executor: Executor,
  domainId: string,
  sourceIds: string[] | null,
  query: InterventionListQuery & { id?: string },
): Promise<{ count: number; records: Intervention[] }> {
  const values = [
    domainId,
    sourceIds,
    query.source_id ?? null,
    query.thread_id ?? null,
    query.user_id ?? null,
    query.state ?? null,
    query.id ?? null,
  ];
  const counted = await executor.query<{ count: number }>({ text: `select count(*) as count ${LISTED}`, values });
  const listed = await executor.query<ListedRow>({
    text: `select interventions.id, thread_id, source_id, state, user_id, opened_number, deferred_until, closed_at, opened_at,
             coalesce(nullif(trim(agent.firstname || ' ' || agent.lastname), ''), agent.email) as user_name
           ${LISTED} order by opened_at desc, interventions.id desc limit $8 offset $9`,
    values: [...values, query.limit, query.offset],
  });
  return {
    count: counted.rows[0]?.count ?? 0,
    records: listed.rows.map((row) => ({
      id: row.id,
      thread_id: row.thread_id,
      source_id: row.source_id,
      state: row.state,
      agent: row.user_id === null ? null : { id: row.user_id, name: row.user_name ?? "" },
      deferred_until: row.deferred_until?.toISOString() ?? null,
      opened_at: row.opened_at.toISOString(),
      closed_at: row.closed_at?.toISOString() ?? null,
    })),
  };
}
