import type { PresenceStatus } from "@beckon/protocol";
import { TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { endpoints } from "../../http/endpoints.ts";
import { presenceStatusesQuery } from "../../http/queries.ts";
import { FormDialog } from "../parts/form-dialog.tsx";
import { SmallForm } from "../parts/small-form.tsx";
import { useDraftForm } from "../parts/use-draft-form.ts";

interface StatusDialogProps {
  /** Null: a new one. */
  status: PresenceStatus | null;
  onClose: () => void;
}

export function StatusDialog(props: StatusDialogProps) {
  return (
    <FormDialog onClose={props.onClose} title={props.status === null ? "New reason to be away" : props.status.label}>
      <StatusFields {...props} />
    </FormDialog>
  );
}

function StatusFields({ status, onClose }: StatusDialogProps) {
  const queryClient = useQueryClient();
  const form = useDraftForm<string, PresenceStatus>({
    stored: status?.label ?? "",
    isDirty: () => true,
    findErrors: (label): Record<string, string> => (label.trim() === "" ? { label: "Give the reason a name." } : {}),
    save: (label) =>
      status === null
        ? endpoints.presenceStatuses.create(label.trim())
        : endpoints.presenceStatuses.rename(status.id, label.trim()),
    draftOf: ({ label }) => label,
    onSaved: async () => {
      onClose();
      await queryClient.invalidateQueries({ queryKey: presenceStatusesQuery.queryKey });
    },
  });
  const { errors } = form;
  return (
    <SmallForm form={form} onCancel={onClose}>
      <TextInput
        label="Name"
        name="label"
        placeholder="Lunch"
        data-autofocus
        maxLength={200}
        value={form.draft}
        error={errors.label}
        onChange={(event) => form.change(event.currentTarget.value, ["label"])}
      />
    </SmallForm>
  );
}
