import type { AccessRole, Permission } from "@beckon/protocol";
import type { Kysely } from "kysely";
import type { Bus } from "../../platform/bus/index.ts";
import type { Database } from "../../platform/database/index.ts";
import type { Schema } from "../../platform/database/schema.ts";
import { Refusal } from "../../platform/refusal.ts";
import { type Caller, covers, type Rights, rightsChangedChannel, sumRights } from "../accounts/index.ts";
import { rolesStore, toHeldRoles } from "./roles.store.ts";

/** What a change of rights goes by: everything as it is while nobody else changes it. */
export interface Standing {
  transaction: Kysely<Schema>;
  roles: AccessRole[];
  /** The caller's, as they are by now. */
  own: Rights;
}

/** Refuses with not_permitted when the caller has lost the permission since the request began. */
export async function changeRights<Result>(
  { database, bus }: { database: Database; bus: Bus },
  caller: Caller,
  permission: Permission,
  work: (standing: Standing) => Promise<Result>,
): Promise<Result> {
  const result = await database.kysely.transaction().execute(async (transaction) => {
    await rolesStore.lockRights(transaction, caller.domainId);
    const roles = await rolesStore.list(transaction, caller.domainId);
    const own = rightsOf(roles, await rolesStore.listRoleIds(transaction, caller.domainId, caller.userId));
    if (!own.permissions.has(permission)) throw new Refusal("not_permitted");
    return work({ transaction, roles, own });
  });
  bus.publish(rightsChangedChannel(caller.domainId), null);
  return result;
}

/** The roles of these ids. Refuses with invalid_request for one that is not there. */
export function findRoles(roles: readonly AccessRole[], ids: readonly string[]): AccessRole[] {
  const wanted = roles.filter((role) => ids.includes(role.id));
  if (wanted.length === ids.length) return wanted;
  throw new Refusal("invalid_request", { field: "role_ids", reason: "There is no such role." });
}

export function refuseBeyond(own: Rights, roles: readonly AccessRole[]): void {
  if (covers(own, sumRights(roles.flatMap(toHeldRoles)))) return;
  throw new Refusal("not_permitted", { reason: "It holds more than you do." });
}

/** The one word that the API has said of a user before there were roles to make. */
export function oldRoleOf(roles: readonly AccessRole[]): "administrator" | "supervisor" | "agent" {
  const has = (name: AccessRole["ready_made"]) => roles.some((role) => role.ready_made === name);
  if (has("administrator")) return "administrator";
  return has("supervisor") ? "supervisor" : "agent";
}

/** Refuses with last_administrator when this is the only one who can sign in. */
export async function keepAdministrator(standing: Standing, domainId: string, userId: string): Promise<void> {
  const administrator = standing.roles.find((role) => role.ready_made === "administrator");
  if (administrator === undefined) return;
  const holders = await rolesStore.listActiveUserIds(standing.transaction, domainId, administrator.id);
  if (holders.length === 1 && holders[0] === userId) throw new Refusal("last_administrator");
}

function rightsOf(roles: readonly AccessRole[], ids: readonly string[]): Rights {
  return sumRights(roles.filter((role) => ids.includes(role.id)).flatMap(toHeldRoles));
}
