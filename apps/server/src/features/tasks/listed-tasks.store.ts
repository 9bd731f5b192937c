import { TASK_PRIORITIES, type Task, type TaskFolder } from "@beckon/protocol";
import type { Executor } from "../../platform/database/index.ts";
import { nameVisitor } from "../identities/index.ts";

interface ListedRow {
  id: string;
  thread_id: string;
  source_id: string;
  source_label: string;
  channel: Task["channel"];
  state: Task["state"];
  completion: Task["completion"];
  user_id: string | null;
  user_name: string | null;
  held_by_bot: boolean;
  identity_id: string;
  firstname: string | null;
  lastname: string | null;
  screenname: string | null;
  email: string | null;
  preview: string | null;
  language: string | null;
  priority: number;
  target: Task["target"];
  target_label: string | null;
  comment: string | null;
  transferred_by: string | null;
  transferred_by_name: string | null;
  missed_by: string[];
  intervention_id: string | null;
  deferred_until: Date | null;
  ring_ends_at: Date | null;
  queued_at: Date;
  created_at: Date;
  accepted_at: Date | null;
  ended_at: Date | null;
  revision: number;
}

const nameOfUser = (table: string) =>
  `coalesce(nullif(trim(${table}.firstname || ' ' || ${table}.lastname), ''), ${table}.email)`;

const SELECT = `
select task.id, task.thread_id, task.source_id, source.label as source_label, task.channel, task.state, task.completion,
  task.user_id, ${nameOfUser("agent")} as user_name,
  task.state = 'accepted' and coalesce(agent.kind = 'bot', false) as held_by_bot, identity.id as identity_id, identity.firstname, identity.lastname,
  identity.screenname, identity.email, left(last.body, 200) as preview, thread.language, task.priority, task.target,
  case task.target ->> 'kind'
    when 'agent' then (select ${nameOfUser("meant")} from users as meant where meant.domain_id = task.domain_id and meant.id::text = task.target ->> 'id')
    when 'team' then (select label from teams where teams.domain_id = task.domain_id and teams.id::text = task.target ->> 'id')
    when 'category' then (select label from categories where categories.domain_id = task.domain_id and categories.id::text = task.target ->> 'id')
    when 'language' then task.target ->> 'language'
  end as target_label,
  task.comment, task.transferred_by, ${nameOfUser("giver")} as transferred_by_name, task.missed_by,
  task.intervention_id, intervention.deferred_until, task.ring_ends_at, task.queued_at, task.created_at,
  task.accepted_at, task.ended_at, task.revision`;

const FROM = `
from tasks as task
join threads as thread on thread.domain_id = task.domain_id and thread.id = task.thread_id
join identities as identity on identity.domain_id = thread.domain_id and identity.id = thread.identity_id
join sources as source on source.domain_id = task.domain_id and source.id = task.source_id
left join users as agent on agent.domain_id = task.domain_id and agent.id = task.user_id
left join users as giver on giver.domain_id = task.domain_id and giver.id = task.transferred_by
left join interventions as intervention
  on intervention.domain_id = task.domain_id and intervention.id = task.intervention_id
left join lateral (
  select message.body from messages as message
  where message.domain_id = task.domain_id and message.thread_id = task.thread_id
    and not message.private and message.author_type <> 'system'
  order by message.number desc limit 1
) as last on true`;

/** Whose tasks: of sources that may be read (null: of all), and of one of them. */
export interface TaskFilter {
  sourceIds: string[] | null;
  sourceId: string | null;
  /** `ongoing_of_teams`: what the people of the reader's teams have. */
  folder: TaskFolder | "ongoing_of_teams";
  userId: string;
  offset: number;
  limit: number;
}

