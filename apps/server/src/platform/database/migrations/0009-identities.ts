import { type Kysely, sql } from "kysely";

/** Communities' settings and keys, and identities that bear a company's uuid. */
export const identities = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  `alter table communities
    add column accept_unsigned_uuids boolean not null default false,
    add column first_hour_required boolean`,

  // Of a revoked key only its name stays: its secret is gone.
  `create table community_keys (
    domain_id uuid not null,
    id uuid not null,
    community_id uuid not null,
    kid text not null,
    algorithm text not null check (algorithm in ('HS256', 'RS256')),
    sealed_secret bytea,
    public_key text,
    created_at timestamptz not null default now(),
    last_used_at timestamptz,
    revoked_at timestamptz,
    primary key (domain_id, id),
    foreign key (domain_id, community_id) references communities (domain_id, id) on delete cascade
  )`,
  `create unique index community_keys_active on community_keys (domain_id, community_id, kid) where revoked_at is null`,
  `create index community_keys_of_community on community_keys (domain_id, community_id, created_at)`,

  // By its hash only: which tokens have been presented before, until they expire.
  `create table presented_tokens (
    domain_id uuid not null,
    community_id uuid not null,
    token_hash bytea not null,
    expires_at timestamptz not null,
    primary key (domain_id, community_id, token_hash),
    foreign key (domain_id, community_id) references communities (domain_id, id) on delete cascade
  )`,

  `create table identity_refusals (
    domain_id uuid not null,
    id uuid not null,
    community_id uuid not null,
    source_id uuid not null,
    code text not null,
    reason text,
    kid text,
    occurred_at timestamptz not null,
    primary key (domain_id, id),
    foreign key (domain_id, community_id) references communities (domain_id, id) on delete cascade,
    foreign key (domain_id, source_id) references sources (domain_id, id) on delete cascade
  )`,
  `create index identity_refusals_of_community on identity_refusals (domain_id, community_id, id desc)`,

  // Without a secret: no browser holds the identity, it opens by its uuid.
  `alter table identities
    alter column secret_hash drop not null,
    add column uuid text,
    add column uuid_standing text check (uuid_standing in ('claimed', 'shared', 'signed')),
    add column extra_values jsonb not null default '{}',
    add check ((uuid is null) = (uuid_standing is null)),
    add check ((secret_hash is null) = (coalesce(uuid_standing, 'claimed') <> 'claimed'))`,
  `create unique index identities_by_uuid on identities (domain_id, community_id, uuid, uuid_standing)
    where uuid_standing in ('shared', 'signed')`,
  `create index identities_of_community on identities (domain_id, community_id, id)`,
];
