import type { Attachment, Mentioned, Message, MessageNotice } from "@beckon/protocol";
import type { Executor } from "../../platform/database/index.ts";
import type { MessageToAdd } from "./message-to-add.ts";
import type { AddAnswer } from "./messages.decisions.ts";

/**
 * Adds all messages of a commit group in one statement, and their facts with them. Answers in no order; an item
 * whose thread does not exist has no answer. Threads are locked in the
 * order of their ids, so that two nodes never wait for each other in a circle; numbers follow the thread's last
 * one, in the group's order; a message whose id exists is not added again. Whoever writes has read what came
 * before.
 *
 * Two nodes that add the same id at the same moment cannot see each other's row: the later one fails on the
 * primary key, and finds the row when it is tried again.
 */
export async function addMessages(
  executor: Executor,
  items: readonly MessageToAdd[],
  storedAttachmentsOf: (item: MessageToAdd) => string | null = () => null,
): Promise<AddAnswer[]> {
  const result = await executor.query<ThreadAnswer | StoredAnswer>({
    name: "messages_add",
    text: ADD_MESSAGES,
    values: [
      items.map((item) => item.domainId),
      items.map((item) => item.id),
      items.map((item) => item.threadId),
      items.map((item) => (item.author.type === "visitor" ? item.author.id : null)),
      items.map((item) => item.author.type),
      items.map((item) => item.author.id),
      items.map((item) => item.author.name),
      items.map((item) => item.body),
      items.map((item) => item.private),
      items.map((item) => storedAttachmentsOf(item)),
      items.map((item) => (item.notice === undefined ? null : JSON.stringify(item.notice))),
    ],
  });
  return joinAnswers(items, result.rows);
}

type Stored = Pick<
  AddAnswer,
  "stored_thread_id" | "stored_number" | "stored_at" | "stored_author_type" | "stored_author_id" | "is_new"
>;
/** A row about an item's thread, or one about a stored message; each has null where the other speaks. */
type ThreadAnswer = AddAnswer & { domain_id: null };
type StoredAnswer = Stored & { place: null; domain_id: string; id: string };

/** Done here and not in SQL, where the planner, which takes groups to be of one row, compares every row with every other. */
function joinAnswers(items: readonly MessageToAdd[], rows: readonly (ThreadAnswer | StoredAnswer)[]): AddAnswer[] {
  const stored = new Map<string, StoredAnswer>();
  for (const row of rows) if (row.place === null) stored.set(`${row.domain_id} ${row.id}`, row);
  return rows.flatMap((row) => {
    if (row.place === null) return [];
    const item = items[row.place - 1];
    const found = item === undefined ? undefined : stored.get(`${item.domainId} ${item.id}`);
    if (found === undefined) return row;
    const { stored_thread_id, stored_number, stored_at, stored_author_type, stored_author_id, is_new } = found;
    return { ...row, stored_thread_id, stored_number, stored_at, stored_author_type, stored_author_id, is_new };
  });
}

