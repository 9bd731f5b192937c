import type { AccessRole, User } from "@beckon/protocol";
import { Checkbox } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { LoadFailure, Message } from "../../application/message-pages.tsx";
import { LateRows } from "../../application/page-skeleton.tsx";
import { usePageTitle } from "../../application/page-title.ts";
import { holdsAny, meQuery, useMe } from "../../application/session.ts";
import { fullName } from "../../controls/full-name.decisions.ts";
import { endpoints } from "../../http/endpoints.ts";
import { rolesOfUserQuery, rolesQuery, usersQuery } from "../../http/queries.ts";
import { FormFoot } from "../parts/form-foot.tsx";
import { FormSection } from "../parts/form-section.tsx";
import { useDraftForm } from "../parts/use-draft-form.ts";
import { sayRole, toggled } from "../roles/role-draft.decisions.ts";

/** One person, and the roles that they have. */
export function PersonPage() {
  const { userId } = useParams({ from: "/signed-in/admin/section/people/$userId" });
  const users = useQuery(usersQuery);
  const roles = useQuery(rolesQuery);
  const held = useQuery(rolesOfUserQuery(userId));
  const user = users.data?.find(({ id }) => id === userId);
  usePageTitle(user === undefined ? "Person" : fullName(user));
  const isMissing = users.isSuccess && user === undefined;
  const failed = [users, roles, held].find(({ isError, data }) => isError && data === undefined);
  const isReady = user !== undefined && roles.data !== undefined && held.data !== undefined;
  return (
    <>
      <Link to="/admin/people" className="admin-back">
        <IconArrowLeft size={14} /> People
      </Link>
      <h2 className="list-title record-title">{user !== undefined && fullName(user)}</h2>
      {isMissing && <Message title="No such person">The address may have been mistyped.</Message>}
      {!isMissing && failed?.error != null && (
        <LoadFailure error={failed.error} onRetry={() => void failed.refetch()} />
      )}
      {!isMissing && !isReady && failed === undefined && <LateRows count={5} label="Loading the person" />}
      {isReady && <PersonForm key={userId} user={user} roles={roles.data} held={held.data} />}
    </>
  );
}

interface PersonFormProps {
  user: User;
  roles: readonly AccessRole[];
  held: readonly string[];
}

function PersonForm({ user, roles, held }: PersonFormProps) {
  const queryClient = useQueryClient();
  const mayChange = holdsAny(useMe(), ["update_user"]);
  const said = (ids: readonly string[]) => JSON.stringify([...ids].sort());
  const form = useDraftForm<readonly string[], readonly string[]>({
    stored: held,
    isDirty: (draft, stored) => said(draft) !== said(stored),
    findErrors: () => ({}),
    save: (draft) => endpoints.replaceRolesOfUser(user.id, draft),
    draftOf: (saved) => saved,
    fieldOf: () => null,
    onSaved: (saved) => {
      queryClient.setQueryData(rolesOfUserQuery(user.id).queryKey, [...saved]);
      void queryClient.invalidateQueries({ queryKey: usersQuery.queryKey });
      // They may be one's own.
      void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
    },
  });
  return (
    <form ref={form.form} onSubmit={form.submit} noValidate>
      <FormSection title="Roles" about="What this person may do is the sum of these. It takes effect at once.">
        {roles.map((role) => (
          <Checkbox
            key={role.id}
            label={role.label}
            description={sayRole(role)}
            disabled={!mayChange}
            checked={form.draft.includes(role.id)}
            onChange={(event) => form.change(toggled(form.draft, role.id, event.currentTarget.checked), [])}
          />
        ))}
        {form.draft.length === 0 && (
          <p className="hint" data-tone="note">
            Without any role this person can sign in, and do nothing.
          </p>
        )}
      </FormSection>
      {mayChange && <FormFoot form={form} />}
    </form>
  );
}
