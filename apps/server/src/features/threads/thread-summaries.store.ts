import { type LiveSummary, TASK_PRIORITIES, type ThreadFolder, type ThreadSummary } from "@beckon/protocol";
import type { WrittenFact } from "../../delivery/facts/index.ts";
import type { Executor } from "../../platform/database/index.ts";
import { nameVisitor } from "../identities/index.ts";

/** What one batch of facts changes in one thread's summary. */
export interface SummaryChange {
  domainId: string;
  threadId: string;
  /** The position of the newest of the facts. */
  revision: number;
}

/**
 * Brings the summaries of threads up to the state that the database has now. The facts say which threads; the
 * values are read, not counted up, so that applying a fact twice, or late, ends in the same row.
 */
export async function refreshSummaries(transaction: Executor, changes: readonly SummaryChange[]): Promise<void> {
  await transaction.query({
    name: "thread_summaries_refresh",
    text: `
insert into thread_summaries (domain_id, thread_id, source_id, unread_count, last_message_number, last_author_type,
  last_author_id, last_author_name, last_preview, last_message_at, last_activity_at, revision,
  state, locked, live, language, assigned_to, visitor_number, answer_number)
select thread.domain_id, thread.id, thread.source_id, unread.count, last.number, last.author_type,
  last.author_id, last.author_name, left(last.body, ${PREVIEW_LENGTH}), last.created_at,
  coalesce(last.created_at, thread.created_at), changed.revision,
  thread.state, thread.locked, thread.live, thread.language, work.user_id, asked.number, answered.number
from unnest($1::uuid[], $2::uuid[], $3::bigint[]) as changed (domain_id, thread_id, revision)
join threads as thread on thread.domain_id = changed.domain_id and thread.id = changed.thread_id
left join lateral (
  select number, author_type, author_id, author_name, body, created_at from messages
  where thread_id = thread.id and domain_id = thread.domain_id order by number desc limit 1
) as last on true
cross join lateral (
  select count(*)::integer as count from (
    select 1 from messages
    where thread_id = thread.id and domain_id = thread.domain_id
      and number > thread.agent_read_number and author_type = 'visitor'
    limit ${UNREAD_COUNT_LIMIT}
  ) as unread
) as unread
left join lateral (
  select user_id from interventions
  where interventions.domain_id = thread.domain_id and interventions.thread_id = thread.id
    and interventions.state in ('open', 'deferred')
) as work on true
left join lateral (
  select number from messages
  where thread_id = thread.id and domain_id = thread.domain_id and author_type = 'visitor' order by number desc limit 1
) as asked on true
left join lateral (
  select number from messages
  where thread_id = thread.id and domain_id = thread.domain_id and author_type = 'agent' and not private
  order by number desc limit 1
) as answered on true
on conflict (domain_id, thread_id) do update set
  unread_count = excluded.unread_count, last_message_number = excluded.last_message_number,
  last_author_type = excluded.last_author_type, last_author_id = excluded.last_author_id,
  last_author_name = excluded.last_author_name, last_preview = excluded.last_preview,
  last_message_at = excluded.last_message_at, last_activity_at = excluded.last_activity_at,
  revision = excluded.revision, state = excluded.state, locked = excluded.locked, live = excluded.live,
  language = excluded.language, assigned_to = excluded.assigned_to, visitor_number = excluded.visitor_number,
  answer_number = excluded.answer_number`,
    values: [
      changes.map((change) => change.domainId),
      changes.map((change) => change.threadId),
      changes.map((change) => change.revision),
    ],
  });
}

const PREVIEW_LENGTH = 200;
/** Counting stops here, so that a summary costs the same however long nobody has read a thread. */
const UNREAD_COUNT_LIMIT = 100;

/** The threads that facts are about, each with its newest position. */
export function collectChanges(facts: readonly WrittenFact[]): SummaryChange[] {
  const changes = new Map<string, SummaryChange>();
  for (const fact of facts) {
    // Tasks tell of themselves: nothing of a summary is theirs. Who has the thread, its intervention says.
    if (fact.threadId === null || fact.type.startsWith("task_")) continue;
    changes.set(fact.threadId, { domainId: fact.domainId, threadId: fact.threadId, revision: fact.position });
  }
  return [...changes.values()];
}

export interface SummaryRow {
  id: string;
  source_id: string;
  source_label: string;
  identity_id: string;
  identity_created_at: Date;
  identity_group_id: string;
  identity_revision: number;
  firstname: string | null;
  lastname: string | null;
  screenname: string | null;
  email: string | null;
  company: string | null;
  avatar_url: string | null;
  trigger_id: string | null;
  trigger_label: string | null;
  state: "open" | "closed";
  locked: boolean;
  language: string | null;
  context_data: Record<string, string>;
  category_ids: string[];
  tag_ids: string[];
  priority: number;
  live: LiveSummary["state"] | null;
  live_agent_id: string | null;
  live_agent_name: string | null;
  last_number: number;
  visitor_read_number: number;
  agent_read_number: number;
  unread_count: number;
  last_message_number: number | null;
  last_author_type: "visitor" | "agent" | "bot" | "system" | null;
  last_author_id: string | null;
  last_author_name: string | null;
  last_preview: string | null;
  last_message_at: Date | null;
  created_at: Date;
  last_activity_at: Date;
  revision: number;
}

