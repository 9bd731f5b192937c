import type { Kysely } from "kysely";
import type { Schema } from "../../platform/database/schema.ts";
import { newId } from "../../platform/identifiers.ts";
import { READY_MADE_ROLES } from "./ready-made-roles.ts";

/** The SQL of what people may do. `on` is a transaction, or the database. */
export const rightsStore = {
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
