import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { UnsavedChangesGuard } from "./unsaved-changes-guard.tsx";
import type { DraftForm } from "./use-draft-form.ts";

interface FormFootProps<Draft> {
  form: Pick<DraftForm<Draft>, "dirty" | "saving" | "undo" | "errors">;
  /** A record that is not stored yet may be saved as it stands. */
  isNew?: boolean;
  /** Beside the state: what else can be done with the record. */
  children?: ReactNode;
}

/** Says quietly how things stand, and saves. */
export function FormFoot<Draft>({
  form: { dirty, saving, undo, errors },
  isNew = false,
  children,
}: FormFootProps<Draft>) {
  const wrong = Object.keys(errors).length;
  // What is said at a field is not said twice.
  const state =
    dirty && wrong > 0
      ? `Look at ${wrong === 1 ? "one field" : `${wrong} fields`}`
      : saving.isError
        ? saving.error.message
        : saving.isSuccess && !dirty
          ? "Saved"
          : dirty && !isNew
            ? "Unsaved changes"
            : "";
  return (
    <>
      <div className="form-foot">
        <p className="form-state" role="status" data-bad={saving.isError || (dirty && wrong > 0)}>
          {state}
        </p>
        {children}
        {!isNew && (
          <Button variant="default" disabled={!dirty || saving.isPending} onClick={undo}>
            Undo changes
          </Button>
        )}
        <Button type="submit" disabled={!dirty} loading={saving.isPending}>
          Save
        </Button>
      </div>
      <UnsavedChangesGuard dirty={dirty} />
    </>
  );
}
