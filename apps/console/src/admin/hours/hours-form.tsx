import type { Source, TimeSheet } from "@beckon/protocol";
import { MultiSelect, Select, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { endpoints } from "../../http/endpoints.ts";
import { timeSheetsQuery } from "../../http/queries.ts";
import { FormFoot } from "../parts/form-foot.tsx";
import { FormSection } from "../parts/form-section.tsx";
import { useDraftForm } from "../parts/use-draft-form.ts";
import { HolidayFields } from "./holiday-fields.tsx";
import { bodyOfHours, draftOfHours, findHoursErrors, freshHours, type HoursFields } from "./hours-draft.decisions.ts";
import { WeekFields } from "./week-fields.tsx";

interface HoursFormProps {
  /** Null: a new one. */
  sheet: TimeSheet | null;
  sources: readonly Source[];
}

const ownTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

function timeZonesToChoose(chosen: string): string[] {
  const known = Intl.supportedValuesOf("timeZone");
  return [...new Set(["UTC", ...known, ...(chosen === "" ? [] : [chosen])])];
}

export function HoursForm({ sheet, sources }: HoursFormProps) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const said = (draft: HoursFields) => JSON.stringify(bodyOfHours(draft));
  const form = useDraftForm<HoursFields, TimeSheet>({
    stored: sheet === null ? freshHours(ownTimeZone()) : draftOfHours(sheet),
    isDirty: (draft, stored) => said(draft) !== said(stored),
    findErrors: findHoursErrors,
    save: (draft) =>
      sheet === null
        ? endpoints.timeSheets.create(bodyOfHours(draft))
        : endpoints.timeSheets.change(sheet.id, bodyOfHours(draft)),
    draftOf: draftOfHours,
    fieldOf: (path) => /^(label|time_zone|source_ids)/.exec(path)?.[0] ?? null,
    onSaved: async (saved) => {
      await queryClient.invalidateQueries({ queryKey: timeSheetsQuery.queryKey });
      if (sheet !== null) return;
      await navigate({
        to: "/admin/business-hours/$sheetId",
        params: { sheetId: saved.id },
        replace: true,
        ignoreBlocker: true,
      });
    },
  });
  const { draft, errors } = form;
  const change = (next: Partial<HoursFields>, ...touched: string[]) => form.change({ ...draft, ...next }, touched);
  return (
    <form ref={form.form} onSubmit={form.submit} noValidate>
      <FormSection title="Hours" about="What they are called, and by whose clocks they go.">
        <TextInput
          label="Name"
          name="label"
          value={draft.label}
          error={errors.label}
          data-autofocus={sheet === null || undefined}
          onChange={(event) => change({ label: event.currentTarget.value }, "label")}
        />
        <Select
          label="Time zone"
          name="time_zone"
          searchable
          nothingFoundMessage="There is no such time zone."
          data={timeZonesToChoose(draft.timeZone)}
          value={draft.timeZone === "" ? null : draft.timeZone}
          error={errors.time_zone}
          onChange={(timeZone) => change({ timeZone: timeZone ?? "" }, "time_zone")}
        />
      </FormSection>
      <FormSection title="Week" about="When somebody is there. Until midnight is written as 00:00.">
        <WeekFields
          intervals={draft.intervals}
          errors={errors}
          onChange={(intervals, ...touched) => change({ intervals }, ...touched)}
        />
      </FormSection>
      <FormSection title="Holidays" about="Days on which it is closed, whatever day of the week they are.">
        <HolidayFields
          holidays={draft.holidays}
          errors={errors}
          onChange={(holidays, ...touched) => change({ holidays }, ...touched)}
        />
      </FormSection>
      <FormSection title="Sources" about="Which sources keep these hours. One that keeps none counts as always open.">
        <MultiSelect
          label="Sources that keep these hours"
          description="A source keeps one at a time: choosing it here takes it from the others."
          name="source_ids"
          searchable
          placeholder={draft.sourceIds.length === 0 ? "None yet" : ""}
          nothingFoundMessage="There is no such source."
          data={sources.map(({ id, label }) => ({ value: id, label }))}
          value={[...draft.sourceIds]}
          error={errors.source_ids}
          onChange={(sourceIds) => change({ sourceIds }, "source_ids")}
        />
      </FormSection>
      <FormFoot form={form} isNew={sheet === null} />
    </form>
  );
}
