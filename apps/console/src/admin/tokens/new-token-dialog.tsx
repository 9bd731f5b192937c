import type { CreatedToken } from "@beckon/protocol";
import { NativeSelect, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useMe } from "../../application/session.ts";
import { fullName } from "../../controls/full-name.decisions.ts";
import { endpoints } from "../../http/endpoints.ts";
import { tokensQuery, usersQuery } from "../../http/queries.ts";
import { FormDialog } from "../parts/form-dialog.tsx";
import { ShownOnce } from "../parts/shown-once.tsx";
import { SmallForm } from "../parts/small-form.tsx";
import { useDraftForm } from "../parts/use-draft-form.ts";

/** Makes a token. It is shown, and only here; the dialog then waits to be told that it is kept. */
export function NewTokenDialog({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<CreatedToken | null>(null);
  return (
    <FormDialog
      onClose={onClose}
      title={made === null ? "New token" : "Keep this token now"}
      isShownOnce={made !== null}
    >
      {made === null ? (
        <TokenFields onCancel={onClose} onMade={setMade} />
      ) : (
        <ShownOnce secret={made.token} name={`the token ${made.label}`} onClose={onClose}>
          This is the token “{made.label}”. It is never shown again: put it among your program’s secrets.
        </ShownOnce>
      )}
    </FormDialog>
  );
}

interface Draft {
  label: string;
  userId: string;
}

function TokenFields({ onCancel, onMade }: { onCancel: () => void; onMade: (made: CreatedToken) => void }) {
  const queryClient = useQueryClient();
  const me = useMe();
  const { data: users } = useQuery(usersQuery);
  const fresh: Draft = { label: "", userId: me.id };
  const form = useDraftForm<Draft, CreatedToken>({
    stored: fresh,
    isDirty: () => true,
    findErrors: ({ label }): Record<string, string> =>
      label.trim() === "" ? { label: "Say what the token is for." } : {},
    save: ({ userId, label }) => endpoints.tokens.create(userId, label.trim()),
    draftOf: () => fresh,
    onSaved: async (made) => {
      onMade(made);
      await queryClient.invalidateQueries({ queryKey: tokensQuery.queryKey });
    },
  });
  const { draft, errors } = form;
  const change = (next: Partial<Draft>) => form.change({ ...draft, ...next }, Object.keys(next));
  const people = (users ?? [me]).filter((user) => user.deactivated_at === null);
  return (
    <SmallForm form={form} action="Make token" onCancel={onCancel}>
      <TextInput
        label="What it is for"
        name="label"
        placeholder="Order system"
        data-autofocus
        maxLength={200}
        value={draft.label}
        error={errors.label}
        onChange={(event) => change({ label: event.currentTarget.value })}
      />
      <NativeSelect
        label="Acts as"
        description="With the rights of this person, whatever these are by then."
        value={draft.userId}
        data={people.map((user) => ({ value: user.id, label: fullName(user) }))}
        onChange={(event) => change({ userId: event.currentTarget.value })}
      />
    </SmallForm>
  );
}