const ADD_MESSAGES = `
with input as materialized (
  select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::uuid[], $7::text[], $8::text[], $9::boolean[], $10::jsonb[], $11::jsonb[])
    with ordinality as item (domain_id, id, thread_id, visitor_id, author_type, author_id, author_name, body, private, attachments, notice, place)
), locked as materialized (
  select item.*, thread.source_id, thread.identity_id, thread.last_number, thread.locked, thread.state, thread.live
  from input as item
  join threads as thread on thread.domain_id = item.domain_id and thread.id = item.thread_id
  order by thread.id, item.place
  for update of thread
), existing as materialized (
  select message.domain_id, message.id, message.thread_id, message.number, message.author_type, message.author_id, message.created_at
  from (select distinct domain_id, id from input) as wanted
  join messages as message on message.domain_id = wanted.domain_id and message.id = wanted.id
), fresh as materialized (
  select item.*, item.last_number + row_number() over (partition by item.domain_id, item.thread_id order by item.place) as number
  from (select distinct on (domain_id, id) * from locked order by domain_id, id, place) as item
  where not exists (select from existing where existing.domain_id = item.domain_id and existing.id = item.id)
    and (item.visitor_id is null or (item.visitor_id = item.identity_id and not item.locked))
    and (item.live is distinct from 'ended' or item.author_type = 'system' or item.private)
), numbered as (
  update threads as thread set last_number = latest.number,
    state = case when latest.visitor_number is null and latest.agent_number is null then thread.state else 'open' end,
    visitor_read_number = greatest(thread.visitor_read_number, latest.visitor_number),
    agent_read_number = greatest(thread.agent_read_number, latest.agent_number)
  from (
    select domain_id, thread_id, max(number) as number,
      max(number) filter (where author_type = 'visitor') as visitor_number,
      max(number) filter (where author_type = 'agent' and not private) as agent_number
    from fresh group by domain_id, thread_id
  ) as latest
  where thread.domain_id = latest.domain_id and thread.id = latest.thread_id
), added as (
  insert into messages (domain_id, id, thread_id, number, author_type, author_id, author_name, body, private, attachments, notice)
  select domain_id, id, thread_id, number, author_type, author_id, author_name, body, private, attachments, notice from fresh
  returning domain_id, id, thread_id, number, author_type, author_id, created_at
), told as (
  insert into facts (domain_id, type, thread_id, payload)
  select domain_id, 'message_added', thread_id,
    jsonb_build_object('number', number, 'author_type', author_type, 'private', private)
  from fresh order by place
), reopened as (
  insert into facts (domain_id, type, thread_id, payload)
  select distinct domain_id, 'thread_reopened', thread_id, '{}'::jsonb from fresh
  where state = 'closed' and (author_type = 'visitor' or (author_type = 'agent' and not private))
)
select item.place::integer, item.identity_id, item.source_id, item.locked as thread_locked,
  item.state = 'closed' as thread_closed, item.live as thread_live,
  item.visitor_id is null or item.visitor_id = item.identity_id as thread_is_own,
  null::uuid as domain_id, null::uuid as id, null::uuid as stored_thread_id, null::integer as stored_number,
  null::timestamptz as stored_at, null::text as stored_author_type, null::uuid as stored_author_id, null::boolean as is_new
from locked as item
union all
select null, null, null, null, null, null, null, domain_id, id, thread_id, number, created_at, author_type, author_id, true
from added
union all
select null, null, null, null, null, null, null, domain_id, id, thread_id, number, created_at, author_type, author_id, false
from existing`;

interface MessageRow {
  id: string;
  thread_id: string;
  number: number;
  author_type: Message["author"]["type"];
  author_id: string | null;
  author_name: string;
  body: string;
  automated: boolean;
  private: boolean;
  attachments: Attachment[] | null;
  notice: MessageNotice | null;
  mentions: Mentioned[] | null;
  created_at: Date;
}

function toMessage(row: MessageRow): Message {
  return {
    id: row.id,
    thread_id: row.thread_id,
    number: row.number,
    author: { type: row.author_type, id: row.author_id, name: row.author_name },
    body: row.body,
    automated: row.automated,
    private: row.private,
    attachments: row.attachments ?? [],
    structured: null,
    notice: row.notice,
    ...(row.mentions !== null && { mentions: row.mentions }),
    created_at: row.created_at.toISOString(),
  };
}

const MESSAGE_COLUMNS =
  "id, thread_id, number, author_type, author_id, author_name, body, automated, private, attachments, notice, mentions, created_at";

/** Messages with numbers in (after, before), ascending: the first `limit` of them. The caller has checked the thread. */
export async function listMessagesAfter(
  executor: Executor,
  domainId: string,
  threadId: string,
  after: number,
  limit: number,
): Promise<Message[]> {
  const result = await executor.query<MessageRow>({
    name: "messages_after",
    text: `select ${MESSAGE_COLUMNS} from messages
           where domain_id = $1 and thread_id = $2 and number > $3 order by number limit $4`,
    values: [domainId, threadId, after, limit],
  });
  return result.rows.map(toMessage);
}

/** The `limit` messages right before a number, ascending. */
export async function listMessagesBefore(
  executor: Executor,
  domainId: string,
  threadId: string,
  before: number,
  limit: number,
): Promise<Message[]> {
  const result = await executor.query<MessageRow>({
    name: "messages_before",
    text: `select ${MESSAGE_COLUMNS} from messages
           where domain_id = $1 and thread_id = $2 and number < $3 order by number desc limit $4`,
    values: [domainId, threadId, before, limit],
  });
  return result.rows.reverse().map(toMessage);
}

/** The newest message of each thread that a visitor may see. */
export async function listLastMessages(
  executor: Executor,
  domainId: string,
  threadIds: readonly string[],
): Promise<Message[]> {
  const result = await executor.query<MessageRow>({
    name: "messages_last",
    text: `select message.* from unnest($2::uuid[]) as wanted (id)
           cross join lateral (
             select ${MESSAGE_COLUMNS} from messages
             where domain_id = $1 and thread_id = wanted.id and not private order by number desc limit 1
           ) as message`,
    values: [domainId, threadIds],
  });
  return result.rows.map(toMessage);
}
