import { Button, CloseButton, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { FieldErrors } from "../parts/use-draft-form.ts";
import { type HolidayDraft, pathOfHoliday } from "./hours-draft.decisions.ts";

interface HolidayFieldsProps {
  holidays: readonly HolidayDraft[];
  errors: FieldErrors;
  onChange: (holidays: readonly HolidayDraft[], ...touched: string[]) => void;
}

/** Days on which it is closed. */
export function HolidayFields({ holidays, errors, onChange }: HolidayFieldsProps) {
  const add = () => {
    const key = Math.max(0, ...holidays.map((holiday) => holiday.key)) + 1;
    onChange([...holidays, { key, date: "", label: "" }]);
  };
  return (
    <>
      {holidays.length === 0 && <p className="week-closed">No holiday yet.</p>}
      {holidays.map((holiday, index) => {
        const path = pathOfHoliday(holiday);
        const change = (next: Partial<HolidayDraft>) =>
          onChange(
            holidays.map((each) => (each.key === holiday.key ? { ...each, ...next } : each)),
            path,
          );
        return (
          <div key={holiday.key} className="week-interval">
            <TextInput
              type="date"
              size="xs"
              aria-label={`Holiday ${index + 1}: day`}
              name={path}
              value={holiday.date}
              error={errors[path]}
              onChange={(event) => change({ date: event.currentTarget.value })}
            />
            <TextInput
              size="xs"
              aria-label={`Holiday ${index + 1}: name`}
              placeholder="Christmas"
              value={holiday.label}
              error={errors[path] !== undefined}
              onChange={(event) => change({ label: event.currentTarget.value })}
            />
            <CloseButton
              size="sm"
              aria-label={`Remove holiday ${index + 1}`}
              onClick={() =>
                onChange(
                  holidays.filter(({ key }) => key !== holiday.key),
                  path,
                )
              }
            />
          </div>
        );
      })}
      <Button
        className="week-add"
        size="compact-sm"
        variant="subtle"
        leftSection={<IconPlus size={14} />}
        onClick={add}
      >
        holiday
      </Button>
    </>
  );
}
