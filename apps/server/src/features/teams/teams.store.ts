import type { Team } from "@beckon/protocol";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../../platform/database/schema.ts";

export type TeamRow = Omit<Team, "created_at">;

/** The SQL of teams and who is in them. `on` is a transaction, or the database. */
export const teamsStore = {
  /** One change of a domain's teams comes after the other. */
  async lock(transaction: Kysely<Schema>, domainId: string): Promise<void> {
    await sql`select id from domains where id = ${domainId} for no key update`.execute(transaction);
  },

  /** By name; one of them, or a page of all. */
  async list(
    on: Kysely<Schema>,
    domainId: string,
    wanted: { id: string } | { offset: number; limit: number },
  ): Promise<Team[]> {
    const only = "id" in wanted ? sql`and teams.id = ${wanted.id}` : sql``;
    const page = "id" in wanted ? sql`` : sql`offset ${wanted.offset} limit ${wanted.limit}`;
    const { rows } = await sql<{ id: string; label: string; created_at: Date; member_ids: string[] }>`
      select teams.id, teams.label, teams.created_at,
        array(
          select user_id from team_members as member
          where member.domain_id = teams.domain_id and member.team_id = teams.id order by user_id
        ) as member_ids
      from teams where teams.domain_id = ${domainId} ${only}
      order by lower(teams.label), teams.id ${page}`.execute(on);
    return rows.map(({ created_at, ...team }) => ({ ...team, created_at: created_at.toISOString() }));
  },

  async count(on: Kysely<Schema>, domainId: string): Promise<number> {
    const { count } = await on
      .selectFrom("teams")
      .select((eb) => eb.fn.countAll<number>().as("count"))
      .where("domain_id", "=", domainId)
      .executeTakeFirstOrThrow();
    return count;
  },

  async isLabelTaken(on: Kysely<Schema>, domainId: string, { id, label }: TeamRow): Promise<boolean> {
    const other = await on
      .selectFrom("teams")
      .select("id")
      .where("domain_id", "=", domainId)
      .where("id", "!=", id)
      .where(({ eb, fn }) => eb(fn("lower", ["label"]), "=", label.toLowerCase()))
      .executeTakeFirst();
    return other !== undefined;
  },

  async findUserIds(on: Kysely<Schema>, domainId: string, ids: readonly string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const rows = await on
      .selectFrom("users")
      .select("id")
      .where("kind", "=", "person")
      .where("domain_id", "=", domainId)
      .where("id", "in", ids)
      .execute();
    return rows.map(({ id }) => id);
  },

  async listNames(on: Kysely<Schema>, domainId: string, ids: readonly string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const { rows } = await sql<{ name: string }>`
      select coalesce(nullif(trim(firstname || ' ' || lastname), ''), email) as name from users
      where domain_id = ${domainId} and id = any(${[...ids]}::uuid[]) order by name`.execute(on);
    return rows.map(({ name }) => name);
  },

  async insert(on: Kysely<Schema>, domainId: string, team: TeamRow): Promise<void> {
    const { id, label, member_ids } = team;
    await on.insertInto("teams").values({ domain_id: domainId, id, label }).execute();
    await replaceMembers(on, domainId, id, member_ids);
  },

  async update(on: Kysely<Schema>, domainId: string, { id, label, member_ids }: TeamRow): Promise<void> {
    await on.updateTable("teams").set({ label }).where("domain_id", "=", domainId).where("id", "=", id).execute();
    await replaceMembers(on, domainId, id, member_ids);
  },

  async delete(on: Kysely<Schema>, domainId: string, id: string): Promise<void> {
    await on.deleteFrom("teams").where("domain_id", "=", domainId).where("id", "=", id).execute();
  },
};

async function replaceMembers(on: Kysely<Schema>, domainId: string, teamId: string, userIds: readonly string[]) {
  await on.deleteFrom("team_members").where("domain_id", "=", domainId).where("team_id", "=", teamId).execute();
  if (userIds.length === 0) return;
  const rows = userIds.map((userId) => ({ domain_id: domainId, team_id: teamId, user_id: userId }));
  await on.insertInto("team_members").values(rows).execute();
}
