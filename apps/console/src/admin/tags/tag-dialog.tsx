import type { Tag } from "@beckon/protocol";
import { ColorInput, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { endpoints } from "../../http/endpoints.ts";
import { tagsQuery } from "../../http/queries.ts";
import { FormDialog } from "../parts/form-dialog.tsx";
import { SmallForm } from "../parts/small-form.tsx";
import { useDraftForm } from "../parts/use-draft-form.ts";
import { bodyOfTag, draftOfTag, findTagErrors, freshTag, type TagFields } from "./tag-draft.decisions.ts";

interface TagDialogProps {
  /** Null: a new one. */
  tag: Tag | null;
  onClose: () => void;
}

export function TagDialog(props: TagDialogProps) {
  return (
    <FormDialog onClose={props.onClose} title={props.tag?.label ?? "New tag"}>
      <TagForm {...props} />
    </FormDialog>
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
  const { draft, errors } = form;
  const change = (next: Partial<TagFields>) => form.change({ ...draft, ...next }, Object.keys(next));
  return (
    <SmallForm form={form} onCancel={onClose}>
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
    </SmallForm>
  );
}
