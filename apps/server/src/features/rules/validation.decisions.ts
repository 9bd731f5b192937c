import { operatorsOf } from "@beckon/conditions";
import { MESSAGE_TYPES, type RuleAction, type RuleCondition, type RuleEvent } from "@beckon/protocol";
import { IDENTITY_FIELDS, isNamed, kindOfCondition, PERSON_FIELDS } from "./conditions.decisions.ts";

const GIVING: readonly RuleAction["type"][] = ["route_to_team", "route_to_skill", "assign", "start_bot"];

/** What is wrong with a rule that has the right shape, and where; null when nothing is. */
export function findRuleFault({
  event,
  conditions,
  actions,
}: {
  event: RuleEvent;
  conditions: readonly RuleCondition[];
  actions: readonly RuleAction[];
}): { field: string; reason: string } | null {
  for (const [index, condition] of conditions.entries()) {
    const fault = findConditionFault(condition);
    if (fault !== null) return { field: `conditions.${index}.${fault.field}`, reason: fault.reason };
  }
  const things = actions.map(thingOf);
  const twice = things.findIndex((thing, index) => things.indexOf(thing) !== index);
  if (twice !== -1) return { field: `actions.${twice}`, reason: "A rule does each thing once." };
  const giving = actions.findIndex(({ type }) => GIVING.includes(type));
  if (giving === -1) return null;
  if (event === "intervention_closed") {
    return { field: `actions.${giving}`, reason: "What is closed is nobody's work: there is none to give." };
  }
  const ignores = actions.some(({ type }) => type === "ignore");
  return ignores
    ? { field: `actions.${giving}`, reason: "What is ignored is nobody's work: do one of the two." }
    : null;
}

/** What an action does, for which a rule has it once. */
function thingOf(action: RuleAction): string {
  switch (action.type) {
    case "set_custom_field":
      return `${action.type} ${action.field_id}`;
    // Only one of the two can be first.
    case "route_to_skill":
      return "route_to_team";
    default:
      return action.type;
  }
}

function findConditionFault(condition: RuleCondition): { field: string; reason: string } | null {
  const { criterion, name, operator, value } = condition;
  if (isNamed(criterion) && (name ?? "").trim() === "") return { field: "name", reason: "Say which one is meant." };
  if (!isNamed(criterion) && name !== undefined) return { field: "name", reason: "There is only one of these." };
  if (criterion === "identity_field" && !IDENTITY_FIELDS.some((field) => field === name)) {
    return { field: "name", reason: `It is one of ${IDENTITY_FIELDS.join(", ")}.` };
  }
  if (criterion === "person_field" && !PERSON_FIELDS.some((field) => field === name)) {
    return { field: "name", reason: `It is one of ${PERSON_FIELDS.join(", ")}.` };
  }
  if (criterion === "message_type" && !isOfTypes(value ?? "")) {
    return { field: "value", reason: `It is one of ${MESSAGE_TYPES.join(", ")}.` };
  }
  if (!operatorsOf(kindOfCondition(condition)).includes(operator)) {
    return { field: "operator", reason: "That cannot be asked of this." };
  }
  const needsValue = operator !== "present" && operator !== "not_present";
  return needsValue && (value ?? "").trim() === "" ? { field: "value", reason: "Say what it is compared with." } : null;
}

const isOfTypes = (value: string): boolean =>
  value.split(",").every((entry) => ["", ...MESSAGE_TYPES].some((type) => type === entry.trim()));
