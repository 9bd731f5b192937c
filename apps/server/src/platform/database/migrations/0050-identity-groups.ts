import { type Kysely, sql } from "kysely";

/** Persons: identities that were merged, and what people wrote of them. */
export const identityGroups = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  // A row comes to be with the first edit or merge. It bears its identity's id and goes with it, so that
  // erasing an identity erases what was written of it; those that were merged into it then stand for themselves.
  `create table identity_groups (
    domain_id uuid not null,
    id uuid not null,
    merged_into_id uuid check (merged_into_id <> id),
    separated_at timestamptz,
    firstname text,
    lastname text,
    company text,
    job_title text,
    gender text check (gender in ('female', 'male', 'other')),
    emails text[],
    phones text[],
    home_address text,
    notes text,
    avatar_url text,
    revision integer not null default 0,
    created_at timestamptz not null default now(),
    primary key (domain_id, id),
    foreign key (domain_id, id) references identities (domain_id, id) on delete cascade,
    foreign key (domain_id, merged_into_id) references identity_groups (domain_id, id)
      on delete set null (merged_into_id)
  )`,
  `create index identity_groups_merged on identity_groups (domain_id, merged_into_id) where merged_into_id is not null`,

  `alter table identities add column revision integer not null default 0`,
  `create index identities_signed_by_email on identities (domain_id, lower(email)) where uuid_standing = 'signed'`,
  `create index identities_signed_by_uuid on identities (domain_id, uuid) where uuid_standing = 'signed'`,
  `alter table communities
    add column merge_equal_emails boolean not null default false,
    add column merge_equal_uuids boolean not null default false`,
];
