import type { AccessRole } from "@beckon/protocol";
import type { Kysely, Selectable } from "kysely";
import type { RolesTable, Schema } from "../../platform/database/schema.ts";
import type { HeldRole } from "../accounts/index.ts";

/** The SQL of roles and of who has them. `on` is a transaction, or the database. */
export const rolesStore = {
  /** One change of a domain's rights at a time: what was checked holds until it is committed. */
  async lockRights(on: Kysely<Schema>, domainId: string): Promise<void> {
    await on.selectFrom("domains").select("id").where("id", "=", domainId).forNoKeyUpdate().execute();
  },

  async list(on: Kysely<Schema>, domainId: string): Promise<AccessRole[]> {
    const roles = await on
      .selectFrom("roles")
      .selectAll()
      .where("domain_id", "=", domainId)
      .orderBy("created_at")
      .orderBy("id")
      .execute();
    const sources = await on
      .selectFrom("role_sources")
      .selectAll()
      .where("domain_id", "=", domainId)
      .orderBy("source_id")
      .execute();
    const byRole = Map.groupBy(sources, (each) => each.role_id);
    return roles.map((role) => toRole(role, byRole.get(role.id) ?? []));
  },

  async insert(on: Kysely<Schema>, domainId: string, role: AccessRole): Promise<void> {
    const { sources: _, ...row } = role;
    await on
      .insertInto("roles")
      .values({ domain_id: domainId, ...row })
      .execute();
    await replaceSources(on, domainId, role);
  },

  async update(on: Kysely<Schema>, domainId: string, role: AccessRole): Promise<void> {
    const { label, permissions, source_permissions } = role;
    await on
      .updateTable("roles")
      .set({ label, permissions, source_permissions })
      .where("domain_id", "=", domainId)
      .where("id", "=", role.id)
      .execute();
    await replaceSources(on, domainId, role);
  },

  async delete(on: Kysely<Schema>, domainId: string, id: string): Promise<void> {
    await on.deleteFrom("roles").where("domain_id", "=", domainId).where("id", "=", id).execute();
  },

  async countSources(on: Kysely<Schema>, domainId: string, ids: readonly string[]): Promise<number> {
    if (ids.length === 0) return 0;
    const { count } = await on
      .selectFrom("sources")
      .select((eb) => eb.fn.countAll<number>().as("count"))
      .where("domain_id", "=", domainId)
      .where("id", "in", ids)
      .executeTakeFirstOrThrow();
    return count;
  },

  async listUserIds(on: Kysely<Schema>, domainId: string, roleId: string): Promise<string[]> {
    const rows = await on
      .selectFrom("user_roles")
      .select("user_id")
      .where("domain_id", "=", domainId)
      .where("role_id", "=", roleId)
      .execute();
    return rows.map((row) => row.user_id);
  },

  /** Of those who can sign in. */
  async listActiveUserIds(on: Kysely<Schema>, domainId: string, roleId: string): Promise<string[]> {
    const rows = await on
      .selectFrom("user_roles as held")
      .innerJoin("users as u", (join) =>
        join.onRef("u.domain_id", "=", "held.domain_id").onRef("u.id", "=", "held.user_id"),
      )
      .select("held.user_id")
      .where("held.domain_id", "=", domainId)
      .where("held.role_id", "=", roleId)
      .where("u.deactivated_at", "is", null)
      .execute();
    return rows.map((row) => row.user_id);
  },

  async listRoleIds(on: Kysely<Schema>, domainId: string, userId: string): Promise<string[]> {
    const rows = await on
      .selectFrom("user_roles")
      .select("role_id")
      .where("domain_id", "=", domainId)
      .where("user_id", "=", userId)
      .orderBy("role_id")
      .execute();
    return rows.map((row) => row.role_id);
  },

  async replaceRolesOfUser(
    on: Kysely<Schema>,
    domainId: string,
    user: { id: string; role: "administrator" | "supervisor" | "agent" },
    roleIds: readonly string[],
  ): Promise<void> {
    const { id: userId, role } = user;
    await on.deleteFrom("user_roles").where("domain_id", "=", domainId).where("user_id", "=", userId).execute();
    if (roleIds.length > 0) {
      const rows = roleIds.map((roleId) => ({ domain_id: domainId, user_id: userId, role_id: roleId }));
      await on.insertInto("user_roles").values(rows).execute();
    }
    await on.updateTable("users").set({ role }).where("domain_id", "=", domainId).where("id", "=", userId).execute();
  },
};

async function replaceSources(on: Kysely<Schema>, domainId: string, role: AccessRole): Promise<void> {
  await on.deleteFrom("role_sources").where("domain_id", "=", domainId).where("role_id", "=", role.id).execute();
  if (role.sources.length === 0) return;
  const rows = role.sources.map((each) => ({ domain_id: domainId, role_id: role.id, ...each }));
  await on.insertInto("role_sources").values(rows).execute();
}

/** As `sumRights` takes them. */
export function toHeldRoles(role: AccessRole): HeldRole[] {
  const own = {
    isAdministrator: role.ready_made === "administrator",
    permissions: role.permissions,
    sourcePermissions: role.source_permissions,
  };
  const ofSources = role.sources.map((each) => ({
    ...own,
    source: { id: each.source_id, permissions: each.permissions },
  }));
  return [{ ...own, source: null }, ...ofSources];
}

function toRole(
  { domain_id: _, created_at, ...role }: Selectable<RolesTable>,
  sources: readonly { source_id: string; permissions: AccessRole["source_permissions"] }[],
): AccessRole {
  return {
    ...role,
    sources: sources.map(({ source_id, permissions }) => ({ source_id, permissions })),
    created_at: created_at.toISOString(),
  };
}
