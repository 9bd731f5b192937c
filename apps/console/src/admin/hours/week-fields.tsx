import type { Weekday } from "@beckon/protocol";
import { CloseButton, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { RowButton } from "../parts/row-button.tsx";
import type { FieldErrors } from "../parts/use-draft-form.ts";
import { dayNames } from "../triggers/trigger-words.decisions.ts";
import { type IntervalDraft, pathOfInterval, WEEKDAYS } from "./hours-draft.decisions.ts";

interface WeekFieldsProps {
  intervals: readonly IntervalDraft[];
  errors: FieldErrors;
  onChange: (intervals: readonly IntervalDraft[], ...touched: string[]) => void;
}

/** The week, day by day. */
export function WeekFields({ intervals, errors, onChange }: WeekFieldsProps) {
  const add = (day: Weekday) => {
    const key = Math.max(0, ...intervals.map((interval) => interval.key)) + 1;
    const last = intervals.findLast((interval) => interval.day === day);
    onChange([...intervals, { key, day, from: last?.to ?? "09:00", to: last === undefined ? "18:00" : "" }]);
  };
  return (
    <ul className="week">
      {WEEKDAYS.map((day) => {
        const ofDay = intervals.filter((interval) => interval.day === day);
        const name = dayNames[day] ?? day;
        return (
          <li key={day} className="week-day">
            <span className="week-name">{name}</span>
            <div className="week-intervals">
              {ofDay.length === 0 && <p className="week-closed">closed</p>}
              {ofDay.map((interval) => {
                const path = pathOfInterval(interval);
                const change = (next: Partial<IntervalDraft>) =>
                  onChange(
                    intervals.map((each) => (each.key === interval.key ? { ...each, ...next } : each)),
                    path,
                  );
                return (
                  <div key={interval.key} className="week-interval">
                    <TextInput
                      type="time"
                      size="xs"
                      aria-label={`${name} from`}
                      name={path}
                      value={interval.from}
                      error={errors[path]}
                      onChange={(event) => change({ from: event.currentTarget.value })}
                    />
                    <span className="week-to">to</span>
                    <TextInput
                      type="time"
                      size="xs"
                      aria-label={`${name} to`}
                      value={interval.to}
                      error={errors[path] !== undefined}
                      onChange={(event) => change({ to: event.currentTarget.value })}
                    />
                    <CloseButton
                      size="sm"
                      aria-label={`Remove ${name} ${interval.from} to ${interval.to}`}
                      onClick={() =>
                        onChange(
                          intervals.filter(({ key }) => key !== interval.key),
                          path,
                        )
                      }
                    />
                  </div>
                );
              })}
            </div>
            <RowButton label={`Add hours on ${name}`} hint="Add hours" onClick={() => add(day)}>
              <IconPlus size={16} />
            </RowButton>
          </li>
        );
      })}
    </ul>
  );
}
