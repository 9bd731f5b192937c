import { type Kysely, sql } from "kysely";

/** Folders, and beside the summaries what their conditions look at, so that counting them is reading an index. */
export const folders = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  // The last answer of a thread is found without reading what visitors wrote after it.
  `create index messages_answers on messages (domain_id, thread_id, number)
    where author_type = 'agent' and not private`,

  `alter table thread_summaries
    add column state text not null default 'open',
    add column locked boolean not null default false,
    add column live text,
    add column language text,
    add column assigned_to uuid,
    add column visitor_number integer,
    add column answer_number integer`,
  `update thread_summaries as summary set
    state = thread.state, locked = thread.locked, live = thread.live, language = thread.language,
    assigned_to = (
      select user_id from interventions
      where interventions.domain_id = thread.domain_id and interventions.thread_id = thread.id
        and interventions.state in ('open', 'deferred')
    ),
    visitor_number = (
      select number from messages
      where messages.domain_id = thread.domain_id and messages.thread_id = thread.id and author_type = 'visitor'
      order by number desc limit 1
    ),
    answer_number = (
      select number from messages
      where messages.domain_id = thread.domain_id and messages.thread_id = thread.id
        and author_type = 'agent' and not private
      order by number desc limit 1
    )
    from threads as thread
    where thread.domain_id = summary.domain_id and thread.id = summary.thread_id`,
  `create index thread_summaries_open on thread_summaries (domain_id, assigned_to, last_activity_at desc, thread_id)
    where state = 'open'`,
  `create index thread_summaries_awaited on thread_summaries (domain_id, last_activity_at desc, thread_id)
    where state = 'open' and visitor_number > coalesce(answer_number, 0)`,
  `create index thread_summaries_unread on thread_summaries (domain_id, last_activity_at desc, thread_id)
    where unread_count > 0`,

  // Of a user's own, or without an owner shared: with these teams, and when there is none with everybody.
  `create table folders (
    domain_id uuid not null references domains (id),
    id uuid not null,
    owner_id uuid,
    team_ids uuid[] not null,
    label text not null,
    conditions jsonb not null,
    sorting text not null check (sorting in ('newest', 'oldest')),
    place integer not null,
    created_at timestamptz not null default now(),
    primary key (domain_id, id),
    foreign key (domain_id, owner_id) references users (domain_id, id) on delete cascade
  )`,
  `create index folders_of_owner on folders (domain_id, owner_id, place)`,
];
