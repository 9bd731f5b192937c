import type { Source, SourceRouting } from "@beckon/protocol";
import { Button, Modal } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { endpoints } from "../../http/endpoints.ts";
import { sourceRoutingQuery } from "../../http/queries.ts";
import { notify } from "../parts/notices.tsx";
import type { FieldErrors } from "../parts/use-draft-form.ts";
import { StepFields } from "./step-fields.tsx";
import { draftOfSteps, findStepErrors, stepsOfDraft, type WayDraft } from "./way-draft.decisions.ts";
import { sayWay } from "./way-words.decisions.ts";
import "./routing.css";

interface SourceStepsProps {
  /** Of what their conversations are: `live chats`. */
  name: string;
  /** Those of one channel. */
  sources: readonly Source[];
  own: readonly SourceRouting[];
  /** The channel's way, as it is typed. */
  way: WayDraft;
  timeoutSeconds: number | null;
}

/** Which sources go by the channel's steps, and which by steps of their own. */
export function SourceSteps({ name, sources, own, way, timeoutSeconds }: SourceStepsProps) {
  const [openedId, setOpenedId] = useState<string | null>(null);
  const opened = sources.find(({ id }) => id === openedId);
  const stepsOf = (sourceId: string) => own.find(({ source_id }) => source_id === sourceId)?.steps ?? null;
  if (sources.length === 0) return null;
  return (
    <section className="routing-sources" aria-label={`Sources of ${name}`}>
      <h3>Sources</h3>
      <ul>
        {sources.map(({ id, label }) => {
          const steps = stepsOf(id);
          return (
            <li key={id}>
              <strong className="truncated">{label}</strong>
              <span>{steps === null ? "The steps above" : sayCount(steps.length)}</span>
              <Button size="compact-xs" variant="default" onClick={() => setOpenedId(id)}>
                {steps === null ? "Give it its own" : "Change"}
                <span className="visually-hidden"> ({label})</span>
              </Button>
            </li>
          );
        })}
      </ul>
      {opened !== undefined && (
        <SourceStepsDialog
          key={opened.id}
          source={opened}
          own={stepsOf(opened.id)}
          way={way}
          timeoutSeconds={timeoutSeconds}
          onClose={() => setOpenedId(null)}
        />
      )}
    </section>
  );
}

const sayCount = (count: number) => (count === 1 ? "Its own step" : `Its own ${count} steps`);

interface SourceStepsDialogProps {
  source: Source;
  own: SourceRouting["steps"] | null;
  way: WayDraft;
  timeoutSeconds: number | null;
  onClose: () => void;
}

const PATH = "source";

function SourceStepsDialog({ source, own, way, timeoutSeconds, onClose }: SourceStepsDialogProps) {
  const queryClient = useQueryClient();
  const [steps, setSteps] = useState(() => (own === null ? way.steps : draftOfSteps(own)));
  const [errors, setErrors] = useState<FieldErrors>({});
  const save = useMutation({
    mutationFn: (wanted: SourceRouting["steps"] | null) => endpoints.changeSourceRouting(source.id, wanted),
    onSuccess: async (_, wanted) => {
      await queryClient.invalidateQueries({ queryKey: sourceRoutingQuery.queryKey });
      notify(wanted === null ? `${source.label} has the channel's steps.` : `The steps of ${source.label} are saved.`);
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The page has a form of its own, around this one.
    event.stopPropagation();
    const found = findStepErrors(PATH, steps);
    setErrors(found);
    if (Object.keys(found).length === 0) save.mutate(stepsOfDraft(steps));
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Steps of ${source.label}`}
      size="lg"
      centered
      lockScroll={false}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <form className="routing-dialog" onSubmit={submit} noValidate>
        <p className="list-about">
          They are in the place of the channel's steps. How long it rings, and whether it is accepted automatically,
          stays the channel's.
        </p>
        <StepFields
          name={source.label}
          path={PATH}
          steps={steps}
          timeoutSeconds={timeoutSeconds}
          errors={errors}
          onChange={(next) => {
            setSteps(next);
            setErrors({});
          }}
        />
        <section className="routing-words" aria-label={`What happens to conversations of ${source.label}`}>
          <h3>What happens</h3>
          {sayWay({ ...way, steps }, timeoutSeconds).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </section>
        {save.error !== null && (
          <p className="form-error" role="alert">
            {save.error.message}
          </p>
        )}
        <footer className="routing-dialog-foot">
          {own !== null && (
            <Button variant="default" disabled={save.isPending} onClick={() => save.mutate(null)}>
              Back to the channel's steps
            </Button>
          )}
          <Button type="submit" loading={save.isPending}>
            Save
          </Button>
        </footer>
      </form>
    </Modal>
  );
}
