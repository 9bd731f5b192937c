import { type Kysely, sql } from "kysely";

/** Texts that agents send often, and where they fit. */
export const cannedReplies = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  `create table canned_replies (
    domain_id uuid not null references domains (id),
    id uuid not null,
    title text not null,
    shortcut text not null,
    body text not null,
    language text,
    created_at timestamptz not null default now(),
    primary key (domain_id, id),
    unique (domain_id, shortcut)
  )`,
  `create table canned_reply_categories (
    domain_id uuid not null,
    reply_id uuid not null,
    category_id uuid not null,
    primary key (domain_id, reply_id, category_id),
    foreign key (domain_id, reply_id) references canned_replies (domain_id, id) on delete cascade,
    foreign key (domain_id, category_id) references categories (domain_id, id) on delete cascade
  )`,
  `create index canned_reply_categories_by_category on canned_reply_categories (domain_id, category_id)`,
  `create table canned_reply_sources (
    domain_id uuid not null,
    reply_id uuid not null,
    source_id uuid not null,
    primary key (domain_id, reply_id, source_id),
    foreign key (domain_id, reply_id) references canned_replies (domain_id, id) on delete cascade,
    foreign key (domain_id, source_id) references sources (domain_id, id) on delete cascade
  )`,
  `create index canned_reply_sources_by_source on canned_reply_sources (domain_id, source_id)`,
];
