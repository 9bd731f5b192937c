import { type Operator, operatorsOf } from "@beckon/conditions";
import type { Position } from "@beckon/protocol";
import { POSITIONS } from "@beckon/targeting";
import { CloseButton, NativeSelect } from "@mantine/core";
import type { FieldErrors } from "../parts/use-draft-form.ts";
import { type ConditionDraft, needsValue, withCriterion } from "./trigger-draft.decisions.ts";
import {
  criterionGroups,
  isPerPage,
  type KnownVariable,
  kindOfCriterion,
  nameCriterion,
  nameOperator,
  positionNames,
} from "./trigger-words.decisions.ts";
import { ValueInput } from "./value-input.tsx";

interface ConditionRowProps {
  word: string;
  /** For those who do not see where it stands: "Condition 2". */
  name: string;
  /** Under which its errors are. */
  path: string;
  condition: ConditionDraft;
  errors: FieldErrors;
  variables: readonly KnownVariable[];
  onChange: (condition: ConditionDraft) => void;
  onRemove: () => void;
}

export function ConditionRow({
  word,
  name,
  path,
  condition,
  errors,
  variables,
  onChange,
  onRemove,
}: ConditionRowProps) {
  const { criterion, position, operator, value } = condition;
  const kindOf = (wanted: string) => kindOfCriterion(wanted, variables);
  const kind = kindOf(criterion);
  const operators = operatorsOf(kind);
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
        data={criteriaToChoose(criterion, variables)}
        onChange={(event) => onChange(withCriterion(condition, event.currentTarget.value, kindOf))}
      />
      {isPerPage(criterion) && (
        <NativeSelect
          className="sentence-position"
          size="xs"
          aria-label="Pages"
          name={`${path}.position`}
          value={position}
          error={errors[`${path}.position`]}
          data={POSITIONS.map((entry) => ({ value: entry, label: positionNames[entry] }))}
          onChange={(event) => onChange({ ...condition, position: event.currentTarget.value as Position })}
        />
      )}
      <NativeSelect
        size="xs"
        aria-label="Operator"
        name={`${path}.operator`}
        value={operator}
        error={errors[`${path}.operator`]}
        data={(operators.includes(operator) ? operators : [operator, ...operators]).map((entry) => ({
          value: entry,
          label: nameOperator(entry, kind),
        }))}
        onChange={(event) => onChange({ ...condition, operator: event.currentTarget.value as Operator })}
      />
      {needsValue(operator) && (
        <ValueInput
          criterion={criterion}
          kind={kind}
          operator={operator}
          name={`${path}.value`}
          value={value}
          error={errors[`${path}.value`] ?? errors[path]}
          onChange={(next) => onChange({ ...condition, value: next })}
        />
      )}
      <CloseButton
        className="sentence-remove"
        size="sm"
        aria-label={`Remove ${name.toLowerCase()}`}
        onClick={onRemove}
      />
    </div>
  );
}

/** In groups. One that is not known any more stays chosen until another one is. */
function criteriaToChoose(chosen: string, variables: readonly KnownVariable[]) {
  const named = (criterion: string) => ({ value: criterion, label: nameCriterion(criterion, variables) });
  const custom = variables.map(({ name }) => name);
  const isKnown = criterionGroups.some(({ criteria }) => criteria.includes(chosen)) || custom.includes(chosen);
  return [
    ...(isKnown ? [] : [{ value: chosen, label: `${chosen} (not defined)` }]),
    ...criterionGroups.map(({ name, criteria }) => ({ group: name, items: criteria.map(named) })),
    ...(custom.length > 0 ? [{ group: "Custom variables", items: custom.map(named) }] : []),
  ];
}
