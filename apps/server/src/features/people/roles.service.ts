import { isDeepStrictEqual } from "node:util";
import type { AccessRole, AccessRoleChange, AccessRoleDraft, Permission } from "@beckon/protocol";
import type { Kysely } from "kysely";
import type { Bus } from "../../platform/bus/index.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/index.ts";
import type { Schema } from "../../platform/database/schema.ts";
import { newId } from "../../platform/identifiers.ts";
import { Refusal } from "../../platform/refusal.ts";
import {
  type Accounts,
  type Caller,
  covers,
  nameOf,
  type Rights,
  rightsChangedChannel,
  sumRights,
} from "../accounts/index.ts";
import { recordAuditEvent } from "../audit/index.ts";
import { rolesStore, toHeldRoles } from "./roles.store.ts";

export interface RolesOptions {
  database: Database;
  accounts: Accounts;
  bus: Bus;
  clock: Clock;
}

/** What a change of rights goes by: everything as it is while nobody else changes it. */
interface Standing {
  transaction: Kysely<Schema>;
  roles: AccessRole[];
  /** The caller's, as they are by now. */
  own: Rights;
}

export type Roles = ReturnType<typeof createRoles>;

/** A domain's roles and who has them. Every change is in the audit log and takes effect at once. */
export function createRoles({ database, accounts, bus, clock }: RolesOptions) {
  const { kysely } = database;

  /** Refuses with not_permitted when the caller has lost the permission since the request began. */
  async function changeRights<Result>(
    caller: Caller,
    permission: Permission,
    work: (standing: Standing) => Promise<Result>,
  ): Promise<Result> {
    const result = await kysely.transaction().execute(async (transaction) => {
      await rolesStore.lockRights(transaction, caller.domainId);
      const roles = await rolesStore.list(transaction, caller.domainId);
      const own = rightsOf(roles, await rolesStore.listRoleIds(transaction, caller.domainId, caller.userId));
      if (!own.permissions.has(permission)) throw new Refusal("not_permitted");
      return work({ transaction, roles, own });
    });
    bus.publish(rightsChangedChannel(caller.domainId), null);
    return result;
  }

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
      return changeRights(caller, "manage_roles", async (standing) => {
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
      return changeRights(caller, "manage_roles", async (standing) => {
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
      return changeRights(caller, "manage_roles", async (standing) => {
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
      return changeRights(caller, "update_user", async ({ transaction, roles, own }) => {
        const before = await rolesStore.listRoleIds(transaction, domainId, userId);
        const wanted = roles.filter((role) => roleIds.includes(role.id));
        if (wanted.length !== roleIds.length) {
          throw new Refusal("invalid_request", { field: "role_ids", reason: "There is no such role." });
        }
        refuseBeyond(own, [...wanted, ...roles.filter((role) => before.includes(role.id))]);
        const administrator = roles.find((role) => role.ready_made === "administrator");
        if (administrator !== undefined && before.includes(administrator.id) && !roleIds.includes(administrator.id)) {
          const holders = await rolesStore.listUserIds(transaction, domainId, administrator.id);
          if (holders.length === 1) throw new Refusal("last_administrator");
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

function rightsOf(roles: readonly AccessRole[], ids: readonly string[]): Rights {
  return sumRights(roles.filter((role) => ids.includes(role.id)).flatMap(toHeldRoles));
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

function refuseBeyond(own: Rights, roles: readonly AccessRole[]): void {
  if (covers(own, sumRights(roles.flatMap(toHeldRoles)))) return;
  throw new Refusal("not_permitted", { reason: "It holds more than you do." });
}

/** The one word that the API has said of a user before there were roles to make. */
function oldRoleOf(roles: readonly AccessRole[]): "administrator" | "supervisor" | "agent" {
  const has = (name: AccessRole["ready_made"]) => roles.some((role) => role.ready_made === name);
  if (has("administrator")) return "administrator";
  return has("supervisor") ? "supervisor" : "agent";
}
