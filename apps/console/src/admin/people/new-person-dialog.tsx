import type { CreatedPerson } from "@beckon/protocol";
import { MultiSelect, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { fullName } from "../../controls/full-name.decisions.ts";
import { endpoints } from "../../http/endpoints.ts";
import { rolesQuery, usersQuery } from "../../http/queries.ts";
import { FormDialog } from "../parts/form-dialog.tsx";
import { ShownOnce } from "../parts/shown-once.tsx";
import { SmallForm } from "../parts/small-form.tsx";
import { useDraftForm } from "../parts/use-draft-form.ts";
import { findEmailError } from "./person-draft.decisions.ts";

/** Adds somebody. Their first password is made and shown here once. */
export function NewPersonDialog({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<CreatedPerson | null>(null);
  return (
    <FormDialog
      onClose={onClose}
      title={made === null ? "Add person" : `${fullName(made)} can sign in`}
      isShownOnce={made !== null}
    >
      {made === null ? (
        <PersonFields onCancel={onClose} onMade={setMade} />
      ) : (
        <ShownOnce secret={made.password ?? ""} name={`the password of ${fullName(made)}`} onClose={onClose}>
          This is their password, with the address {made.email}. It is never shown again: hand it over in a safe way.
        </ShownOnce>
      )}
    </FormDialog>
  );
}

interface Draft {
  email: string;
  firstname: string;
  lastname: string;
  roleIds: readonly string[];
}

const fresh: Draft = { email: "", firstname: "", lastname: "", roleIds: [] };

function PersonFields({ onCancel, onMade }: { onCancel: () => void; onMade: (made: CreatedPerson) => void }) {
  const queryClient = useQueryClient();
  const { data: roles } = useQuery(rolesQuery);
  const form = useDraftForm<Draft, CreatedPerson>({
    stored: fresh,
    isDirty: () => true,
    findErrors: ({ email }): Record<string, string> => findEmailError(email),
    save: ({ email, firstname, lastname, roleIds }) =>
      endpoints.createPerson({
        email: email.trim(),
        firstname: firstname.trim(),
        lastname: lastname.trim(),
        role_ids: [...roleIds],
      }),
    draftOf: () => fresh,
    fieldOf: (path) => (path.startsWith("role_ids") ? "roleIds" : path),
    onSaved: async (made) => {
      onMade(made);
      await queryClient.invalidateQueries({ queryKey: usersQuery.queryKey });
    },
  });
  const { draft, errors } = form;
  const change = (next: Partial<Draft>) => form.change({ ...draft, ...next }, Object.keys(next));
  return (
    <SmallForm form={form} action="Add person" onCancel={onCancel}>
      <TextInput
        label="E-mail address"
        description="They sign in with it."
        name="email"
        type="email"
        autoComplete="off"
        data-autofocus
        value={draft.email}
        error={errors.email}
        onChange={(event) => change({ email: event.currentTarget.value })}
      />
      <TextInput
        label="First name"
        name="firstname"
        autoComplete="off"
        value={draft.firstname}
        error={errors.firstname}
        onChange={(event) => change({ firstname: event.currentTarget.value })}
      />
      <TextInput
        label="Last name"
        name="lastname"
        autoComplete="off"
        value={draft.lastname}
        error={errors.lastname}
        onChange={(event) => change({ lastname: event.currentTarget.value })}
      />
      <MultiSelect
        label="Roles"
        description="Without any, they can sign in and do nothing."
        comboboxProps={{ withinPortal: false }}
        data={(roles ?? []).map(({ id, label }) => ({ value: id, label }))}
        value={[...draft.roleIds]}
        error={errors.roleIds}
        onChange={(roleIds) => change({ roleIds })}
      />
    </SmallForm>
  );
}
