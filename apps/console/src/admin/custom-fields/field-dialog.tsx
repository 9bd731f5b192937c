import type { CustomField } from "@beckon/protocol";
import { NativeSelect, Switch, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { endpoints } from "../../http/endpoints.ts";
import { customFieldsQuery } from "../../http/queries.ts";
import { FormDialog } from "../parts/form-dialog.tsx";
import { SmallForm } from "../parts/small-form.tsx";
import { useDraftForm } from "../parts/use-draft-form.ts";
import {
  bodyOfField,
  draftOfField,
  type FieldDraft,
  findFieldErrors,
  freshField,
  isChoice,
  typeWords,
} from "./field-draft.decisions.ts";

interface FieldDialogProps {
  /** Null: a new one. */
  field: CustomField | null;
  onClose: () => void;
}

export function FieldDialog(props: FieldDialogProps) {
  return (
    <FormDialog onClose={props.onClose} title={props.field === null ? "New custom field" : props.field.label}>
      <FieldForm {...props} />
    </FormDialog>
  );
}

function FieldForm({ field, onClose }: FieldDialogProps) {
  const queryClient = useQueryClient();
  const form = useDraftForm<FieldDraft, CustomField>({
    stored: field === null ? freshField : draftOfField(field),
    isDirty: () => true,
    findErrors: findFieldErrors,
    save: (draft) =>
      field === null
        ? endpoints.customFields.create({ ...bodyOfField(draft), type: draft.type })
        : endpoints.customFields.change(field.id, bodyOfField(draft)),
    draftOf: draftOfField,
    fieldOf: (path) => path.split(".")[0] ?? null,
    onSaved: async () => {
      onClose();
      await queryClient.invalidateQueries({ queryKey: customFieldsQuery.queryKey });
    },
  });
  const { draft, errors } = form;
  const change = (next: Partial<FieldDraft>) => form.change({ ...draft, ...next }, Object.keys(next));
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
      <NativeSelect
        label="Type"
        name="type"
        value={draft.type}
        disabled={field !== null}
        description={field === null ? "It stays as it is made, since values are of it." : undefined}
        data={Object.entries(typeWords).map(([value, label]) => ({ value, label }))}
        onChange={(event) => {
          const { value } = event.currentTarget;
          change({ type: isType(value) ? value : "text" });
        }}
      />
      {isChoice(draft.type) && (
        <Textarea
          label="Choices"
          name="choices"
          description="One a line."
          rows={5}
          value={draft.choices}
          error={errors.choices}
          onChange={(event) => change({ choices: event.currentTarget.value })}
        />
      )}
      {draft.type === "text" && (
        <TextInput
          label="Pattern"
          name="pattern"
          description="A regular expression that the whole text has to match, such as [A-Z]{2}\d{4}. Empty: any text."
          spellCheck={false}
          autoCapitalize="none"
          classNames={{ input: "code-input" }}
          value={draft.pattern}
          error={errors.pattern}
          onChange={(event) => change({ pattern: event.currentTarget.value })}
        />
      )}
      <Switch
        label="In use"
        description="Out of use it is shown to nobody, and keeps its values."
        checked={draft.active}
        onChange={(event) => change({ active: event.currentTarget.checked })}
      />
    </SmallForm>
  );
}

function isType(value: string): value is FieldDraft["type"] {
  return Object.hasOwn(typeWords, value);
}
