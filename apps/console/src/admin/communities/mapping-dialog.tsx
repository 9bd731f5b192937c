import type { Community, CustomField, MappingEntry } from "@beckon/protocol";
import { NativeSelect, TextInput } from "@mantine/core";
import { sayField } from "../custom-fields/field-draft.decisions.ts";
import { FormDialog } from "../parts/form-dialog.tsx";
import { Choice } from "../parts/form-section.tsx";
import { SmallForm } from "../parts/small-form.tsx";
import { useDraftForm } from "../parts/use-draft-form.ts";
import {
  draftOfMapping,
  entryOfDraft,
  findMappingErrors,
  freshMapping,
  keyOfEntry,
  type MappingDraft,
  targetChoices,
} from "./mapping-draft.decisions.ts";
import { useMappingChange } from "./use-mapping.ts";

interface MappingDialogProps {
  community: Community;
  fields: readonly CustomField[];
  /** Null: a new one, which comes last. */
  entry: MappingEntry | null;
  onClose: () => void;
}

/** One entry of a mapping. */
export function MappingDialog(props: MappingDialogProps) {
  return (
    <FormDialog title={props.entry === null ? "Map a value" : "Mapped value"} onClose={props.onClose}>
      <MappingForm {...props} />
    </FormDialog>
  );
}

function MappingForm({ community, fields, entry, onClose }: MappingDialogProps) {
  const { save } = useMappingChange(community);
  const mapping = community.extra_value_mapping;
  // By what it says: the mapping may be loaded anew while the dialog is open.
  const isEntry = (other: MappingEntry) => entry !== null && keyOfEntry(other) === keyOfEntry(entry);
  const others = mapping.filter((other) => !isEntry(other));
  const stored = entry === null ? freshMapping : draftOfMapping(entry);
  const form = useDraftForm<MappingDraft, Community>({
    stored,
    isDirty: () => true,
    findErrors: (draft) => findMappingErrors(draft, others),
    save: (draft) => {
      const wanted = entryOfDraft(draft);
      const isThere = mapping.some(isEntry);
      return save(isThere ? mapping.map((other) => (isEntry(other) ? wanted : other)) : [...mapping, wanted]);
    },
    draftOf: () => stored,
    fieldOf: (path) => (path.endsWith(".target") ? "target" : "name"),
    onSaved: onClose,
  });
  const { draft, errors } = form;
  const change = (next: Partial<MappingDraft>) => form.change({ ...draft, ...next }, [...Object.keys(next), "target"]);
  const field = fields.find(({ id }) => id === draft.target);
  return (
    <SmallForm form={form} onCancel={onClose}>
      <Choice
        label="What is mapped"
        value={draft.kind}
        names={{ extra_value: "An extra value", uuid: "The uuid" }}
        onChange={(kind) => change({ kind })}
      />
      {draft.kind === "extra_value" && (
        <TextInput
          label="Name of the extra value"
          name="name"
          data-autofocus
          description="As your website gives it in extra_values; capitals count."
          spellCheck={false}
          autoCapitalize="none"
          classNames={{ input: "code-input" }}
          value={draft.name}
          error={errors.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
      )}
      <NativeSelect
        label="Fills"
        name="target"
        description={field === undefined ? undefined : sayField(field)}
        value={draft.target}
        error={errors.target}
        data={targetChoices(fields, draft.target)}
        onChange={(event) => change({ target: event.currentTarget.value })}
      />
    </SmallForm>
  );
}
