import type { RuleAction, RuleChange, RuleCondition } from "@beckon/protocol";

/** What a rule names by ids, by where these stand. */
export const NAMED_KINDS = ["sources", "categories", "tags", "triggers", "teams", "users", "bots"] as const;
export type NamedKind = (typeof NAMED_KINDS)[number];

/** An id, and the field of the rule in which it stands. */
export interface Named {
  field: string;
  id: string;
}

/** All that a rule, or a change of one, names. Custom fields are judged with their values. */
export function listNamed({ source_ids = [], conditions = [], actions = [] }: RuleChange): Record<NamedKind, Named[]> {
  const named: Record<NamedKind, Named[]> = {
    sources: [],
    categories: [],
    tags: [],
    triggers: [],
    teams: [],
    users: [],
    bots: [],
  };
  const add = (kind: NamedKind, field: string, ids: readonly string[]) =>
    named[kind].push(...ids.map((id) => ({ field, id })));
  const addEach = (kind: NamedKind, field: string, ids: readonly string[]) =>
    named[kind].push(...ids.map((id, index) => ({ field: `${field}.${index}`, id })));
  addEach("sources", "source_ids", source_ids);
  for (const [index, condition] of conditions.entries()) {
    const kind = kindOfCondition(condition);
    if (kind !== null) add(kind, `conditions.${index}.value`, idsOf(condition));
  }
  for (const [index, action] of actions.entries()) addAction(action, `actions.${index}`);
  return named;

  function addAction(action: RuleAction, field: string): void {
    switch (action.type) {
      case "categorise":
      case "categorise_message":
        return void addEach("categories", `${field}.category_ids`, action.category_ids);
      case "tag":
        return void addEach("tags", `${field}.tag_ids`, action.tag_ids);
      case "route_to_team":
        return void add("teams", `${field}.team_id`, [action.team_id]);
      case "route_to_skill":
        return void add("categories", `${field}.category_id`, [action.category_id]);
      case "assign":
        return void add("users", `${field}.user_id`, [action.user_id]);
      case "start_bot":
        return void add("bots", `${field}.bot_id`, [action.bot_id]);
      default:
    }
  }
}

function kindOfCondition({ criterion }: RuleCondition): NamedKind | null {
  switch (criterion) {
    case "source":
      return "sources";
    case "category":
      return "categories";
    case "tag":
      return "tags";
    case "trigger":
      return "triggers";
    default:
      return null;
  }
}

/** Of `is` and `is_not`: other operators ask for parts of ids, or for none. */
function idsOf({ operator, value }: RuleCondition): string[] {
  if (operator !== "is" && operator !== "is_not") return [];
  return (value ?? "")
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== "");
}
