import { isDeepStrictEqual } from "node:util";
import type { AccessRole, AccessRoleChange, AccessRoleDraft } from "@beckon/protocol";
import type { Bus } from "../../platform/bus/index.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/index.ts";
import { newId } from "../../platform/identifiers.ts";
import { Refusal } from "../../platform/refusal.ts";
import { type Accounts, type Caller, nameOf } from "../accounts/index.ts";
import { recordAuditEvent } from "../audit/index.ts";
import { changeRights, findRoles, keepAdministrator, oldRoleOf, refuseBeyond, type Standing } from "./rights-change.ts";
import { rolesStore } from "./roles.store.ts";

export interface RolesOptions {
  database: Database;
  accounts: Accounts;
  bus: Bus;
  clock: Clock;
}

export type Roles = ReturnType<typeof createRoles>;

/** A domain's roles and who has them. Every change is in the audit log and takes effect at once. */
export function createRoles(options: RolesOptions) {
  const { database, accounts, clock } = options;
  const { kysely } = database;

  async function refuseStrangeSources({ transaction }: Standing, domainId: string, role: AccessRole): Promise<void> {
    const ids = role.sources.map((each) => each.source_id);
    if (new Set(ids).size !== ids.length) {
      throw new Refusal("invalid_request", { field: "sources", reason: "A source may stand there once." });
    }
    if ((await rolesStore.countSources(transaction, domainId, ids)) !== ids.length) {
      throw new Refusal("invalid_request", { field: "sources", reason: "There is no such source." });
    }
  }

  return {
    async list({ domainId }: Caller, { offset, limit }: { offset: number; limit: number }) {
      const roles = await rolesStore.list(kysely, domainId);
      return { count: roles.length, records: roles.slice(offset, offset + limit) };
    },

    async find({ domainId }: Caller, id: string): Promise<AccessRole> {
      return findRole(await rolesStore.list(kysely, domainId), id);
    },

    /** Refuses with already_exists, with invalid_request, and with not_permitted for more than the caller holds. */
    create(caller: Caller, draft: AccessRoleDraft): Promise<AccessRole> {
      return changeRights(options, caller, "manage_roles", async (standing) => {
        const role: AccessRole = {
          id: newId(),
          permissions: [],
          source_permissions: [],
          sources: [],
          ...draft,
          ready_made: null,
          created_at: new Date(clock.nowMs()).toISOString(),
        };
        refuseTakenLabel(standing.roles, role);
        await refuseStrangeSources(standing, caller.domainId, role);
        refuseBeyond(standing.own, [role]);
        await rolesStore.insert(standing.transaction, caller.domainId, role);
        await recordAuditEvent(standing.transaction, { ...byWhom(caller), ...ofRole("role_created", null, role) });
        return role;
      });
    },

    /** Refuses as `create` does, and with role_fixed for the administrator's. */
    change(caller: Caller, id: string, change: AccessRoleChange): Promise<AccessRole> {
      return changeRights(options, caller, "manage_roles", async (standing) => {
        const before = findRole(standing.roles, id);
        const after = { ...before, ...change };
        if (before.ready_made === "administrator") throw new Refusal("role_fixed");
        refuseTakenLabel(standing.roles, after);
        await refuseStrangeSources(standing, caller.domainId, after);
        refuseBeyond(standing.own, [before, after]);
        if (isDeepStrictEqual(before, after)) return before;
        await rolesStore.update(standing.transaction, caller.domainId, after);
        await recordAuditEvent(standing.transaction, { ...byWhom(caller), ...ofRole("role_changed", before, after) });
        return after;
      });
    },

    /** Refuses with role_fixed for ready-made ones, and with role_in_use while somebody has it. */
    remove(caller: Caller, id: string): Promise<void> {
      return changeRights(options, caller, "manage_roles", async (standing) => {
        const role = findRole(standing.roles, id);
        if (role.ready_made !== null) throw new Refusal("role_fixed");
        refuseBeyond(standing.own, [role]);
        const users = await rolesStore.listUserIds(standing.transaction, caller.domainId, id);
        if (users.length > 0) throw new Refusal("role_in_use");
        await rolesStore.delete(standing.transaction, caller.domainId, id);
        await recordAuditEvent(standing.transaction, { ...byWhom(caller), ...ofRole("role_deleted", role, null) });
      });
    },

    /** Refuses with not_found. */
    async listRolesOfUser({ domainId }: Caller, userId: string): Promise<string[]> {
      await accounts.findUser({ domainId, userId });
      return rolesStore.listRoleIds(kysely, domainId, userId);
    },

    /** Refuses with not_permitted when the user has, or would get, more than the caller holds; and with last_administrator. */
    async replaceRolesOfUser(caller: Caller, userId: string, roleIds: readonly string[]): Promise<string[]> {
      const { domainId } = caller;
      const user = await accounts.findUser({ domainId, userId });
      return changeRights(options, caller, "update_user", async (standing) => {
        const { transaction, roles, own } = standing;
        const before = await rolesStore.listRoleIds(transaction, domainId, userId);
        const wanted = findRoles(roles, roleIds);
        refuseBeyond(own, [...wanted, ...roles.filter((role) => before.includes(role.id))]);
        const administrator = roles.find((role) => role.ready_made === "administrator");
        if (administrator !== undefined && before.includes(administrator.id) && !roleIds.includes(administrator.id)) {
          await keepAdministrator(standing, domainId, userId);
        }
        await rolesStore.replaceRolesOfUser(transaction, domainId, { id: userId, role: oldRoleOf(wanted) }, roleIds);
        const labelsOf = (ids: readonly string[]) => ({
          roles: roles.filter((role) => ids.includes(role.id)).map((role) => role.label),
        });
        await recordAuditEvent(transaction, {
          ...byWhom(caller),
          action: "user_roles_changed",
          object: { type: "user", id: userId, label: nameOf(user) },
          before: labelsOf(before),
          after: labelsOf(roleIds),
        });
        return [...roleIds].sort();
      });
    },
  };
}

function byWhom({ domainId, userId, name }: Caller) {
  return { domainId, user: { id: userId, name } };
}

function ofRole(action: string, before: AccessRole | null, after: AccessRole | null) {
  const role = after ?? before;
  return { action, object: { type: "role", id: role?.id ?? null, label: role?.label ?? "" }, before, after };
}

function findRole(roles: readonly AccessRole[], id: string): AccessRole {
  const role = roles.find((each) => each.id === id);
  if (role === undefined) throw new Refusal("not_found");
  return role;
}

function refuseTakenLabel(roles: readonly AccessRole[], { id, label }: AccessRole): void {
  const isTaken = roles.some((role) => role.id !== id && role.label.toLowerCase() === label.toLowerCase());
  if (isTaken) throw new Refusal("already_exists", { field: "label" });
}
