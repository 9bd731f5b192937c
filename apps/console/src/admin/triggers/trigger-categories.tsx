import { Checkbox } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useId } from "react";
import { holdsAny, useMe } from "../../application/session.ts";
import { categoriesQuery } from "../../http/queries.ts";
import { flattenTree } from "../categories/category-tree.decisions.ts";
import type { FieldErrors } from "../parts/use-draft-form.ts";

interface TriggerCategoriesProps {
  chosen: readonly string[];
  errors: FieldErrors;
  onChange: (chosen: readonly string[]) => void;
}

/** Which categories the conversations get that start from a trigger. What is gone can be taken away, and says so. */
export function TriggerCategories({ chosen, errors, onChange }: TriggerCategoriesProps) {
  const id = useId();
  const me = useMe();
  const categories = useQuery(categoriesQuery);
  const tree = flattenTree(categories.data ?? []);
  const gone = chosen.filter((each) => !tree.some(({ category }) => category.id === each));
  const tick = (value: string, isChosen: boolean) =>
    onChange(isChosen ? [...chosen, value] : chosen.filter((each) => each !== value));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend does not lie in a grid.
    <div role="group" aria-labelledby={id} className="trigger-categories">
      <p id={id} className="choice-label">
        Categories
      </p>
      <p className="choice-help">Of the conversations that start from it.</p>
      {categories.isError && categories.data === undefined && (
        <p className="form-error">The categories cannot be shown: {categories.error.message}</p>
      )}
      {categories.isSuccess && tree.length === 0 && gone.length === 0 && (
        <p className="list-note">
          There is none yet.{" "}
          {holdsAny(me, ["manage_categories"]) && <Link to="/admin/categories">Make the first one</Link>}
        </p>
      )}
      <div className="trigger-category-list">
        {tree.map(({ category, depth }) => (
          <div key={category.id} className="trigger-category" data-depth={depth}>
            <Checkbox
              label={category.label}
              checked={chosen.includes(category.id)}
              onChange={(event) => tick(category.id, event.currentTarget.checked)}
            />
          </div>
        ))}
        {categories.isSuccess &&
          gone.map((each) => (
            <Checkbox
              key={each}
              label="A category that is gone"
              error={errors[`category_ids.${chosen.indexOf(each)}`] ?? "Take it away: it does not exist any more."}
              checked
              onChange={() => tick(each, false)}
            />
          ))}
      </div>
    </div>
  );
}
