import { Button, NativeSelect, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { MovableRow } from "../parts/movable-row.tsx";
import { inOrder } from "../parts/order.decisions.ts";
import { OrderedList } from "../parts/ordered-list.tsx";
import { RowButton } from "../parts/row-button.tsx";
import type { FieldErrors } from "../parts/use-draft-form.ts";
import { sayDuration } from "../settings/duration.decisions.ts";
import { addStep, MOST_STEPS, type StepDraft } from "./way-draft.decisions.ts";
import { isReached, stepNames } from "./way-words.decisions.ts";
import "./routing.css";

interface StepFieldsProps {
  /** Whose steps they are: `live chats`. */
  name: string;
  /** What the fields' names begin with. */
  path: string;
  steps: readonly StepDraft[];
  /** The channel's own time for a step that says none; null: without end. */
  timeoutSeconds: number | null;
  errors: FieldErrors;
  onChange: (next: readonly StepDraft[], touched: string) => void;
}

const kinds = Object.entries(stepNames).map(([value, label]) => ({ value, label }));

/** Who is asked one after the other, and for how long. */
export function StepFields({ name, path, steps, timeoutSeconds, errors, onChange }: StepFieldsProps) {
  const usual = timeoutSeconds === null ? "no end" : sayDuration(timeoutSeconds);
  // The errors of rows that move or go are at other places from then on.
  const changeSteps = (next: readonly StepDraft[]) => onChange(next, `${path}.steps`);
  return (
    <div className="routing-steps">
      <OrderedList
        name={`Steps of ${name}`}
        rows={steps.map((step) => ({ ...step, label: stepNames[step.kind] }))}
        filtered={false}
        onOrder={(ids) => changeSteps(inOrder(steps, ids))}
        foot={
          <li className="routing-end" data-muted={!isReached(steps, steps.length, timeoutSeconds)}>
            <strong>Undelivered</strong>
            <span>To be taken by hand, on the board</span>
          </li>
        }
      >
        {(step, place, move) => {
          const field = `${path}.steps.${place - 1}.time`;
          const change = (next: Partial<StepDraft>) =>
            onChange(
              steps.map((each) => (each.id === step.id ? { ...each, ...next } : each)),
              field,
            );
          const hasTurn = isReached(steps, place - 1, timeoutSeconds);
          return (
            <MovableRow
              id={step.id}
              label={step.label}
              place={place}
              movable
              muted={!hasTurn}
              onMove={move}
              actions={
                steps.length > 1 && (
                  <RowButton
                    label={`Remove step ${place}`}
                    hint="Remove"
                    onClick={() => changeSteps(steps.filter(({ id }) => id !== step.id))}
                  >
                    <IconTrash size={16} />
                  </RowButton>
                )
              }
            >
              <div className="routing-step">
                <NativeSelect
                  size="xs"
                  aria-label={`Who is asked in step ${place}`}
                  data={kinds}
                  value={step.kind}
                  onChange={(event) => {
                    const kind = event.currentTarget.value;
                    if (isKind(kind)) change({ kind });
                  }}
                />
                <span className="routing-for">for</span>
                <TextInput
                  size="xs"
                  className="routing-time"
                  aria-label={`Time of step ${place}`}
                  placeholder={usual}
                  name={field}
                  value={step.time}
                  error={errors[field]}
                  onChange={(event) => change({ time: event.currentTarget.value })}
                />
              </div>
              {!hasTurn && <p className="routing-note">It has no turn: a step above asks everybody without end.</p>}
            </MovableRow>
          );
        }}
      </OrderedList>
      <p className="list-note">A step without a time has the one of its kind under Presence: {usual}.</p>
      {steps.length < MOST_STEPS && (
        <Button
          className="routing-add"
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={14} />}
          onClick={() => changeSteps(addStep(steps))}
        >
          step
        </Button>
      )}
    </div>
  );
}

function isKind(value: string): value is StepDraft["kind"] {
  return value in stepNames;
}
