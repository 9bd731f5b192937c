interface NamedCategory {
  id: string;
  label: string;
  parent_id: string | null;
}

/** Each category by its label and those of the ones above it, in the order of these names. */
export function nameCategories(categories: readonly NamedCategory[]): { value: string; label: string }[] {
  const byId = new Map(categories.map((category) => [category.id, category]));
  const pathOf = (id: string | null): string[] => {
    const category = id === null ? undefined : byId.get(id);
    return category === undefined ? [] : [...pathOf(category.parent_id), category.label];
  };
  return categories
    .map(({ id }) => ({ value: id, label: pathOf(id).join(" › ") }))
    .sort((left, right) => left.label.localeCompare(right.label));
}
