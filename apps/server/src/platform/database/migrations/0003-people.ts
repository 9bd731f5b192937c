import { type Kysely, sql } from "kysely";
import { newId } from "../../identifiers.ts";

/** Who may do what: roles, teams, skills; by what conversations are sorted: categories, tags; and who did what. */
export const people = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
    const domains = await sql<{ id: string }>`select id from domains`.execute(database);
    for (const { id } of domains.rows) {
      for (const role of READY_MADE) await seedRole(database, id, role);
    }
    await sql`insert into user_roles (domain_id, user_id, role_id)
      select u.domain_id, u.id, r.id from users as u
      join roles as r on r.domain_id = u.domain_id and r.ready_made = u.role`.execute(database);
  },
};

async function seedRole(database: Kysely<never>, domainId: string, role: (typeof READY_MADE)[number]): Promise<void> {
  await sql`insert into roles (domain_id, id, label, ready_made, permissions, source_permissions)
    values (${domainId}, ${newId()}, ${role.label}, ${role.name}, ${role.permissions}::text[],
      ${role.sources}::text[])`.execute(database);
}

const AGENT = [
  "receive_tasks",
  "view_tasks",
  "search_contents",
  "update_intervention",
  "close_content_thread",
  "open_content_thread",
  "use_cobrowsing",
  "use_emoji",
  "reply_with_assistant",
  "read_identity",
  "update_identity",
  "read_own_stats",
  "read_presence",
];
const EVERY_SOURCE = ["read", "reply", "initiate_discussion"];

/** As they were when this migration was written. The administrator's holds everything, whatever its row says. */
const READY_MADE = [
  { name: "administrator", label: "Administrator", permissions: [], sources: EVERY_SOURCE },
  {
    name: "supervisor",
    label: "Supervisor",
    permissions: [
      ...AGENT,
      "monitor_tasks",
      "monitor_team_tasks",
      "assign_intervention",
      "author_block_content",
      "manage_tags",
      "manage_reply_assistant",
      "read_stats",
    ],
    sources: EVERY_SOURCE,
  },
  { name: "agent", label: "Agent", permissions: AGENT, sources: EVERY_SOURCE },
  {
    name: "analyst",
    label: "Analyst",
    permissions: ["search_contents", "read_identity", "read_stats", "read_own_stats", "read_presence"],
    sources: ["read"],
  },
];

const STATEMENTS = [
  `create table roles (
    domain_id uuid not null references domains (id),
    id uuid not null,
    label text not null,
    ready_made text check (ready_made in ('administrator', 'supervisor', 'agent', 'analyst')),
    permissions text[] not null default '{}',
    source_permissions text[] not null default '{}',
    created_at timestamptz not null default now(),
    primary key (domain_id, id)
  )`,
  `create unique index roles_label on roles (domain_id, lower(label))`,
  `create unique index roles_ready_made on roles (domain_id, ready_made) where ready_made is not null`,
  // What a role holds for single sources, beside what it holds for all.
  `create table role_sources (
    domain_id uuid not null,
    role_id uuid not null,
    source_id uuid not null,
    permissions text[] not null,
    primary key (domain_id, role_id, source_id),
    foreign key (domain_id, role_id) references roles (domain_id, id) on delete cascade,
    foreign key (domain_id, source_id) references sources (domain_id, id) on delete cascade
  )`,
  `create table user_roles (
    domain_id uuid not null,
    user_id uuid not null,
    role_id uuid not null,
    primary key (domain_id, user_id, role_id),
    foreign key (domain_id, user_id) references users (domain_id, id) on delete cascade,
    foreign key (domain_id, role_id) references roles (domain_id, id)
  )`,
  `create index user_roles_of_role on user_roles (domain_id, role_id)`,

  `alter table users add column deactivated_at timestamptz`,
  `alter table users add column languages text[] not null default '{}'`,

  `create table teams (
    domain_id uuid not null references domains (id),
    id uuid not null,
    label text not null,
    created_at timestamptz not null default now(),
    primary key (domain_id, id)
  )`,
  `create unique index teams_label on teams (domain_id, lower(label))`,
  `create table team_members (
    domain_id uuid not null,
    team_id uuid not null,
    user_id uuid not null,
    primary key (domain_id, team_id, user_id),
    foreign key (domain_id, team_id) references teams (domain_id, id) on delete cascade,
    foreign key (domain_id, user_id) references users (domain_id, id) on delete cascade
  )`,
  `create index team_members_of_user on team_members (domain_id, user_id)`,

  // \`mandatory\` and \`multiple\` speak of the choice among a category's children.
  `create table categories (
    domain_id uuid not null references domains (id),
    id uuid not null,
    parent_id uuid,
    label text not null,
    colour text not null,
    mandatory boolean not null default false,
    multiple boolean not null default true,
    place integer not null,
    created_at timestamptz not null default now(),
    primary key (domain_id, id),
    foreign key (domain_id, parent_id) references categories (domain_id, id)
  )`,
  `create index categories_of_parent on categories (domain_id, parent_id, place)`,
  `create table user_category_skills (
    domain_id uuid not null,
    user_id uuid not null,
    category_id uuid not null,
    primary key (domain_id, user_id, category_id),
    foreign key (domain_id, user_id) references users (domain_id, id) on delete cascade,
    foreign key (domain_id, category_id) references categories (domain_id, id) on delete cascade
  )`,
  `create table thread_categories (
    domain_id uuid not null,
    thread_id uuid not null,
    category_id uuid not null,
    primary key (domain_id, thread_id, category_id),
    foreign key (domain_id, thread_id) references threads (domain_id, id) on delete cascade,
    foreign key (domain_id, category_id) references categories (domain_id, id) on delete cascade
  )`,
  `create index thread_categories_of_category on thread_categories (domain_id, category_id)`,

  `create table tags (
    domain_id uuid not null references domains (id),
    id uuid not null,
    label text not null,
    created_at timestamptz not null default now(),
    primary key (domain_id, id)
  )`,
  `create unique index tags_label on tags (domain_id, lower(label))`,
  `create table thread_tags (
    domain_id uuid not null,
    thread_id uuid not null,
    tag_id uuid not null,
    primary key (domain_id, thread_id, tag_id),
    foreign key (domain_id, thread_id) references threads (domain_id, id) on delete cascade,
    foreign key (domain_id, tag_id) references tags (domain_id, id) on delete cascade
  )`,
  `create index thread_tags_of_tag on thread_tags (domain_id, tag_id)`,

  `alter table access_tokens add column label text not null default ''`,

  // Rows are only ever added. No foreign keys: what somebody did is told after they, or the object, have gone.
  `create table audit_events (
    domain_id uuid not null references domains (id),
    id uuid not null,
    actor_id uuid,
    actor_name text,
    action text not null,
    object_type text not null,
    object_id uuid,
    object_label text not null,
    before jsonb,
    after jsonb,
    created_at timestamptz not null default now(),
    primary key (domain_id, id)
  )`,
  `create index audit_events_by_time on audit_events (domain_id, created_at desc, id desc)`,
];
