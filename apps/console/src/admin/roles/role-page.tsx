import { IconArrowLeft } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { LoadFailure, Message } from "../../application/message-pages.tsx";
import { LateRows } from "../../application/page-skeleton.tsx";
import { usePageTitle } from "../../application/page-title.ts";
import { rolesQuery, sourcesQuery } from "../../http/queries.ts";
import { RoleForm } from "./role-form.tsx";

export function RolePage() {
  const { roleId } = useParams({ from: "/signed-in/admin/section/roles/$roleId" });
  const roles = useQuery(rolesQuery);
  const sources = useQuery(sourcesQuery);
  const role = roles.data?.find(({ id }) => id === roleId) ?? null;
  const isNew = roleId === "new";
  usePageTitle(isNew ? "New role" : (role?.label ?? "Role"));
  const failed = [roles, sources].find(({ isError, data }) => isError && data === undefined);
  const isReady = roles.data !== undefined && sources.data !== undefined;
  return (
    <>
      <Link to="/admin/roles" className="admin-back">
        <IconArrowLeft size={14} /> Roles
      </Link>
      <h2 className="list-title record-title">{isNew ? "New role" : role?.label}</h2>
      {failed?.error != null && <LoadFailure error={failed.error} onRetry={() => void failed.refetch()} />}
      {!isReady && failed === undefined && <LateRows count={6} label="Loading the role" />}
      {isReady && role === null && !isNew && <Message title="No such role">It may have been deleted.</Message>}
      {isReady && (role !== null || isNew) && <RoleForm key={roleId} role={role} sources={sources.data} />}
    </>
  );
}
