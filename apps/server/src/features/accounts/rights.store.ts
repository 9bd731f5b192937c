import type { Kysely } from "kysely";
import type { Schema } from "../../platform/database/schema.ts";
import { newId } from "../../platform/identifiers.ts";
import { READY_MADE_ROLES } from "./ready-made-roles.ts";
import type { HeldRole } from "./rights.decisions.ts";

/** The SQL of what people may do. `on` is a transaction, or the database. */
export const rightsStore = {
  async listRolesOfUser(on: Kysely<Schema>, domainId: string, userId: string): Promise<HeldRole[]> {
    return (await this.listRolesOfUsers(on, domainId, [userId])).map(({ role }) => role);
  },

  async listRolesOfUsers(
    on: Kysely<Schema>,
    domainId: string,
    userIds: readonly string[],
  ): Promise<{ userId: string; role: HeldRole }[]> {
    const rows = await on
      .selectFrom("user_roles as u")
      .innerJoin("roles as r", (join) => join.onRef("r.domain_id", "=", "u.domain_id").onRef("r.id", "=", "u.role_id"))
      .leftJoin("role_sources as s", (join) =>
        join.onRef("s.domain_id", "=", "r.domain_id").onRef("s.role_id", "=", "r.id"),
      )
      .select([
        "u.user_id",
        "r.ready_made",
        "r.permissions",
        "r.source_permissions",
        "s.source_id",
        "s.permissions as held",
      ])
      .where("u.domain_id", "=", domainId)
      .where("u.user_id", "in", userIds)
      .execute();
    return rows.map((row) => ({
      userId: row.user_id,
      role: {
        isAdministrator: row.ready_made === "administrator",
        permissions: row.permissions,
        sourcePermissions: row.source_permissions,
        source: row.source_id === null ? null : { id: row.source_id, permissions: row.held ?? [] },
      },
    }));
  },

  async insertReadyMadeRoles(on: Kysely<Schema>, domainId: string): Promise<void> {
    await on
      .insertInto("roles")
      .values(
        READY_MADE_ROLES.map((role) => ({
          domain_id: domainId,
          id: newId(),
          label: role.label,
          ready_made: role.name,
          permissions: [...role.permissions],
          source_permissions: [...role.sourcePermissions],
        })),
      )
      .execute();
  },

  async giveReadyMadeRole(
    on: Kysely<Schema>,
    user: { domain_id: string; id: string; role: "administrator" | "supervisor" | "agent" },
  ): Promise<void> {
    await on
      .insertInto("user_roles")
      .columns(["domain_id", "user_id", "role_id"])
      .expression((eb) =>
        eb
          .selectFrom("roles")
          .select(({ val }) => ["domain_id", val(user.id).$castTo<string>().as("user_id"), "id"])
          .where("domain_id", "=", user.domain_id)
          .where("ready_made", "=", user.role),
      )
      .execute();
  },
};