/** As identity groups compose it: of each identity what people wrote, then what is mapped, then what the website said. */
const known = (field: string) => `coalesce(person.${field}, root.mapped_values ->> '${field}', root.${field},
    own.${field}, identity.mapped_values ->> '${field}', identity.${field}) as ${field}`;

export const SUMMARY_COLUMNS = `
select thread.id, thread.source_id, source.label as source_label, identity.id as identity_id,
  identity.created_at as identity_created_at, coalesce(root.id, identity.id) as identity_group_id,
  identity.revision + coalesce(person.revision, own.revision, 0) as identity_revision,
  ${known("firstname")}, ${known("lastname")}, coalesce(root.screenname, identity.screenname) as screenname,
  coalesce(person.emails[1], root.mapped_values #>> '{emails,0}', root.email, own.emails[1],
    identity.mapped_values #>> '{emails,0}', identity.email) as email,
  ${known("company")}, ${known("avatar_url")}, thread.trigger_id, trigger.label as trigger_label,
  thread.state, thread.locked, thread.language, thread.context_data, thread.last_number,
  thread.live, thread.live_agent_id, thread.live_agent_name, thread.priority,
  array(
    select chosen.category_id from thread_categories as chosen
    where chosen.domain_id = thread.domain_id and chosen.thread_id = thread.id order by chosen.category_id
  ) as category_ids,
  array(
    select chosen.tag_id from thread_tags as chosen
    where chosen.domain_id = thread.domain_id and chosen.thread_id = thread.id order by chosen.tag_id
  ) as tag_ids,
  thread.visitor_read_number, thread.agent_read_number, thread.created_at,
  coalesce(summary.unread_count, 0) as unread_count, summary.last_message_number, summary.last_author_type, summary.last_author_id,
  summary.last_author_name, summary.last_preview, summary.last_message_at,
  coalesce(summary.last_activity_at, thread.created_at) as last_activity_at, coalesce(summary.revision, 0) as revision`;

/** `root`: the identity that the thread's was merged into; `person` and `own`: what people wrote of each. */
export const SUMMARY_NAMES = `
join identities as identity on identity.domain_id = thread.domain_id and identity.id = thread.identity_id
left join identity_groups as own on own.domain_id = thread.domain_id and own.id = thread.identity_id
left join identities as root on root.domain_id = thread.domain_id and root.id = own.merged_into_id
left join identity_groups as person on person.domain_id = thread.domain_id and person.id = own.merged_into_id
join sources as source on source.domain_id = thread.domain_id and source.id = thread.source_id
left join triggers as trigger on trigger.domain_id = thread.domain_id and trigger.id = thread.trigger_id`;

/** Which of a domain's threads: those of `sourceIds` (null: of all), and of a folder as `userId` sees it. */
export interface SummaryFilter {
  sourceId: string | null;
  sourceIds: string[] | null;
  folder: ThreadFolder | null;
  userId: string;
  offset: number;
  limit: number;
}

const OF_FILTER = `
where summary.domain_id = $1 and ($2::uuid is null or summary.source_id = $2)
  and ($3::uuid[] is null or summary.source_id = any($3))`;

/** For each folder its own condition, so that each is planned by what it asks for. */
const IN_FOLDER = {
  all: "$4::uuid is not null",
  waiting: "$4::uuid is not null and thread.live = 'waiting'",
  mine: "thread.live = 'connected' and thread.live_agent_id = $4",
} as const;

/** In the queue as visitors are told their place: the higher priority, then first come first. */
export const QUEUE_ORDER = "-thread.priority, thread.created_at, thread.id";

/** Newest activity first, but for the queue. */
export async function listSummaries(
  executor: Executor,
  domainId: string,
  filter: SummaryFilter,
): Promise<{ count: number; records: ThreadSummary[] }> {
  const folder = filter.folder ?? "all";
  const values = [domainId, filter.sourceId, filter.sourceIds, filter.userId];
  const joined = "join threads as thread on thread.domain_id = summary.domain_id and thread.id = summary.thread_id";
  const counted = await executor.query<{ count: number }>({
    name: `thread_summaries_count_${folder}`,
    text: `select count(*) as count from thread_summaries as summary
           ${filter.folder === null ? "" : joined}${OF_FILTER} and ${IN_FOLDER[folder]}`,
    values,
  });
  const order = folder === "waiting" ? QUEUE_ORDER : "summary.last_activity_at desc, summary.thread_id";
  const listed = await executor.query<SummaryRow>({
    name: `thread_summaries_list_${folder}`,
    text: `${SUMMARY_COLUMNS}
from thread_summaries as summary
${joined}${SUMMARY_NAMES}${OF_FILTER} and ${IN_FOLDER[folder]}
order by ${order} limit $5 offset $6`,
    values: [...values, filter.limit, filter.offset],
  });
  return { count: counted.rows[0]?.count ?? 0, records: listed.rows.map(toSummary) };
}

