import type { CustomField, IdentityGroup } from "@beckon/protocol";
import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { UnsavedChangesGuard } from "../../admin/parts/unsaved-changes-guard.tsx";
import { useDraftForm } from "../../admin/parts/use-draft-form.ts";
import { endpoints } from "../../http/endpoints.ts";
import { CustomInput } from "./custom-input.tsx";
import {
  changesOfPerson,
  draftOfPerson,
  findPersonErrors,
  genderWords,
  type PersonDraft,
  type PersonField,
  personWords,
} from "./person-draft.decisions.ts";

interface PersonFormProps {
  group: IdentityGroup;
  /** Those in use. */
  fields: readonly CustomField[];
  onSaved: (group: IdentityGroup) => void;
  onCancel: () => void;
}

/** Edits what is known of a person, within the panel. */
export function PersonForm({ group, fields, onSaved, onCancel }: PersonFormProps) {
  const stored = draftOfPerson(group, fields);
  const form = useDraftForm<PersonDraft, IdentityGroup>({
    stored,
    isDirty: (draft, before) => Object.keys(changesOfPerson(draft, before, fields)).length > 0,
    findErrors: findPersonErrors,
    save: (draft) => endpoints.persons.change(group.id, changesOfPerson(draft, stored, fields)),
    draftOf: (saved) => draftOfPerson(saved, fields),
    // An address in a list is said at the list.
    fieldOf: (path) => (path.startsWith("custom_values.") ? path : (path.split(".")[0] ?? null)),
    onSaved,
  });
  const { draft, errors, saving, dirty } = form;
  const change = (next: Partial<PersonDraft>) => form.change({ ...draft, ...next }, Object.keys(next));
  const field = (name: Exclude<PersonField, "gender">) => ({
    label: personWords[name],
    name,
    size: "xs" as const,
    value: draft[name],
    error: errors[name],
    onChange: (event: { currentTarget: { value: string } }) => change({ [name]: event.currentTarget.value }),
  });
  return (
    <section className="visitor-section" aria-label="Edit the person">
      <form ref={form.form} onSubmit={form.submit} noValidate className="person-form">
        <TextInput {...field("firstname")} data-autofocus />
        <TextInput {...field("lastname")} />
        <TextInput {...field("company")} />
        <TextInput {...field("job_title")} />
        <NativeSelect
          label={personWords.gender}
          name="gender"
          size="xs"
          value={draft.gender}
          data={[
            { value: "", label: "Not said" },
            ...Object.entries(genderWords).map(([value, label]) => ({ value, label })),
          ]}
          onChange={(event) => {
            const { value } = event.currentTarget;
            change({ gender: value === "female" || value === "male" || value === "other" ? value : "" });
          }}
        />
        <Textarea {...field("emails")} description="One a line." rows={2} spellCheck={false} inputMode="email" />
        <Textarea {...field("phones")} description="One a line." rows={2} spellCheck={false} inputMode="tel" />
        <Textarea {...field("home_address")} rows={2} />
        <TextInput {...field("avatar_url")} placeholder="https://" spellCheck={false} />
        <Textarea {...field("notes")} rows={4} />
        {fields.map((custom) => {
          const name = `custom_values.${custom.id}`;
          return (
            <CustomInput
              key={custom.id}
              field={custom}
              name={name}
              value={draft.custom[custom.id] ?? ""}
              error={errors[name]}
              onChange={(value) => form.change({ ...draft, custom: { ...draft.custom, [custom.id]: value } }, [name])}
            />
          );
        })}
        <p className="visitor-quiet">An emptied field shows what the website said of the visitor.</p>
        {saving.isError && Object.keys(errors).length === 0 && (
          <p className="person-error" role="alert">
            {saving.error.message}
          </p>
        )}
        <div className="person-foot">
          <Button size="xs" variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button size="xs" type="submit" disabled={!dirty} loading={saving.isPending}>
            Save
          </Button>
        </div>
      </form>
      <UnsavedChangesGuard dirty={dirty} />
    </section>
  );
}
