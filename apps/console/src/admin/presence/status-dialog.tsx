import type { PresenceStatus } from "@beckon/protocol";
import { Button, Modal, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { endpoints } from "../../http/endpoints.ts";
import { presenceStatusesQuery } from "../../http/queries.ts";
import { useDraftForm } from "../parts/use-draft-form.ts";

interface StatusDialogProps {
  /** Null: a new one. */
  status: PresenceStatus | null;
  onClose: () => void;
}

export function StatusDialog(props: StatusDialogProps) {
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={props.status === null ? "New reason to be away" : props.status.label}
      centered
      lockScroll={false}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <StatusFields {...props} />
    </Modal>
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
  const { saving, errors } = form;
  return (
    <form ref={form.form} onSubmit={form.submit} noValidate className="small-form">
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
      {saving.isError && errors.label === undefined && (
        <p className="form-error" role="alert">
          {saving.error.message}
        </p>
      )}
      <div className="dialog-foot">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={saving.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}
