import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { DraftForm } from "./use-draft-form.ts";
import "./dialogs.css";

interface SmallFormProps<Draft> {
  form: DraftForm<Draft>;
  /** What the button does that sends it. */
  action?: string;
  onCancel: () => void;
  /** Its fields. */
  children: ReactNode;
}

/** The form within a dialog: its fields, what the server says of none of them, and the two ways out. */
export function SmallForm<Draft>({ form, action = "Save", onCancel, children }: SmallFormProps<Draft>) {
  const { saving, errors } = form;
  return (
    <form ref={form.form} onSubmit={form.submit} noValidate className="small-form">
      {children}
      {saving.isError && Object.keys(errors).length === 0 && (
        <p className="form-error" role="alert">
          {saving.error.message}
        </p>
      )}
      <div className="dialog-foot">
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" loading={saving.isPending}>
          {action}
        </Button>
      </div>
    </form>
  );
}
