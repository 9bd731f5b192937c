import type { CustomField } from "@beckon/protocol";
import { MultiSelect, NativeSelect, TextInput } from "@mantine/core";

interface CustomInputProps {
  field: CustomField;
  name: string;
  value: string | readonly string[];
  error: string | undefined;
  /** The field's own, unless what stands before the input names it. */
  label?: string;
  onChange: (value: string | readonly string[]) => void;
}

/** The input of a custom field, by its type. */
export function CustomInput({ field, name, value, error, label, onChange }: CustomInputProps) {
  const { type, choices } = field;
  const named = label === undefined ? { label: field.label } : { "aria-label": label };
  const shared = { ...named, name, size: "xs", error } as const;
  if (type === "multiple_choice") {
    return (
      <MultiSelect
        {...shared}
        data={choices}
        value={typeof value === "string" ? [] : [...value]}
        clearable
        onChange={onChange}
      />
    );
  }
  const text = typeof value === "string" ? value : "";
  if (type === "single_choice" || type === "boolean") {
    const options =
      type === "boolean"
        ? [
            { value: "true", label: "Yes" },
            { value: "false", label: "No" },
          ]
        : choices;
    return (
      <NativeSelect
        {...shared}
        value={text}
        data={[{ value: "", label: "Not said" }, ...options]}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      {...shared}
      type={type === "date" ? "date" : "text"}
      inputMode={type === "number" ? "decimal" : undefined}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
