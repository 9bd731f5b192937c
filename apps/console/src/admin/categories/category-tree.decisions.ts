import type { Category, CategoryChange } from "@beckon/protocol";

export interface TreeEntry {
  category: Category;
  /** 1: has no parent. */
  depth: number;
  /** The labels from the top down to it. */
  path: readonly string[];
  isFirst: boolean;
  isLast: boolean;
}

/** The server keeps no deeper ones. */
export const DEEPEST = 5;

/** From the top down, each with those beneath it behind it. */
export function flattenTree(all: readonly Category[], parent: TreeEntry | null = null): TreeEntry[] {
  const siblings = siblingsOf(all, parent?.category.id ?? null);
  return siblings.flatMap((category, index) => {
    const entry: TreeEntry = {
      category,
      depth: (parent?.depth ?? 0) + 1,
      path: [...(parent?.path ?? []), category.label],
      isFirst: index === 0,
      isLast: index === siblings.length - 1,
    };
    return [entry, ...flattenTree(all, entry)];
  });
}

function siblingsOf(all: readonly Category[], parentId: string | null): Category[] {
  return all.filter(({ parent_id }) => parent_id === parentId).sort((left, right) => left.place - right.place);
}

/** The places that change when a category goes up (-1) or down (1) among its siblings. Equal places are told apart. */
export function placesAfterMove(
  all: readonly Category[],
  { id, parent_id }: Category,
  step: -1 | 1,
): { id: string; place: number }[] {
  const siblings = siblingsOf(all, parent_id);
  const from = siblings.findIndex((each) => each.id === id);
  const other = siblings[from + step];
  const moved = siblings[from];
  if (other === undefined || moved === undefined) return [];
  siblings[from] = other;
  siblings[from + step] = moved;
  return siblings
    .map((category, index) => ({ id: category.id, place: index + 1, before: category.place }))
    .filter(({ place, before }) => place !== before)
    .map(({ id: moving, place }) => ({ id: moving, place }));
}

/** Where a category may stand: not beneath itself. Null stands for the top. */
export function possibleParents(entries: readonly TreeEntry[], category: Category | null): TreeEntry[] {
  const all = entries.map((entry) => entry.category);
  const own = new Set(category === null ? [] : [category.id, ...flattenBeneath(all, category.id)]);
  return entries.filter(({ category: { id }, depth }) => depth < DEEPEST && !own.has(id));
}

function flattenBeneath(all: readonly Category[], id: string): string[] {
  return siblingsOf(all, id).flatMap((each) => [each.id, ...flattenBeneath(all, each.id)]);
}

/** A category as its dialog holds it. */
export interface CategoryDraft {
  label: string;
  colour: string;
  /** Empty: the top. */
  parentId: string;
  mandatory: boolean;
  multiple: boolean;
}

export const freshCategory: CategoryDraft = {
  label: "",
  colour: "#667080",
  parentId: "",
  mandatory: false,
  multiple: true,
};

export function draftOfCategory({ label, colour, parent_id, mandatory, multiple }: Category): CategoryDraft {
  return { label, colour, parentId: parent_id ?? "", mandatory, multiple };
}

export function bodyOfCategory(draft: CategoryDraft): CategoryChange & { label: string } {
  const { colour, parentId, mandatory, multiple } = draft;
  return { label: draft.label.trim(), colour, parent_id: parentId === "" ? null : parentId, mandatory, multiple };
}

export function findCategoryErrors({ label, colour }: CategoryDraft): Record<string, string> {
  const errors: Record<string, string> = {};
  if (label.trim() === "") errors.label = "Give the category a name.";
  if (label.trim().length > 200) errors.label = "Use at most 200 characters.";
  if (!/^#[0-9a-fA-F]{6}$/.test(colour)) errors.colour = "Write a colour as # and six digits, such as #4481eb.";
  return errors;
}

/** What holds for those beneath it. */
export function sayRule({ mandatory, multiple }: Category): string {
  if (mandatory) return multiple ? "One or more of these must be chosen." : "Exactly one of these must be chosen.";
  return multiple ? "Any of these may be chosen." : "At most one of these may be chosen.";
}
