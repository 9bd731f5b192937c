import { Button, NativeSelect, NumberInput, Switch, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { MovableRow } from "../parts/movable-row.tsx";
import { inOrder } from "../parts/order.decisions.ts";
import { OrderedList } from "../parts/ordered-list.tsx";
import { RowButton } from "../parts/row-button.tsx";
import type { FieldErrors } from "../parts/use-draft-form.ts";
import { sayDuration } from "../settings/duration.decisions.ts";
import { addStep, MOST_STEPS, type StepDraft, type WayDraft } from "./way-draft.decisions.ts";
import { isReached, sayWay, stepNames } from "./way-words.decisions.ts";
import "./routing.css";

interface WayFieldsProps {
  /** Whose way it is: `live chats`. */
  name: string;
  /** What the fields' names begin with. */
  path: string;
  way: WayDraft;
  /** The channel's own time for a step that says none; null: without end. */
  timeoutSeconds: number | null;
  errors: FieldErrors;
  onChange: (next: Partial<WayDraft>, touched: string) => void;
}

const kinds = Object.entries(stepNames).map(([value, label]) => ({ value, label }));

/** The steps of one channel's conversations, and what they come to. */
export function WayFields({ name, path, way, timeoutSeconds, errors, onChange }: WayFieldsProps) {
  const { steps } = way;
  const usual = timeoutSeconds === null ? "no end" : sayDuration(timeoutSeconds);
  // The errors of rows that move or go are at other places from then on.
  const changeSteps = (next: readonly StepDraft[]) => onChange({ steps: next }, `${path}.steps`);
  return (
    <>
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
              onChange({ steps: steps.map((each) => (each.id === step.id ? { ...each, ...next } : each)) }, field);
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
      <Switch
        label="Accept automatically"
        description="Agents have at once what would ring at them, up to their soft limit."
        checked={way.isAutomatic}
        onChange={(event) => onChange({ isAutomatic: event.currentTarget.checked }, `${path}.automatic`)}
      />
      {!way.isAutomatic && (
        <NumberInput
          label="Rings for"
          description="So long each agent has to accept, before the next one is asked."
          name={`${path}.ring`}
          suffix=" seconds"
          min={5}
          max={300}
          clampBehavior="none"
          allowDecimal={false}
          value={way.ring}
          error={errors[`${path}.ring`]}
          onChange={(ring) => onChange({ ring }, `${path}.ring`)}
        />
      )}
      <section className="routing-words" aria-label={`What happens to ${name}`}>
        <h3>What happens</h3>
        {sayWay(way, timeoutSeconds).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </section>
    </>
  );
}

function isKind(value: string): value is StepDraft["kind"] {
  return value in stepNames;
}
