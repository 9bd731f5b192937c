import type { Operator, RuleCriterion } from "@beckon/protocol";
import { CloseButton, MultiSelect, NativeSelect, TextInput } from "@mantine/core";
import { languageChoices } from "../../controls/languages.ts";
import type { FieldErrors } from "../parts/use-draft-form.ts";
import { nameOperator } from "../triggers/trigger-words.decisions.ts";
import { ValueInput } from "../triggers/value-input.tsx";
import { type ConditionDraft, needsValue, withCriterion } from "./rule-draft.decisions.ts";
import {
  criterionGroups,
  criterionNames,
  fieldNames,
  kindOf,
  messageTypeNames,
  operatorsFor,
} from "./rule-words.decisions.ts";
import type { Choice, RuleChoices } from "./use-rule-labels.ts";

interface ConditionRowProps {
  word: string;
  /** For those who do not see where it stands: "Condition 2". */
  name: string;
  path: string;
  condition: ConditionDraft;
  errors: FieldErrors;
  choices: RuleChoices;
  onChange: (condition: ConditionDraft) => void;
  onRemove: () => void;
}

export function ConditionRow(props: ConditionRowProps) {
  const { word, name, path, condition, errors, choices, onChange, onRemove } = props;
  const { criterion, operator } = condition;
  const nameProps = { size: "xs", "aria-label": "Name", name: `${path}.name`, error: errors[`${path}.name`] } as const;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a line of a sentence.
    <div className="sentence-line" role="group" aria-label={name}>
      <span className="sentence-word">{word}</span>
      <NativeSelect
        size="xs"
        aria-label="Criterion"
        name={`${path}.criterion`}
        value={criterion}
        error={errors[`${path}.criterion`]}
        data={criterionGroups.map((group) => ({
          group: group.name,
          items: group.criteria.map((value) => ({ value, label: criterionNames[value] })),
        }))}
        onChange={(event) => onChange(withCriterion(condition, event.currentTarget.value as RuleCriterion))}
      />
      {(criterion === "identity_field" || criterion === "person_field") && (
        <NativeSelect
          {...nameProps}
          value={condition.name}
          data={Object.entries(fieldNames(criterion)).map(([value, label]) => ({ value, label }))}
          onChange={(event) => onChange({ ...condition, name: event.currentTarget.value })}
        />
      )}
      {criterion === "custom_field" && (
        <NativeSelect
          {...nameProps}
          value={condition.name}
          data={[
            ...(choices.field.some(({ value }) => value === condition.name)
              ? []
              : [{ value: condition.name, label: condition.name === "" ? "Choose" : "Something that is gone" }]),
            ...choices.field,
          ]}
          onChange={(event) => onChange({ ...condition, name: event.currentTarget.value })}
        />
      )}
      {(criterion === "extra_value" || criterion === "custom_variable") && (
        <TextInput
          {...nameProps}
          placeholder={criterion === "extra_value" ? "identity_initiated_thread" : "custom_cart"}
          value={condition.name}
          onChange={(event) => onChange({ ...condition, name: event.currentTarget.value })}
        />
      )}
      <NativeSelect
        size="xs"
        aria-label="Operator"
        name={`${path}.operator`}
        value={operator}
        error={errors[`${path}.operator`]}
        data={operatorsFor(criterion).map((value) => ({
          value,
          label: nameOperator(value, kindOf({ criterion, operator: value })),
        }))}
        onChange={(event) => onChange({ ...condition, operator: event.currentTarget.value as Operator })}
      />
      {needsValue(operator) && <ConditionValue {...props} />}
      <CloseButton
        className="sentence-remove"
        size="sm"
        aria-label={`Remove ${name.toLowerCase()}`}
        onClick={onRemove}
      />
    </div>
  );
}

function ConditionValue({ path, condition, errors, choices, onChange }: ConditionRowProps) {
  const { criterion, operator, value } = condition;
  const name = `${path}.value`;
  const error = errors[name] ?? errors[path];
  const write = (next: string) => onChange({ ...condition, value: next });
  const values = value.split(",").filter((entry) => entry !== "");
  const offered = choicesFor(criterion, operator, values, choices);
  if (offered === null) {
    const kind = kindOf(condition);
    return <ValueInput {...{ criterion, kind, operator, name, value, error }} onChange={write} />;
  }
  return (
    <MultiSelect
      className="sentence-value"
      size="xs"
      aria-label="Value"
      name={name}
      searchable
      placeholder={values.length === 0 ? "Choose" : ""}
      nothingFoundMessage="There is none like that."
      data={offered}
      value={values}
      error={error}
      onChange={(next) => write(next.join(","))}
    />
  );
}

/** What is chosen from a list; null for what is typed. One that is gone stays chosen until it is taken away. */
function choicesFor(
  criterion: RuleCriterion,
  operator: Operator,
  values: readonly string[],
  choices: RuleChoices,
): Choice[] | null {
  switch (criterion) {
    case "source":
    case "category":
    case "tag":
    case "trigger": {
      const known = choices[criterion];
      const gone = values.filter((value) => known.every((choice) => choice.value !== value));
      return [...known, ...gone.map((value) => ({ value, label: "Something that is gone" }))];
    }
    case "message_type":
      return Object.entries(messageTypeNames).map(([value, label]) => ({ value, label }));
    case "language":
      return operator === "is" || operator === "is_not" ? languageChoices(...values) : null;
    default:
      return null;
  }
}
