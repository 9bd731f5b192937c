import type { AccessRole } from "@beckon/protocol";
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { usePageTitle } from "../../application/page-title.ts";
import { holdsAny, useMe } from "../../application/session.ts";
import { endpoints } from "../../http/endpoints.ts";
import { rolesQuery } from "../../http/queries.ts";
import { ConfirmDialog } from "../parts/confirm-dialog.tsx";
import { ListPage } from "../parts/list-page.tsx";
import { notify } from "../parts/notices.tsx";
import { RecordList } from "../parts/record-list.tsx";
import { sayRole } from "./role-draft.decisions.ts";

export function RolesPage() {
  usePageTitle("Roles");
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const mayChange = holdsAny(useMe(), ["manage_roles"]);
  const roles = useQuery(rolesQuery);
  const [leaving, setLeaving] = useState<AccessRole | null>(null);
  const make = () => {
    if (mayChange) void navigate({ to: "/admin/roles/$roleId", params: { roleId: "new" } });
  };
  const remove = async () => {
    if (leaving === null) return;
    await endpoints.roles.remove(leaving.id);
    notify(`“${leaving.label}” is deleted.`);
    await queryClient.invalidateQueries({ queryKey: rolesQuery.queryKey });
  };
  return (
    <>
      <ListPage
        title="Roles"
        about="What people may do is the sum of their roles. A change takes effect at once for all who have the role."
        query={roles}
        textOf={({ label }) => label}
        onNew={make}
        action={
          mayChange && (
            <Button leftSection={<IconPlus size={15} />} onClick={make}>
              New role
            </Button>
          )
        }
        empty={<p className="list-empty-title">No role yet</p>}
      >
        {(rows) => (
          <RecordList
            name="Roles"
            rows={rows}
            canDelete={({ ready_made }) => mayChange && ready_made === null}
            onDelete={setLeaving}
            renderWords={(role) => (
              <>
                <Link to="/admin/roles/$roleId" params={{ roleId: role.id }} className="record-label">
                  {role.label}
                </Link>
                <p className="record-about">{sayRole(role)}</p>
              </>
            )}
          />
        )}
      </ListPage>
      <ConfirmDialog
        title={`Delete “${leaving?.label ?? ""}”?`}
        opened={leaving !== null}
        action="Delete"
        onConfirm={remove}
        onClose={() => setLeaving(null)}
      >
        <p>This cannot be taken back. While somebody has the role, it stays.</p>
      </ConfirmDialog>
    </>
  );
}
