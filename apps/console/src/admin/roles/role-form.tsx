import type { AccessRole, Permission, Source } from "@beckon/protocol";
import { Checkbox, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { holdsAny, meQuery, useMe } from "../../application/session.ts";
import { endpoints } from "../../http/endpoints.ts";
import { rolesQuery } from "../../http/queries.ts";
import { FormFoot } from "../parts/form-foot.tsx";
import { FormSection } from "../parts/form-section.tsx";
import { useDraftForm } from "../parts/use-draft-form.ts";
import { permissionGroups } from "./permission-words.decisions.ts";
import {
  bodyOfRole,
  changesOfRole,
  draftOfRole,
  findRoleErrors,
  freshRole,
  type RoleDraft,
  toggled,
} from "./role-draft.decisions.ts";
import { SourceRights } from "./source-rights.tsx";

/** Edits one role, or makes one; shows it only where it cannot be changed. */
export function RoleForm({ role, sources }: { role: AccessRole | null; sources: readonly Source[] }) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const me = useMe();
  const stored = role === null ? freshRole : draftOfRole(role);
  const form = useDraftForm<RoleDraft, AccessRole>({
    stored,
    isDirty: (draft, before) => Object.keys(changesOfRole(draft, before)).length > 0,
    findErrors: findRoleErrors,
    save: (draft) =>
      role === null
        ? endpoints.roles.create(bodyOfRole(draft))
        : endpoints.roles.change(role.id, changesOfRole(draft, stored)),
    draftOf: draftOfRole,
    fieldOf: (path) => (path === "label" ? path : null),
    onSaved: async (saved) => {
      await queryClient.invalidateQueries({ queryKey: rolesQuery.queryKey });
      // One may have changed a role of one's own.
      void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
      if (role !== null) return;
      await navigate({ to: "/admin/roles/$roleId", params: { roleId: saved.id }, replace: true, ignoreBlocker: true });
    },
  });
  const { draft, errors } = form;
  const change = (next: Partial<RoleDraft>) => form.change({ ...draft, ...next }, Object.keys(next));
  const isFixed = role?.ready_made === "administrator";
  const isReadOnly = isFixed || !holdsAny(me, ["manage_roles"]);
  const tick = (permission: Permission, isHeld: boolean) =>
    change({ permissions: toggled(draft.permissions, permission, isHeld) });
  return (
    <form ref={form.form} onSubmit={form.submit} noValidate>
      {isFixed && (
        <p className="hint" data-tone="note">
          Administrators hold everything, what is yet to come included. This role cannot be changed.
        </p>
      )}
      {!isFixed && isReadOnly && (
        <p className="hint" data-tone="note">
          Your role lets you see roles, and not change them.
        </p>
      )}
      <FormSection title="Role" about="What it is called where it is given to people.">
        <TextInput
          label="Name"
          name="label"
          readOnly={isReadOnly}
          value={draft.label}
          error={errors.label}
          onChange={(event) => change({ label: event.currentTarget.value })}
        />
      </FormSection>
      <FormSection title="Sources" about="Whose conversations may be read, answered and started.">
        <SourceRights
          draft={draft}
          sources={sources}
          holdsAll={isFixed}
          disabled={isReadOnly}
          onChange={(next: Partial<RoleDraft>) => change(next)}
        />
      </FormSection>
      {permissionGroups.map(({ title, about, permissions }) => (
        <FormSection key={title} title={title} about={about}>
          {(Object.entries(permissions) as [Permission, string][]).map(([permission, label]) => {
            const isHeld = isFixed || draft.permissions.includes(permission);
            const isBeyond = !me.permissions.includes(permission);
            return (
              <Checkbox
                key={permission}
                label={label}
                description={
                  isBeyond && !isReadOnly ? "You do not hold it yourself, so you cannot give it." : undefined
                }
                checked={isHeld}
                disabled={isReadOnly || (isBeyond && !isHeld)}
                onChange={(event) => tick(permission, event.currentTarget.checked)}
              />
            );
          })}
        </FormSection>
      ))}
      {!isReadOnly && <FormFoot form={form} isNew={role === null} />}
    </form>
  );
}
