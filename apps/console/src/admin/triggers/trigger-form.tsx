import type { Source, Trigger } from "@beckon/protocol";
import { Checkbox, Switch, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { endpoints } from "../../http/endpoints.ts";
import { refreshSource, triggersQuery } from "../../http/queries.ts";
import { FormFoot } from "../parts/form-foot.tsx";
import type { FullCatalogue } from "../parts/use-catalogue.ts";
import { useDraftForm } from "../parts/use-draft-form.ts";
import { WouldItFire } from "../simulator/would-it-fire.tsx";
import { ActionRows } from "./action-rows.tsx";
import { ConditionRows } from "./condition-rows.tsx";
import {
  bodyOf,
  draftOfTrigger,
  findTriggerErrors,
  freshTrigger,
  type TriggerDraft,
} from "./trigger-draft.decisions.ts";
import { TriggerMore } from "./trigger-more.tsx";
import { kindOfCriterion } from "./trigger-words.decisions.ts";

interface TriggerFormProps {
  source: Source;
  /** Null: a new one. */
  trigger: Trigger | null;
  /** All of the source, in their order. */
  triggers: readonly Trigger[];
  catalogue: FullCatalogue;
}

/** Reads as a sentence: when …, and …, then …. */
export function TriggerForm({ source, trigger, triggers, catalogue }: TriggerFormProps) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const kindOf = (criterion: string) => kindOfCriterion(criterion, catalogue.customVariables);
  const said = (draft: TriggerDraft) => JSON.stringify(bodyOf(draft, kindOf));
  const form = useDraftForm<TriggerDraft, Trigger>({
    stored: trigger === null ? freshTrigger : draftOfTrigger(trigger),
    isDirty: (draft, stored) => said(draft) !== said(stored),
    findErrors: (draft) => findTriggerErrors(draft, kindOf),
    save: (draft) =>
      trigger === null
        ? endpoints.triggers.create(source.id, bodyOf(draft, kindOf))
        : endpoints.triggers.change(trigger.id, bodyOf(draft, kindOf)),
    draftOf: draftOfTrigger,
    onSaved: (saved) => {
      queryClient.setQueryData(triggersQuery(source.id).queryKey, (known) =>
        trigger === null ? [...(known ?? []), saved] : known?.map((entry) => (entry.id === saved.id ? saved : entry)),
      );
      void refreshSource(queryClient, source.id);
      if (trigger !== null) return;
      void navigate({
        to: "/admin/sources/$sourceId/triggers/$triggerId",
        params: { sourceId: source.id, triggerId: saved.id },
        replace: true,
        ignoreBlocker: true,
      });
    },
    initialErrors: Object.fromEntries(
      (trigger?.problems ?? []).map(({ field, message }) => [fieldOfProblem(field), message]),
    ),
  });
  const { draft, errors } = form;
  const change = (next: Partial<TriggerDraft>, ...touched: string[]) => form.change({ ...draft, ...next }, touched);
  const body = useMemo(
    () => bodyOf(draft, (criterion) => kindOfCriterion(criterion, catalogue.customVariables)),
    [draft, catalogue],
  );

  return (
    <>
      <form ref={form.form} onSubmit={form.submit} noValidate className="trigger-form">
        <div className="trigger-name">
          <TextInput
            label="Name"
            description="Visitors do not see it; agents see which trigger a thread came from."
            name="label"
            value={draft.label}
            error={errors.label}
            data-autofocus={trigger === null || undefined}
            onChange={(event) => change({ label: event.currentTarget.value }, "label")}
          />
          <Switch
            label="Active"
            checked={draft.active}
            onChange={(event) => change({ active: event.currentTarget.checked })}
          />
        </div>
        <div className="sentence">
          <ConditionRows
            conditions={draft.conditions}
            errors={errors}
            variables={catalogue.customVariables}
            onChange={(conditions, ...touched) => change({ conditions }, ...touched)}
          />
          <ActionRows
            sourceId={source.id}
            actions={draft.actions}
            errors={errors}
            catalogue={catalogue}
            onChange={(actions) => change({ actions }, "actions")}
          />
        </div>
        <div className="trigger-checks">
          <Checkbox
            label="only if agents are available"
            checked={draft.onlyIfAgentsAvailable}
            onChange={(event) => change({ onlyIfAgentsAvailable: event.currentTarget.checked })}
          />
          <Checkbox
            label="once per visit"
            checked={draft.oncePerVisit}
            onChange={(event) => change({ oncePerVisit: event.currentTarget.checked })}
          />
          <Checkbox
            label="no other trigger after this one"
            checked={draft.noOtherTrigger}
            onChange={(event) => change({ noOtherTrigger: event.currentTarget.checked })}
          />
        </div>
        <TriggerMore draft={draft} errors={errors} source={source} onChange={change} />
        <FormFoot form={form} isNew={trigger === null} />
      </form>
      <WouldItFire
        source={source}
        triggers={triggers}
        triggerId={trigger?.id ?? null}
        body={body}
        catalogue={catalogue}
      />
    </>
  );
}

/** A condition's criterion that is gone is said where criteria are chosen. */
function fieldOfProblem(field: string): string {
  return /^conditions\.\d+$/.test(field) ? `${field}.criterion` : field;
}
