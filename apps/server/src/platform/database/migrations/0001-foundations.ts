import { type Kysely, sql } from "kysely";

/**
 * Every table of a domain's rows has the domain first in its key, and its foreign keys carry it, so that a row
 * can never point into another domain. Ids are UUIDv7 made by whoever creates the row; no extensions are used.
 */
export const foundations = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  `create table domains (
    id uuid primary key,
    name text not null unique,
    created_at timestamptz not null default now()
  )`,

  `create table users (
    domain_id uuid not null references domains (id),
    id uuid not null,
    email text not null,
    password_hash text not null,
    firstname text not null,
    lastname text not null,
    role text not null check (role in ('administrator', 'supervisor', 'agent')),
    avatar_url text,
    created_at timestamptz not null default now(),
    primary key (domain_id, id)
  )`,
  // One address signs in to one domain of an installation, so that signing in asks for no domain.
  `create unique index users_email on users (lower(email))`,

  `create table sessions (
    domain_id uuid not null,
    id uuid not null,
    user_id uuid not null,
    token_hash bytea not null unique,
    created_at timestamptz not null default now(),
    last_used_at timestamptz not null default now(),
    rotated_at timestamptz not null default now(),
    primary key (domain_id, id),
    foreign key (domain_id, user_id) references users (domain_id, id) on delete cascade
  )`,

  `create table access_tokens (
    domain_id uuid not null,
    id uuid not null,
    user_id uuid not null,
    token_hash bytea not null unique,
    created_at timestamptz not null default now(),
    last_used_at timestamptz,
    primary key (domain_id, id),
    foreign key (domain_id, user_id) references users (domain_id, id) on delete cascade
  )`,

  `create table communities (
    domain_id uuid not null references domains (id),
    id uuid not null,
    name text not null,
    signed_identities text not null default 'accept' check (signed_identities in ('reject', 'accept', 'require')),
    created_at timestamptz not null default now(),
    primary key (domain_id, id)
  )`,

  `create table sources (
    domain_id uuid not null,
    id uuid not null,
    community_id uuid not null,
    token text not null unique,
    label text not null,
    mode text not null check (mode in ('messaging', 'live_chat')),
    state text not null default 'active' check (state in ('active', 'inactive', 'maintenance')),
    settings jsonb not null default '{}',
    revision bigint not null default 1,
    created_at timestamptz not null default now(),
    primary key (domain_id, id),
    foreign key (domain_id, community_id) references communities (domain_id, id)
  )`,

  `create table items (
    domain_id uuid not null,
    id uuid not null,
    source_id uuid not null,
    label text not null,
    type text not null check (type in ('button', 'invitation')),
    placement jsonb not null,
    online_offline boolean not null default false,
    html text not null,
    css text not null default '',
    created_at timestamptz not null default now(),
    primary key (domain_id, id),
    foreign key (domain_id, source_id) references sources (domain_id, id) on delete cascade
  )`,
  `create index items_of_source on items (domain_id, source_id)`,

  `create table automatic_messages (
    domain_id uuid not null,
    id uuid not null,
    source_id uuid not null,
    label text not null,
    body text not null,
    created_at timestamptz not null default now(),
    primary key (domain_id, id),
    foreign key (domain_id, source_id) references sources (domain_id, id) on delete cascade
  )`,
  `create index automatic_messages_of_source on automatic_messages (domain_id, source_id)`,

  `create table custom_variables (
    domain_id uuid not null,
    id uuid not null,
    source_id uuid not null,
    name text not null,
    label text not null,
    type text not null check (type in ('string', 'number', 'boolean')),
    filling jsonb,
    created_at timestamptz not null default now(),
    primary key (domain_id, id),
    unique (domain_id, source_id, name),
    foreign key (domain_id, source_id) references sources (domain_id, id) on delete cascade
  )`,

  // What a trigger says is kept whole as the API takes it; what lists and the loader sort by has columns.
  `create table triggers (
    domain_id uuid not null,
    id uuid not null,
    source_id uuid not null,
    label text not null,
    active boolean not null default true,
    place integer not null,
    definition jsonb not null,
    created_at timestamptz not null default now(),
    primary key (domain_id, id),
    foreign key (domain_id, source_id) references sources (domain_id, id) on delete cascade
  )`,
  `create index triggers_of_source on triggers (domain_id, source_id, place)`,

  `create table identities (
    domain_id uuid not null,
    id uuid not null,
    community_id uuid not null,
    secret_hash bytea not null,
    firstname text,
    lastname text,
    screenname text,
    company text,
    email text,
    avatar_url text,
    created_at timestamptz not null default now(),
    primary key (domain_id, id),
    foreign key (domain_id, community_id) references communities (domain_id, id)
  )`,

  // \`last_number\` is the source of the messages' numbers: whoever holds this row's lock gives the next ones.
  `create table threads (
    domain_id uuid not null,
    id uuid not null,
    source_id uuid not null,
    identity_id uuid not null,
    last_number integer not null default 0,
    visitor_read_number integer not null default 0,
    agent_read_number integer not null default 0,
    state text not null default 'open' check (state in ('open', 'closed')),
    locked boolean not null default false,
    trigger_id uuid,
    language text,
    context_data jsonb not null default '{}',
    created_at timestamptz not null default now(),
    primary key (domain_id, id),
    foreign key (domain_id, source_id) references sources (domain_id, id),
    foreign key (domain_id, identity_id) references identities (domain_id, id)
  ) with (fillfactor = 70)`,
  `create index threads_of_identity on threads (domain_id, identity_id, source_id)`,

  // No foreign key to threads: the one statement that inserts has joined the thread's locked row already.
  `create table messages (
    domain_id uuid not null,
    id uuid not null,
    thread_id uuid not null,
    number integer not null,
    author_type text not null check (author_type in ('visitor', 'agent', 'bot', 'system')),
    author_id uuid,
    author_name text not null,
    body text not null,
    automated boolean not null default false,
    private boolean not null default false,
    created_at timestamptz not null default now(),
    primary key (domain_id, id)
  )`,
  `create unique index messages_of_thread on messages (domain_id, thread_id, number)`,

  `create table page_views (
    domain_id uuid not null,
    id uuid not null,
    identity_id uuid not null,
    source_id uuid not null,
    url text not null,
    title text not null,
    custom_variables jsonb not null default '{}',
    started_at timestamptz not null,
    primary key (domain_id, id),
    foreign key (domain_id, identity_id) references identities (domain_id, id)
  )`,
  `create index page_views_of_identity on page_views (domain_id, identity_id, started_at desc)`,

  // Append-only. A row is written in the transaction that it tells of, after that transaction's first other
  // write (see delivery/facts): what follows it relies on both.
  `create table facts (
    position bigint generated always as identity primary key,
    domain_id uuid not null,
    type text not null,
    thread_id uuid,
    payload jsonb not null,
    created_at timestamptz not null default now()
  )`,
  `create table fact_followers (
    name text primary key,
    position bigint not null default 0
  )`,

  // Kept by the follower "desk", from facts alone: what the desk's lists show of a thread.
  `create table thread_summaries (
    domain_id uuid not null,
    thread_id uuid not null,
    source_id uuid not null,
    unread_count integer not null default 0,
    last_message_number integer,
    last_author_type text,
    last_author_id uuid,
    last_author_name text,
    last_preview text,
    last_message_at timestamptz,
    last_activity_at timestamptz not null,
    revision bigint not null,
    primary key (domain_id, thread_id),
    foreign key (domain_id, thread_id) references threads (domain_id, id)
  )`,
  `create index thread_summaries_by_activity on thread_summaries (domain_id, last_activity_at desc, thread_id)`,
];
