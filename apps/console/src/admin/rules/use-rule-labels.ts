import { useQuery } from "@tanstack/react-query";
import { allTriggersQuery, categoriesQuery, sourcesQuery, tagsQuery } from "../../http/queries.ts";

export interface Choice {
  value: string;
  label: string;
}

/** What rules may name, for choices and sentences. */
export function useRuleLabels() {
  const sources = useQuery(sourcesQuery);
  const categories = useQuery(categoriesQuery);
  const tags = useQuery(tagsQuery);
  const triggers = useQuery(allTriggersQuery);
  const queries = [sources, categories, tags, triggers];
  const toChoices = (rows: readonly { id: string; label: string }[] = []): Choice[] =>
    rows.map(({ id, label }) => ({ value: id, label }));
  const choices = {
    source: toChoices(sources.data),
    category: toChoices(categories.data),
    tag: toChoices(tags.data),
    trigger: toChoices(triggers.data),
  };
  const labels = new Map(Object.values(choices).flatMap((each) => each.map(({ value, label }) => [value, label])));
  return {
    isReady: queries.every(({ data }) => data !== undefined),
    failed: queries.find(({ isError, data }) => isError && data === undefined),
    choices,
    labelOf: (id: string): string | null => labels.get(id) ?? null,
  };
}

export type RuleChoices = ReturnType<typeof useRuleLabels>["choices"];
