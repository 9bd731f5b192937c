import { type Kysely, sql } from "kysely";

/**
 * Counts the changes of what decides who is asked, so that nodes may keep it in memory. By triggers: whoever writes these
 * tables, also by hand, need not know of it. They run at the commit, so that nobody waits for the row longer than that.
 */
export const routingVersions = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const TABLES = [
  "user_roles",
  "roles",
  "role_sources",
  "user_category_skills",
  "team_members",
  "routing_settings",
  "source_routing",
];

const trigger = (table: string, events: string): string =>
  `create constraint trigger ${table}_of_routing after ${events} on ${table}
    deferrable initially deferred for each row execute function count_routing_change()`;

const STATEMENTS = [
  "create table routing_versions (domain_id uuid primary key, version bigint not null default 1)",
  `create function count_routing_change() returns trigger language plpgsql as $$
    begin
      insert into public.routing_versions (domain_id) values (coalesce(new.domain_id, old.domain_id))
        on conflict (domain_id) do update set version = routing_versions.version + 1;
      return null;
    end
  $$`,
  ...TABLES.map((table) => trigger(table, "insert or update or delete")),
  trigger("users", "update of languages, deactivated_at"),
];