/** For each folder its own condition. `$4` is the reader. */
const IN_FOLDER: Record<TaskFilter["folder"], string> = {
  mine: `task.user_id = $4 and (task.state in ('ringing', 'accepted')
    or (task.state = 'completed' and task.completion = 'deferred' and exists (
      select from interventions as put_off
      where put_off.domain_id = task.domain_id and put_off.id = task.intervention_id and put_off.state = 'deferred'
    )))`,
  waiting: "$4::uuid is not null and task.state in ('waiting', 'ringing')",
  undelivered: "$4::uuid is not null and task.state = 'undelivered'",
  ongoing: "$4::uuid is not null and task.state = 'accepted'",
  ongoing_of_teams: `task.state = 'accepted' and exists (
    select from team_members as own
    join team_members as colleague on colleague.domain_id = own.domain_id and colleague.team_id = own.team_id
    where own.domain_id = task.domain_id and own.user_id = $4 and colleague.user_id = task.user_id
  )`,
  all: "$4::uuid is not null",
};

/** Those in the queue as they are asked; all of them newest first. */
const ORDER: Record<TaskFilter["folder"], string> = {
  mine: "task.state = 'completed', task.state = 'accepted', task.priority desc, task.queued_at, task.id",
  waiting: "task.priority desc, task.queued_at, task.id",
  undelivered: "task.priority desc, task.queued_at, task.id",
  ongoing: "task.accepted_at, task.id",
  ongoing_of_teams: "task.accepted_at, task.id",
  all: "task.created_at desc, task.id desc",
};

export async function listTasks(
  executor: Executor,
  domainId: string,
  filter: TaskFilter,
): Promise<{ count: number; records: Task[] }> {
  const where = `where task.domain_id = $1 and ($2::uuid[] is null or task.source_id = any($2))
    and ($3::uuid is null or task.source_id = $3) and ${IN_FOLDER[filter.folder]}`;
  const values = [domainId, filter.sourceIds, filter.sourceId, filter.userId];
  const counted = await executor.query<{ count: number }>({
    name: `tasks_count_${filter.folder}`,
    text: `select count(*) as count from tasks as task ${where}`,
    values,
  });
  const listed = await executor.query<ListedRow>({
    name: `tasks_list_${filter.folder}`,
    text: `${SELECT}${FROM} ${where} order by ${ORDER[filter.folder]} limit $5 offset $6`,
    values: [...values, filter.limit, filter.offset],
  });
  return { count: counted.rows[0]?.count ?? 0, records: listed.rows.map(toTask) };
}

export async function findTasks(executor: Executor, domainId: string, ids: readonly string[]): Promise<Task[]> {
  const result = await executor.query<ListedRow>({
    name: "tasks_find",
    text: `${SELECT}${FROM} where task.domain_id = $1 and task.id = any($2::uuid[]) order by task.queued_at, task.id`,
    values: [domainId, ids],
  });
  return result.rows.map(toTask);
}

function toTask(row: ListedRow): Task {
  const person = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? "" });
  return {
    id: row.id,
    thread_id: row.thread_id,
    source_id: row.source_id,
    source_label: row.source_label,
    channel: row.channel,
    state: row.state,
    completion: row.completion,
    agent: person(row.user_id, row.user_name),
    held_by_bot: row.held_by_bot,
    visitor_name: nameVisitor({ ...row, id: row.identity_id }),
    preview: row.preview ?? "",
    language: row.language,
    priority: TASK_PRIORITIES[row.priority] ?? "normal",
    target: row.target,
    target_label: row.target_label,
    comment: row.comment,
    transferred_by: person(row.transferred_by, row.transferred_by_name),
    missed_by: row.missed_by,
    intervention_id: row.intervention_id,
    deferred_until: row.deferred_until?.toISOString() ?? null,
    ring_ends_at: row.ring_ends_at?.toISOString() ?? null,
    queued_at: row.queued_at.toISOString(),
    created_at: row.created_at.toISOString(),
    accepted_at: row.accepted_at?.toISOString() ?? null,
    ended_at: row.ended_at?.toISOString() ?? null,
    revision: row.revision,
  };
}
