import type { Folder } from "@beckon/protocol";
import { Checkbox, MultiSelect, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { FormDialog } from "../../admin/parts/form-dialog.tsx";
import { SmallForm } from "../../admin/parts/small-form.tsx";
import { useDraftForm } from "../../admin/parts/use-draft-form.ts";
import { holdsAny, useMe } from "../../application/session.ts";
import { fullName } from "../../controls/full-name.decisions.ts";
import { languageChoices } from "../../controls/languages.ts";
import { nameCategories } from "../../controls/name-categories.ts";
import { endpoints } from "../../http/endpoints.ts";
import { categoriesQuery, sourcesQuery, tagsQuery, teamsQuery, usersQuery } from "../../http/queries.ts";
import {
  bodyOfFolder,
  type FolderForm,
  fieldOfFolder,
  findFolderErrors,
  formOfFolder,
} from "./folder-draft.decisions.ts";
import { folderCountsQuery, foldersQuery } from "./folder-queries.ts";
import "./folders.css";

interface FolderDialogProps {
  /** One that is there, or what a new one begins with (without an id). */
  folder: Pick<Folder, "label" | "visibility" | "conditions" | "sorting"> & { id?: string };
  onClose: () => void;
  onSaved?: (folder: Folder) => void;
}

/** What a folder means, and who sees it. */
export function FolderDialog(props: FolderDialogProps) {
  return (
    <FormDialog title={props.folder.id === undefined ? "New folder" : props.folder.label} onClose={props.onClose}>
      <FolderFields {...props} />
    </FormDialog>
  );
}

const visibilities = [
  { value: "own", label: "Only you" },
  { value: "everybody", label: "Everybody" },
  { value: "teams", label: "Teams" },
] as const;
const answers = [
  { value: "", label: "Any" },
  { value: "awaited", label: "The visitor wrote last" },
  { value: "never_given", label: "Nobody has ever answered" },
  { value: "given", label: "An agent wrote last" },
] as const;
const states = [
  { value: "", label: "Any" },
  { value: "open", label: "Open" },
  { value: "closed", label: "Closed" },
  { value: "locked", label: "Locked" },
] as const;
const units = [
  { value: "minutes", label: "minutes" },
  { value: "hours", label: "hours" },
  { value: "days", label: "days" },
] as const;
const orders = [
  { value: "newest", label: "Newest activity first" },
  { value: "oldest", label: "Longest silence first" },
] as const;

/** The option that a field says it has; the first one when it is none of them. */
function optionOf<Value extends string>(
  options: readonly [{ value: Value }, ...{ value: Value }[]],
  value: string,
): Value {
  return (options.find((option) => option.value === value) ?? options[0]).value;
}

function FolderFields({ folder, onClose, onSaved }: FolderDialogProps) {
  const { id } = folder;
  const me = useMe();
  const queryClient = useQueryClient();
  const { data: sources = [] } = useQuery(sourcesQuery);
  const { data: categories = [] } = useQuery(categoriesQuery);
  const { data: tags = [] } = useQuery(tagsQuery);
  const { data: teams = [] } = useQuery(teamsQuery);
  const { data: users = [] } = useQuery(usersQuery);
  const form = useDraftForm<FolderForm, Folder>({
    stored: formOfFolder(folder),
    isDirty: () => true,
    findErrors: findFolderErrors,
    save: (draft) => {
      const body = bodyOfFolder(draft);
      return id === undefined ? endpoints.folders.create(body) : endpoints.folders.change(id, body);
    },
    draftOf: formOfFolder,
    fieldOf: fieldOfFolder,
    onSaved: async (saved) => {
      onClose();
      await queryClient.invalidateQueries({ queryKey: foldersQuery.queryKey });
      await queryClient.invalidateQueries({ queryKey: folderCountsQuery.queryKey });
      onSaved?.(saved);
    },
  });
  const { draft, errors } = form;
  const change = (next: Partial<FolderForm>) => form.change({ ...draft, ...next }, Object.keys(next));
  const many = (
    label: string,
    name: "teamIds" | "sourceIds" | "categoryIds" | "tagIds" | "languages",
    data: { value: string; label: string }[],
    placeholder = "Any",
  ) => (
    <MultiSelect
      label={label}
      name={name}
      placeholder={draft[name].length === 0 ? placeholder : ""}
      searchable
      nothingFoundMessage="Nothing is called that"
      comboboxProps={{ withinPortal: false }}
      data={data}
      value={[...draft[name]]}
      error={errors[name]}
      onChange={(value) => change({ [name]: value })}
      // Enter chooses what is found; the form it leaves alone.
      onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
    />
  );
  const choices = (rows: readonly { id: string; label: string }[]) =>
    rows.map((row) => ({ value: row.id, label: row.label }));
  return (
    <SmallForm form={form} onCancel={onClose}>
      <div className="folder-form">
        <TextInput
          label="Name"
          name="label"
          data-autofocus
          className="folder-form-wide"
          value={draft.label}
          error={errors.label}
          onChange={(event) => change({ label: event.currentTarget.value })}
        />
        {holdsAny(me, ["manage_folders"]) && (
          <NativeSelect
            label="Who sees it"
            name="visibility"
            value={draft.visibility}
            data={[...visibilities]}
            onChange={(event) => change({ visibility: optionOf(visibilities, event.currentTarget.value) })}
          />
        )}
        {draft.visibility === "teams" && many("Teams", "teamIds", choices(teams), "Choose some")}
        <NativeSelect
          label="State"
          name="state"
          value={draft.state}
          data={[...states]}
          onChange={(event) => change({ state: optionOf(states, event.currentTarget.value) })}
        />
        <NativeSelect
          label="Answer"
          name="answer"
          value={draft.answer}
          data={[...answers]}
          onChange={(event) => change({ answer: optionOf(answers, event.currentTarget.value) })}
        />
        <NativeSelect
          label="Who has it"
          name="assigned"
          value={draft.assigned}
          error={errors.assigned}
          data={[
            { value: "", label: "Anybody" },
            { value: "me", label: "Whoever looks" },
            { value: "nobody", label: "Nobody" },
            {
              group: "Teams",
              items: teams.map((team) => ({ value: `team ${team.id}`, label: team.label })),
            },
            {
              group: "People",
              items: users.map((user) => ({ value: `agent ${user.id}`, label: fullName(user) })),
            },
          ]}
          onChange={(event) => change({ assigned: event.currentTarget.value })}
        />
        {sources.length > 1 && many("Sources", "sourceIds", choices(sources))}
        {categories.length > 0 && many("Categories", "categoryIds", nameCategories(categories))}
        {tags.length > 0 && many("Tags", "tagIds", choices(tags))}
        {many("Languages", "languages", languageChoices(...draft.languages))}
        <div className="folder-silence">
          <NumberInput
            label="Silent for"
            name="silentFor"
            placeholder="Any time"
            min={1}
            hideControls
            allowDecimal={false}
            value={draft.silentFor}
            error={errors.silentFor}
            onChange={(value) => change({ silentFor: typeof value === "number" ? value : "" })}
          />
          <NativeSelect
            aria-label="Unit of the silence"
            value={draft.silentUnit}
            data={[...units]}
            onChange={(event) => change({ silentUnit: optionOf(units, event.currentTarget.value) })}
          />
        </div>
        <NativeSelect
          label="Order"
          name="sorting"
          value={draft.sorting}
          data={[...orders]}
          onChange={(event) => change({ sorting: optionOf(orders, event.currentTarget.value) })}
        />
        <Checkbox
          label="Only what is unread"
          className="folder-form-wide"
          checked={draft.unread}
          onChange={(event) => change({ unread: event.currentTarget.checked })}
        />
        {sources.some(({ mode }) => mode === "live_chat") && (
          <Checkbox
            label="Only live chats that wait in the queue"
            className="folder-form-wide"
            checked={draft.queued}
            onChange={(event) => change({ queued: event.currentTarget.checked })}
          />
        )}
      </div>
    </SmallForm>
  );
}
