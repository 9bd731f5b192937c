import { type Kysely, sql } from "kysely";
import type { Schema } from "../../platform/database/schema.ts";

/** What routing goes by, beside a user's own row. */
export interface Skills {
  languages: string[];
  category_ids: string[];
  team_ids: string[];
}

/** The SQL of users' skills and teams. `on` is a transaction, or the database. */
export const usersStore = {
  async findSkills(on: Kysely<Schema>, domainId: string, userId: string): Promise<Skills> {
    const { rows } = await sql<Skills>`
      select languages,
        array(
          select category_id from user_category_skills as skill
          where skill.domain_id = users.domain_id and skill.user_id = users.id order by category_id
        ) as category_ids,
        array(
          select team_id from team_members as member
          where member.domain_id = users.domain_id and member.user_id = users.id order by team_id
        ) as team_ids
      from users where domain_id = ${domainId} and id = ${userId}`.execute(on);
    return rows[0] ?? { languages: [], category_ids: [], team_ids: [] };
  },

  /** Those of the ids that the domain has. */
  async findKnown(
    on: Kysely<Schema>,
    table: "categories" | "teams",
    domainId: string,
    ids: readonly string[],
  ): Promise<string[]> {
    if (ids.length === 0) return [];
    const rows = await on
      .selectFrom(table)
      .select("id")
      .where("domain_id", "=", domainId)
      .where("id", "in", ids)
      .execute();
    return rows.map(({ id }) => id);
  },

  async replaceCategories(on: Kysely<Schema>, domainId: string, userId: string, ids: readonly string[]): Promise<void> {
    await on
      .deleteFrom("user_category_skills")
      .where("domain_id", "=", domainId)
      .where("user_id", "=", userId)
      .execute();
    if (ids.length === 0) return;
    const rows = ids.map((id) => ({ domain_id: domainId, user_id: userId, category_id: id }));
    await on.insertInto("user_category_skills").values(rows).execute();
  },

  async replaceTeams(on: Kysely<Schema>, domainId: string, userId: string, ids: readonly string[]): Promise<void> {
    await on.deleteFrom("team_members").where("domain_id", "=", domainId).where("user_id", "=", userId).execute();
    if (ids.length === 0) return;
    const rows = ids.map((id) => ({ domain_id: domainId, user_id: userId, team_id: id }));
    await on.insertInto("team_members").values(rows).execute();
  },
};
