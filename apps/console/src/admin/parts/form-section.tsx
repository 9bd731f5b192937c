import { SegmentedControl } from "@mantine/core";
import { type ReactNode, useId } from "react";

export function FormSection({ title, about, children }: { title: string; about: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className="form-section" aria-labelledby={id}>
      <div className="form-about">
        <h2 id={id}>{title}</h2>
        <p>{about}</p>
      </div>
      <div className="form-fields">{children}</div>
    </section>
  );
}

interface ChoiceProps<Value extends string> {
  label: string;
  help?: string;
  value: Value;
  names: Record<Value, string>;
  onChange: (value: Value) => void;
}

/** One of a few, all of them in sight. */
export function Choice<Value extends string>({ label, help, value, names, onChange }: ChoiceProps<Value>) {
  const id = useId();
  const values = Object.keys(names) as Value[];
  return (
    <div className="choice">
      <p className="choice-label" id={id}>
        {label}
      </p>
      {help !== undefined && <p className="choice-help">{help}</p>}
      <SegmentedControl
        aria-labelledby={id}
        value={value}
        onChange={onChange}
        data={values.map((entry) => ({ value: entry, label: names[entry] }))}
      />
    </div>
  );
}
