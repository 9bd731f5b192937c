import { type UseMutationResult, useMutation } from "@tanstack/react-query";
import { type FormEvent, type RefObject, useEffect, useRef, useState } from "react";
import { RequestError } from "../../http/request.ts";

/** What is wrong, by the path of the field: `conditions.1.operator`. */
export type FieldErrors = Readonly<Record<string, string>>;

interface DraftFormOptions<Draft, Saved> {
  /** As stored, in the form's terms. */
  stored: Draft;
  /** How the form begins, when not as stored. */
  initial?: Draft;
  isDirty: (draft: Draft, stored: Draft) => boolean;
  findErrors: (draft: Draft) => FieldErrors;
  save: (draft: Draft) => Promise<Saved>;
  draftOf: (saved: Saved) => Draft;
  onSaved?: (saved: Saved, sent: Draft) => void;
  /** The form's field for a path in the server's answer; null when it has none, and the foot says it. */
  fieldOf?: (path: string) => string | null;
  /** Known to be wrong before anything is typed. */
  initialErrors?: FieldErrors;
}

export interface DraftForm<Draft> {
  draft: Draft;
  errors: FieldErrors;
  dirty: boolean;
  form: RefObject<HTMLFormElement | null>;
  saving: UseMutationResult<unknown, Error, Draft>;
  /** `touched`: paths whose errors no longer say anything; those beneath them go too. */
  change: (next: Draft, touched: readonly string[]) => void;
  undo: () => void;
  submit: (event?: FormEvent) => void;
}

/**
 * A form over one record: what is typed, what is wrong with it and where, and saving it. Ctrl S saves. A newer version
 * of the record that arrives meanwhile does not touch what is being typed.
 */
export function useDraftForm<Draft, Saved>(options: DraftFormOptions<Draft, Saved>): DraftForm<Draft> {
  const { stored, isDirty, findErrors, save, draftOf, onSaved, fieldOf } = options;
  const [draft, setDraft] = useState(options.initial ?? stored);
  const [errors, setErrors] = useState<FieldErrors>(options.initialErrors ?? {});
  const form = useRef<HTMLFormElement>(null);
  const dirty = isDirty(draft, stored);

  const showErrors = (found: FieldErrors) => {
    setErrors(found);
    const first = Object.keys(found)[0];
    const field = form.current?.querySelector<HTMLElement>(`[name="${CSS.escape(first ?? "")}"]`);
    field?.focus();
  };
  const saving = useMutation({
    mutationFn: save,
    onSuccess: (saved, sent) => {
      setDraft(draftOf(saved));
      onSaved?.(saved, sent);
    },
    onError: (error) => {
      if (!(error instanceof RequestError) || error.field === null) return;
      const field = fieldOf === undefined ? error.field : fieldOf(error.field);
      if (field !== null) showErrors({ [field]: error.message });
    },
  });

  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (saving.isPending) return;
    const found = findErrors(draft);
    if (Object.keys(found).length > 0) return showErrors(found);
    setErrors({});
    if (dirty) saving.mutate(draft);
  };
  useSaveKey(submit);

  return {
    draft,
    errors,
    dirty,
    form,
    saving,
    change(next, touched) {
      setDraft(next);
      setErrors((known) =>
        Object.fromEntries(
          Object.entries(known).filter(([path]) => !touched.some((one) => path === one || path.startsWith(`${one}.`))),
        ),
      );
      if (!saving.isPending) saving.reset();
    },
    undo() {
      setDraft(stored);
      setErrors(options.initialErrors ?? {});
      saving.reset();
    },
    submit,
  };
}

function useSaveKey(save: () => void): void {
  const current = useRef(save);
  current.current = save;
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      current.current();
    };
    window.addEventListener("keydown", hear);
    return () => window.removeEventListener("keydown", hear);
  }, []);
}
