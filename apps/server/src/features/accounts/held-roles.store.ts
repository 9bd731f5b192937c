import type { Permission, SourcePermission } from "@beckon/protocol";
import type { Executor } from "../../platform/database/index.ts";
import { type Rights, sumRights } from "./rights.decisions.ts";

interface HeldRow {
  ready_made: string | null;
  permissions: Permission[];
  source_permissions: SourcePermission[];
  source_id: string | null;
  held: SourcePermission[] | null;
}

/** What somebody may do by now, for who has a transaction's executor only. */
export async function readRightsBy(executor: Executor, domainId: string, userId: string): Promise<Rights> {
  const result = await executor.query<HeldRow>({
    name: "rights_of_user",
    text: `select role.ready_made, role.permissions, role.source_permissions, single.source_id, single.permissions as held
           from user_roles as own
           join roles as role on role.domain_id = own.domain_id and role.id = own.role_id
           left join role_sources as single on single.domain_id = role.domain_id and single.role_id = role.id
           where own.domain_id = $1 and own.user_id = $2`,
    values: [domainId, userId],
  });
  return sumRights(
    result.rows.map((row) => ({
      isAdministrator: row.ready_made === "administrator",
      permissions: row.permissions,
      sourcePermissions: row.source_permissions,
      source: row.source_id === null ? null : { id: row.source_id, permissions: row.held ?? [] },
    })),
  );
}