/** Of the threads that the domain has; one whose first fact is not followed yet shows what the thread itself knows. */
export async function findSummaries(
  executor: Executor,
  domainId: string,
  threadIds: readonly string[],
): Promise<ThreadSummary[]> {
  const result = await executor.query<SummaryRow>({
    name: "thread_summaries_find",
    // Each wanted thread is looked up by its key, whatever the planner believes of the tables' sizes: `limit 1` keeps it
    // from joining whole tables.
    text: `${SUMMARY_COLUMNS}
from unnest($2::uuid[]) as wanted (id)
cross join lateral (
  select * from threads where threads.domain_id = $1 and threads.id = wanted.id limit 1
) as thread
left join lateral (
  select * from thread_summaries
  where thread_summaries.domain_id = $1 and thread_summaries.thread_id = wanted.id limit 1
) as summary on true${SUMMARY_NAMES}`,
    values: [domainId, threadIds],
  });
  return result.rows.map(toSummary);
}

/** Of all identities of a person, as far as the sources may be read (null: all); newest first. */
export async function listSummariesOfGroup(
  executor: Executor,
  domainId: string,
  { groupId, sourceIds, offset, limit }: { groupId: string; sourceIds: string[] | null; offset: number; limit: number },
): Promise<{ count: number; records: ThreadSummary[] }> {
  const ofGroup = `from threads where domain_id = $1 and ($3::uuid[] is null or source_id = any($3))
    and identity_id in (
      select $2::uuid union all select id from identity_groups where domain_id = $1 and merged_into_id = $2
    )`;
  const counted = await executor.query<{ count: number }>({
    name: "threads_of_group_count",
    text: `select count(*) as count ${ofGroup}`,
    values: [domainId, groupId, sourceIds],
  });
  const listed = await executor.query<{ id: string }>({
    name: "threads_of_group",
    text: `select id ${ofGroup} order by created_at desc, id desc limit $4 offset $5`,
    values: [domainId, groupId, sourceIds, limit, offset],
  });
  const ids = listed.rows.map(({ id }) => id);
  const found = new Map((await findSummaries(executor, domainId, ids)).map((summary) => [summary.id, summary]));
  return { count: counted.rows[0]?.count ?? 0, records: ids.flatMap((id) => found.get(id) ?? []) };
}

export function toSummary(row: SummaryRow): ThreadSummary {
  return {
    id: row.id,
    source_id: row.source_id,
    source_label: row.source_label,
    identity: {
      id: row.identity_id,
      name: nameVisitor({ ...row, id: row.identity_id }),
      firstname: row.firstname,
      lastname: row.lastname,
      email: row.email,
      company: row.company,
      avatar_url: row.avatar_url,
      group_id: row.identity_group_id,
      revision: row.identity_revision,
      created_at: row.identity_created_at.toISOString(),
    },
    trigger:
      row.trigger_id === null || row.trigger_label === null ? null : { id: row.trigger_id, label: row.trigger_label },
    state: row.state,
    locked: row.locked,
    language: row.language,
    context_data: row.context_data,
    category_ids: row.category_ids,
    tag_ids: row.tag_ids,
    priority: TASK_PRIORITIES[row.priority] ?? "normal",
    live: toLive(row),
    last_number: row.last_number,
    visitor_read_number: row.visitor_read_number,
    agent_read_number: row.agent_read_number,
    unread_count: row.unread_count,
    last_message: toLastMessage(row),
    created_at: row.created_at.toISOString(),
    last_activity_at: row.last_activity_at.toISOString(),
    revision: row.revision,
  };
}

function toLive({ live, live_agent_id: id, live_agent_name: name }: SummaryRow): LiveSummary | null {
  return live === null ? null : { state: live, agent: id === null ? null : { id, name: name ?? "" } };
}

function toLastMessage(row: SummaryRow): ThreadSummary["last_message"] {
  const { last_message_number: number, last_author_type: type, last_message_at: at } = row;
  if (number === null || type === null || at === null) return null;
  return {
    number,
    author: { type, id: row.last_author_id, name: row.last_author_name ?? "" },
    preview: row.last_preview ?? "",
    created_at: at.toISOString(),
  };
}
