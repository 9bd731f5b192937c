import type { Permission, SourcePermission } from "@beckon/protocol";
import type { Executor } from "../../platform/database/index.ts";
import { type HeldRole, type Rights, sumRights } from "./rights.decisions.ts";

interface HeldRow {
  ready_made: string | null;
  permissions: Permission[];
  source_permissions: SourcePermission[];
  source_id: string | null;
  held: SourcePermission[] | null;
}

const ROLE = "role.ready_made, role.permissions, role.source_permissions, single.source_id, single.permissions as held";
const SINGLE = `left join role_sources as single
             on single.domain_id = role.domain_id and single.role_id = role.id`;

/** Whether a user is a program that answers by itself. */
export async function isBot(executor: Executor, domainId: string, userId: string): Promise<boolean> {
  const result = await executor.query({
    name: "user_is_bot",
    text: "select 1 from users where domain_id = $1 and id = $2 and kind = 'bot'",
    values: [domainId, userId],
  });
  return result.rows.length > 0;
}

/** What somebody may do by now, for who has a transaction's executor only. */
export async function readRightsBy(executor: Executor, domainId: string, userId: string): Promise<Rights> {
  const result = await executor.query<HeldRow>({
    name: "rights_of_user",
    text: `select ${ROLE} from user_roles as own
           join roles as role on role.domain_id = own.domain_id and role.id = own.role_id
           ${SINGLE} where own.domain_id = $1 and own.user_id = $2`,
    values: [domainId, userId],
  });
  return sumRights(result.rows.map(toHeldRole));
}

/** The same of many at once. Those with the same roles share what these sum up to: people are many, and roles are few. */
export async function readRightsOfUsers(
  executor: Executor,
  domainId: string,
  userIds: readonly string[],
): Promise<Map<string, Rights>> {
  const holders = await executor.query<{ user_id: string; role_ids: string }>({
    name: "roles_of_users",
    text: `select user_id, string_agg(role_id::text, ' ' order by role_id) as role_ids
           from user_roles where domain_id = $1 and user_id = any($2::uuid[]) group by user_id`,
    values: [domainId, userIds],
  });
  const roles = await executor.query<HeldRow & { role_id: string }>({
    name: "roles_of_domain",
    text: `select role.id as role_id, ${ROLE} from roles as role ${SINGLE} where role.domain_id = $1`,
    values: [domainId],
  });
  const byRole = Map.groupBy(roles.rows, ({ role_id }) => role_id);
  const sums = new Map<string, Rights>([["", sumRights([])]]);
  const sumOf = (roleIds: string): Rights => {
    const rights =
      sums.get(roleIds) ??
      sumRights(
        roleIds
          .split(" ")
          .flatMap((id) => byRole.get(id) ?? [])
          .map(toHeldRole),
      );
    sums.set(roleIds, rights);
    return rights;
  };
  const held = new Map(holders.rows.map(({ user_id, role_ids }) => [user_id, role_ids]));
  return new Map(userIds.map((id) => [id, sumOf(held.get(id) ?? "")]));
}

function toHeldRole(row: HeldRow): HeldRole {
  return {
    isAdministrator: row.ready_made === "administrator",
    permissions: row.permissions,
    sourcePermissions: row.source_permissions,
    source: row.source_id === null ? null : { id: row.source_id, permissions: row.held ?? [] },
  };
}
