import { DAYS, type Operator, type ValueKind } from "@beckon/conditions";
import { NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { dayNames, unitOf } from "./trigger-words.decisions.ts";

interface ValueInputProps {
  criterion: string;
  kind: ValueKind;
  operator: Operator;
  name: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

/** What a condition compares with, by a control that fits the criterion's kind. */
export function ValueInput({ criterion, kind, operator, name, value, error, onChange }: ValueInputProps) {
  const shared = { size: "xs", className: "sentence-value", "aria-label": "Value", name, error } as const;
  switch (kind) {
    case "boolean":
    case "day":
    case "time":
      return (
        <NativeSelect
          {...shared}
          value={value}
          data={choices(kind, value)}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case "number":
      return (
        <NumberInput
          {...shared}
          hideControls
          value={value}
          suffix={unitOf(criterion) === "" ? "" : ` ${unitOf(criterion)}`}
          onChange={(next) => onChange(String(next))}
        />
      );
    case "string":
      return (
        <TextInput
          {...shared}
          description={listHint(operator, value)}
          inputWrapperOrder={["input", "description", "error"]}
          placeholder={placeholders[criterion] ?? ""}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}

const placeholders: Readonly<Record<string, string>> = {
  page_url: "https://… or a part of it",
  page_path: "/shop/",
  device: "desktop, tablet, phone",
  language: "en, en-GB",
};

/** Commas separate: said as soon as there is one. */
function listHint(operator: Operator, value: string): string | undefined {
  const count = value.split(",").filter((entry) => entry.trim() !== "").length;
  if (count < 2) return undefined;
  return operator.includes("not_") || operator === "is_not" ? `None of these ${count}` : `Any of these ${count}`;
}

const quarterHours = Array.from({ length: 96 }, (_, index) => {
  const minutes = index * 15;
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
});

function choices(kind: "boolean" | "day" | "time", value: string): { value: string; label: string }[] {
  const known =
    kind === "boolean"
      ? [
          { value: "true", label: "yes" },
          { value: "false", label: "no" },
        ]
      : kind === "day"
        ? DAYS.map((day) => ({ value: day, label: dayNames[day] ?? day }))
        : quarterHours.map((time) => ({ value: time, label: time }));
  // One that was written by hand through the API stays what it is.
  return known.some((choice) => choice.value === value) ? known : [{ value, label: value || "choose" }, ...known];
}
