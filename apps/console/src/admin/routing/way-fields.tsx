import { NumberInput, Switch } from "@mantine/core";
import type { FieldErrors } from "../parts/use-draft-form.ts";
import { StepFields } from "./step-fields.tsx";
import type { WayDraft } from "./way-draft.decisions.ts";
import { sayWay } from "./way-words.decisions.ts";
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

/** The steps of one channel's conversations, and what they come to. */
export function WayFields({ name, path, way, timeoutSeconds, errors, onChange }: WayFieldsProps) {
  const { steps } = way;
  return (
    <>
      <StepFields
        name={name}
        path={path}
        steps={steps}
        timeoutSeconds={timeoutSeconds}
        errors={errors}
        onChange={(next, touched) => onChange({ steps: next }, touched)}
      />
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
