import type { Category } from "@beckon/protocol";
import { ColorInput, NativeSelect, Switch, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { endpoints } from "../../http/endpoints.ts";
import { categoriesQuery } from "../../http/queries.ts";
import { FormDialog } from "../parts/form-dialog.tsx";
import { SmallForm } from "../parts/small-form.tsx";
import { useDraftForm } from "../parts/use-draft-form.ts";
import {
  bodyOfCategory,
  type CategoryDraft,
  draftOfCategory,
  findCategoryErrors,
  freshCategory,
  possibleParents,
  type TreeEntry,
} from "./category-tree.decisions.ts";

interface CategoryDialogProps {
  /** Null: a new one. */
  category: Category | null;
  /** Where a new one stands at first. */
  parentId: string;
  tree: readonly TreeEntry[];
  onClose: () => void;
}

export function CategoryDialog(props: CategoryDialogProps) {
  return (
    <FormDialog onClose={props.onClose} title={props.category === null ? "New category" : props.category.label}>
      <CategoryFields {...props} />
    </FormDialog>
  );
}

/** The form's names for the fields of the server's answer. */
const fields: Readonly<Record<string, string>> = { label: "label", colour: "colour", parent_id: "parentId" };

function CategoryFields({ category, parentId, tree, onClose }: CategoryDialogProps) {
  const queryClient = useQueryClient();
  const form = useDraftForm<CategoryDraft, Category>({
    stored: category === null ? { ...freshCategory, parentId } : draftOfCategory(category),
    isDirty: () => true,
    findErrors: findCategoryErrors,
    save: (draft) =>
      category === null
        ? endpoints.categories.create(bodyOfCategory(draft))
        : endpoints.categories.change(category.id, bodyOfCategory(draft)),
    draftOf: draftOfCategory,
    fieldOf: (path) => fields[path] ?? null,
    onSaved: async () => {
      onClose();
      await queryClient.invalidateQueries({ queryKey: categoriesQuery.queryKey });
    },
  });
  const { draft, errors } = form;
  const change = (next: Partial<CategoryDraft>) => form.change({ ...draft, ...next }, Object.keys(next));
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
        label="Beneath"
        name="parentId"
        value={draft.parentId}
        error={errors.parentId}
        data={[
          { value: "", label: "Nothing: at the top" },
          ...possibleParents(tree, category).map(({ category: { id }, path }) => ({
            value: id,
            label: path.join(" › "),
          })),
        ]}
        onChange={(event) => change({ parentId: event.currentTarget.value })}
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
      <Switch
        label="One beneath it must be chosen"
        checked={draft.mandatory}
        onChange={(event) => change({ mandatory: event.currentTarget.checked })}
      />
      <Switch
        label="Several beneath it may be chosen"
        checked={draft.multiple}
        onChange={(event) => change({ multiple: event.currentTarget.checked })}
      />
    </SmallForm>
  );
}
