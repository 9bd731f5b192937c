import type { Message } from "@beckon/protocol";
import type { Executor } from "../../platform/database/index.ts";
import type { NewThread, OpenedThread } from "./message-to-add.ts";

interface OpenedRow {
  domain_id: string;
  id: string;
  opening_id: string | null;
  opening_body: string | null;
  opening_author: string;
  created_at: Date;
}

/**
 * Creates the threads that first messages of visitors name, where they do not exist and their identities may have
 * one more. An id that belongs to somebody else is left as it is: adding the message then finds that the thread is
 * not the visitor's own. What the visitor saw before writing becomes the thread's first message, in the words that
 * the source or the trigger has now, and its trigger's categories are the thread's; a conversation whose visitor has no address asks for one, rarely.
 * All statements are on their way when it returns: who adds the messages need not wait for the answer.
 */
export async function openThreads(transaction: Executor, threads: readonly NewThread[]): Promise<OpenedThread[]> {
  // Two nodes that open threads of one identity come one after the other, so that both see what is open.
  const locking = transaction.query({
    name: "identities_lock_to_open",
    text: `select id from identities where (domain_id, id) in (select * from unnest($1::uuid[], $2::uuid[]))
           order by domain_id, id for no key update`,
    values: [threads.map((thread) => thread.domainId), threads.map((thread) => thread.identityId)],
  });
  const opening = transaction.query<OpenedRow>({
    name: "threads_open",
    text: OPEN_THREADS,
    values: [
      threads.map((thread) => thread.domainId),
      threads.map((thread) => thread.id),
      threads.map((thread) => thread.sourceId),
      threads.map((thread) => thread.identityId),
      threads.map((thread) => thread.triggerId),
      threads.map((thread) => thread.language),
      threads.map((thread) => JSON.stringify(thread.contextData)),
      threads.map((thread) => thread.opening?.kind ?? null),
      threads.map((thread) => thread.opening?.messageId ?? null),
    ],
  });
  const [, opened] = await Promise.all([locking, opening]);
  return opened.rows.map((row) => ({ domainId: row.domain_id, id: row.id, opening: toOpening(row) }));
}

function toOpening(row: OpenedRow): Message | null {
  if (row.opening_id === null || row.opening_body === null) return null;
  return {
    id: row.opening_id,
    thread_id: row.id,
    number: 1,
    author: { type: "bot", id: null, name: row.opening_author },
    body: row.opening_body,
    automated: true,
    private: false,
    attachments: [],
    structured: null,
    notice: null,
    created_at: row.created_at.toISOString(),
  };
}

/** Once in so long an identity is asked for its address. */
const EMAIL_REQUEST_HOURS = 2;

const OPEN_THREADS = `
with wanted as materialized (
  select distinct on (domain_id, id) *
  from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::jsonb[], $8::text[], $9::uuid[])
    with ordinality as item (domain_id, id, source_id, identity_id, trigger_id, language, context_data, opening, opening_id, place)
  order by domain_id, id, place
), fresh as materialized (
  select wanted.*, row_number() over (partition by domain_id, identity_id order by place) as turn
  from wanted
  where not exists (select from threads where threads.domain_id = wanted.domain_id and threads.id = wanted.id)
), prepared as materialized (
  select fresh.*, trigger.id as known_trigger_id, trigger.definition -> 'category_ids' as category_ids,
    case opening when 'welcome' then nullif(source.settings ->> 'welcome_message', '') when 'automatic' then automatic.body end as opening_body,
    coalesce(source.settings -> 'appearance' ->> 'title', '') as opening_author,
    case when source.mode = 'live_chat' then 'waiting' end as live,
    turn = 1 and source.mode = 'messaging' and coalesce(source.settings ->> 'email_request', 'true') = 'true'
      and coalesce(identity.email, '') = '' and not identity.mapped_values ? 'emails'
      and (identity.email_requested_at is null or identity.email_requested_at < now() - interval '${EMAIL_REQUEST_HOURS} hours') as asks_email
  from fresh
  join sources as source on source.domain_id = fresh.domain_id and source.id = fresh.source_id
  join identities as identity
    on identity.domain_id = fresh.domain_id and identity.id = fresh.identity_id and identity.anonymized_at is null
  left join triggers as trigger
    on trigger.domain_id = fresh.domain_id and trigger.id = fresh.trigger_id and trigger.source_id = fresh.source_id
  left join automatic_messages as automatic
    on automatic.domain_id = trigger.domain_id and automatic.source_id = trigger.source_id
    and automatic.id::text = trigger.definition -> 'actions' ->> 'automatic_message_id'
  where turn + (
    select count(*) from threads as other
    where other.domain_id = fresh.domain_id and other.identity_id = fresh.identity_id
      and other.source_id = fresh.source_id and other.state = 'open' and not other.locked
  ) <= coalesce((source.settings ->> 'open_threads_limit')::integer, 3)
), asked as (
  update identities as identity set email_requested_at = now()
  from prepared
  where prepared.asks_email and identity.domain_id = prepared.domain_id and identity.id = prepared.identity_id
), opened as (
  insert into threads (domain_id, id, source_id, identity_id, trigger_id, language, context_data, email_request, live, last_number)
  select domain_id, id, source_id, identity_id, known_trigger_id, language, context_data,
    case when asks_email then 'open' end, live, case when opening_body is null then 0 else 1 end
  from prepared order by id
  on conflict do nothing
  returning domain_id, id, source_id, identity_id, created_at
), categorised as (
  insert into thread_categories (domain_id, thread_id, category_id)
  select opened.domain_id, opened.id, category.id
  from opened join prepared on prepared.domain_id = opened.domain_id and prepared.id = opened.id
  cross join lateral jsonb_array_elements_text(coalesce(prepared.category_ids, '[]')) as wanted (id)
  join categories as category on category.domain_id = opened.domain_id and category.id = wanted.id::uuid
  on conflict do nothing
), begun as (
  select opened.*, prepared.opening_id, prepared.opening_body, prepared.opening_author
  from opened join prepared on prepared.domain_id = opened.domain_id and prepared.id = opened.id
), added as (
  insert into messages (domain_id, id, thread_id, number, author_type, author_id, author_name, body, automated, created_at)
  select domain_id, opening_id, id, 1, 'bot', null, opening_author, opening_body, true, created_at
  from begun where opening_body is not null
), told as (
  insert into facts (domain_id, type, thread_id, payload)
  select begun.domain_id, fact.type, begun.id, fact.payload
  from begun cross join lateral (values
    (1, 'thread_opened', jsonb_build_object('source_id', source_id, 'identity_id', identity_id)),
    (2, 'message_added', jsonb_build_object('number', 1, 'author_type', 'bot', 'private', false))
  ) as fact (place, type, payload)
  where fact.place = 1 or opening_body is not null
  order by begun.id, fact.place
)
select domain_id, id, opening_id, opening_body, opening_author, created_at from begun`;
