import type { Tag } from "@beckon/protocol";
import { Button, ColorInput, Modal, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { endpoints } from "../../http/endpoints.ts";
import { tagsQuery } from "../../http/queries.ts";
import { useDraftForm } from "../parts/use-draft-form.ts";
import { bodyOfTag, draftOfTag, findTagErrors, freshTag, type TagFields } from "./tag-draft.decisions.ts";

interface TagDialogProps {
  /** Null: a new one. */
  tag: Tag | null;
  onClose: () => void;
}

export function TagDialog(props: TagDialogProps) {
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={props.tag?.label ?? "New tag"}
      centered
      lockScroll={false}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <TagForm {...props} />
    </Modal>
  );
}

function TagForm({ tag, onClose }: TagDialogProps) {
  const queryClient = useQueryClient();
  const form = useDraftForm<TagFields, Tag>({
    stored: tag === null ? freshTag : draftOfTag(tag),
    isDirty: () => true,
    findErrors: findTagErrors,
    save: (draft) =>
      tag === null ? endpoints.tags.create(bodyOfTag(draft)) : endpoints.tags.change(tag.id, bodyOfTag(draft)),
    draftOf: draftOfTag,
    onSaved: async () => {
      onClose();
      await queryClient.invalidateQueries({ queryKey: tagsQuery.queryKey });
    },
  });
  const { draft, errors, saving } = form;
  const change = (next: Partial<TagFields>) => form.change({ ...draft, ...next }, Object.keys(next));
  return (
    <form ref={form.form} onSubmit={form.submit} noValidate className="small-form">
      <TextInput
        label="Name"
        name="label"
        data-autofocus
        value={draft.label}
        error={errors.label}
        onChange={(event) => change({ label: event.currentTarget.value })}
      />
      <ColorInput
        label="Colour"
        name="colour"
        withEyeDropper={false}
        format="hex"
        value={draft.colour}
        error={errors.colour}
        onChange={(colour) => change({ colour })}
      />
      {saving.isError && Object.keys(errors).length === 0 && (
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
