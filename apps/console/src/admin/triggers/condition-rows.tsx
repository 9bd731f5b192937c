import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { FieldErrors } from "../parts/use-draft-form.ts";
import { ConditionRow } from "./condition-row.tsx";
import type { ConditionDraft } from "./trigger-draft.decisions.ts";
import type { KnownVariable } from "./trigger-words.decisions.ts";

interface ConditionRowsProps {
  conditions: readonly ConditionDraft[];
  errors: FieldErrors;
  variables: readonly KnownVariable[];
  onChange: (conditions: readonly ConditionDraft[], ...touched: string[]) => void;
}

export function ConditionRows({ conditions, errors, variables, onChange }: ConditionRowsProps) {
  const add = () => {
    const key = Math.max(0, ...conditions.map((condition) => condition.key)) + 1;
    const criterion = conditions.at(-1)?.criterion ?? "page_url";
    const last = conditions.at(-1);
    onChange([
      ...conditions,
      last === undefined
        ? { key, criterion, position: "current", operator: "contains", value: "" }
        : { ...last, key, value: last.value === "true" ? "true" : "" },
    ]);
  };
  return (
    <div className="sentence-part">
      {conditions.length === 0 && (
        <p className="sentence-line">
          <span className="sentence-word">Always</span>
          <span className="sentence-rest">on every page: there is no condition</span>
        </p>
      )}
      {conditions.map((condition, index) => (
        <ConditionRow
          key={condition.key}
          word={index === 0 ? "When" : "and"}
          name={`Condition ${index + 1}`}
          path={`conditions.${index}`}
          condition={condition}
          errors={errors}
          variables={variables}
          onChange={(next) =>
            onChange(
              conditions.map((entry) => (entry.key === condition.key ? next : entry)),
              `conditions.${index}`,
            )
          }
          // The errors of those below it are at other places from now on.
          onRemove={() =>
            onChange(
              conditions.filter(({ key }) => key !== condition.key),
              "conditions",
            )
          }
        />
      ))}
      <Button
        className="sentence-add"
        size="compact-sm"
        variant="subtle"
        leftSection={<IconPlus size={14} />}
        onClick={add}
      >
        condition
      </Button>
    </div>
  );
}
