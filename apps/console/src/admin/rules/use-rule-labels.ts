import { useQuery } from "@tanstack/react-query";
import { fullName } from "../../controls/full-name.decisions.ts";
import {
  allTriggersQuery,
  botsQuery,
  categoriesQuery,
  customFieldsQuery,
  sourcesQuery,
  tagsQuery,
  teamsQuery,
  usersQuery,
} from "../../http/queries.ts";
import type { Nameable } from "./rule-draft.decisions.ts";

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
  const teams = useQuery(teamsQuery);
  const users = useQuery(usersQuery);
  const bots = useQuery(botsQuery);
  const fields = useQuery(customFieldsQuery);
  const queries = [sources, categories, tags, triggers, teams, users, bots, fields];
  const toChoices = (rows: readonly { id: string; label: string }[] = []): Choice[] =>
    rows.map(({ id, label }) => ({ value: id, label }));
  const choices = {
    source: toChoices(sources.data),
    category: toChoices(categories.data),
    tag: toChoices(tags.data),
    trigger: toChoices(triggers.data),
    team: toChoices(teams.data),
    agent: (users.data ?? [])
      .filter(({ deactivated_at }) => deactivated_at === null)
      .map((user) => ({ value: user.id, label: fullName(user) })),
    bot: (bots.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
    field: toChoices(fields.data?.filter(({ active }) => active)),
  };
  const known: Nameable = {
    teamIds: choices.team.map(({ value }) => value),
    categoryIds: choices.category.map(({ value }) => value),
    userIds: choices.agent.map(({ value }) => value),
    botIds: choices.bot.map(({ value }) => value),
    fields: fields.data ?? [],
  };
  const named = [...Object.values(choices).flat(), ...toChoices(fields.data)];
  const labels = new Map(named.map(({ value, label }) => [value, label]));
  return {
    isReady: queries.every(({ data }) => data !== undefined),
    failed: queries.find(({ isError, data }) => isError && data === undefined),
    choices,
    known,
    labelOf: (id: string): string | null => labels.get(id) ?? null,
  };
}

export type RuleChoices = ReturnType<typeof useRuleLabels>["choices"];
