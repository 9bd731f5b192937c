import type { DomainSettings, RetentionPreview } from "@beckon/protocol";
import { Checkbox, NumberInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { endpoints } from "../../http/endpoints.ts";
import { retentionPreviewQuery, settingsQuery } from "../../http/queries.ts";
import { FormFoot } from "../parts/form-foot.tsx";
import { Choice, FormSection } from "../parts/form-section.tsx";
import { type FieldErrors, useDraftForm } from "../parts/use-draft-form.ts";
import {
  changesOfRetention,
  draftOfRetention,
  findRetentionErrors,
  type Period,
  type PeriodDraft,
  periods,
  type RetentionDraft,
  sayExpired,
  settingsOfDraft,
  takesSomething,
} from "./retention-draft.decisions.ts";

const words: Readonly<Record<Period, { title: string; about: string; kept: string; days: string }>> = {
  closed_threads_days: {
    title: "Closed conversations",
    about: "They go with their messages, notes and files. Open ones stay, however old they are; so do the visitors.",
    kept: "How long they are kept",
    days: "Days since anything happened in it",
  },
  anonymous_identities_days: {
    title: "Nameless visitors",
    about:
      "Who never said who they are, and of whom no agent wrote anything. They go with their conversations and page views.",
    kept: "How long they are kept",
    days: "Days since they were last seen",
  },
  audit_days: {
    title: "Audit log",
    about: "Who did what. Afterwards nobody can tell who changed a role or deleted a visitor.",
    kept: "How long it is kept",
    days: "Days since it was done",
  },
};

/** While somebody is typing, nothing is counted. */
const SETTLING_MS = 300;

/** For how long what is kept, and what would go now. */
export function RetentionForm({ settings }: { settings: DomainSettings }) {
  const queryClient = useQueryClient();
  const form = useDraftForm<RetentionDraft, DomainSettings>({
    stored: draftOfRetention(settings),
    isDirty: (draft) => {
      const wanted = settingsOfDraft(draft);
      return wanted === null || Object.keys(changesOfRetention(wanted, settings)).length > 0;
    },
    findErrors: (draft): FieldErrors => findRetentionErrors(draft, preview),
    save: (draft) => endpoints.settings.change(changesOfRetention(settingsOfDraft(draft) ?? settings, settings)),
    draftOf: draftOfRetention,
    onSaved: (saved) => queryClient.setQueryData(settingsQuery.queryKey, saved),
  });
  const { draft, errors, dirty } = form;
  const wanted = settingsOfDraft(draft);
  const [settled] = useDebouncedValue(wanted, SETTLING_MS);
  const counting = useQuery({ ...retentionPreviewQuery(settled ?? settings), enabled: dirty && settled !== null });
  const isCounted = counting.isSuccess && JSON.stringify(settled) === JSON.stringify(wanted);
  const preview: RetentionPreview | null = isCounted ? counting.data : null;
  const change = (period: Period, next: Partial<PeriodDraft>) =>
    form.change(
      {
        // Other periods take something else.
        agreed: false,
        periods: { ...draft.periods, [period]: { ...draft.periods[period], ...next } },
      },
      [period, "agreed"],
    );
  return (
    <form ref={form.form} onSubmit={form.submit} noValidate>
      {periods.map((period) => {
        const { isKept, days } = draft.periods[period];
        const { title, about, kept, days: label } = words[period];
        return (
          <FormSection key={period} title={title} about={about}>
            <Choice
              label={kept}
              value={isKept ? "kept" : "deleted"}
              names={{ kept: "Keep for ever", deleted: "Delete after a time" }}
              onChange={(choice) => change(period, { isKept: choice === "kept" })}
            />
            {!isKept && (
              <NumberInput
                label={label}
                name={period}
                min={1}
                max={3_650}
                allowDecimal={false}
                value={days}
                error={errors[period]}
                onChange={(next) => change(period, { days: next })}
              />
            )}
          </FormSection>
        );
      })}
      {dirty && wanted !== null && takesSomething(draft, preview) && (
        <div className="privacy-agreement">
          <p role="status">
            {counting.isError
              ? `What would go could not be counted. ${counting.error.message}`
              : preview === null
                ? "Counting what would go now…"
                : `Once saved, ${sayExpired(preview)} will be deleted, beginning within seconds. There is no way back.`}
          </p>
          <Checkbox
            label="Delete what is older"
            name="agreed"
            checked={draft.agreed}
            error={errors.agreed}
            onChange={(event) => form.change({ ...draft, agreed: event.currentTarget.checked }, ["agreed"])}
          />
        </div>
      )}
      {dirty && preview !== null && !takesSomething(draft, preview) && wanted !== null && (
        <p className="hint">Nothing is older than that now. What becomes so goes within an hour.</p>
      )}
      <FormFoot form={form} />
    </form>
  );
}
