import { useEffect, useId, useRef, useState } from "react";
import type { CodeEditor, CodeLanguage } from "./code-editor.ts";

interface CodeFieldProps {
  label: string;
  language: CodeLanguage;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

/**
 * A code editor, loaded when the field is first shown. It lives in a shadow root: there its styles need no <style> in
 * the page, which a strict policy would refuse.
 */
export function CodeField({ label, language, value, error, onChange }: CodeFieldProps) {
  const labelId = useId();
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<CodeEditor | null>(null);
  const [failed, setFailed] = useState(false);
  const current = useRef({ value, onChange });
  current.current = { value, onChange };

  useEffect(() => {
    let cancelled = false;
    const place = host.current;
    if (place === null) return;
    import("./code-editor.ts")
      .then(({ openCodeEditor }) => {
        if (cancelled) return;
        editor.current = openCodeEditor(place, {
          label,
          language,
          value: current.current.value,
          onChange: (next) => current.current.onChange(next),
        });
      })
      .catch(() => setFailed(true));
    return () => {
      cancelled = true;
      editor.current?.close();
      editor.current = null;
    };
  }, [label, language]);

  useEffect(() => editor.current?.replace(value), [value]);

  return (
    <div className="code-field">
      <p className="code-label" id={labelId}>
        {label}
      </p>
      {failed ? (
        <textarea
          className="code-input code-plain"
          aria-labelledby={labelId}
          rows={12}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      ) : (
        <div ref={host} className="code-editor" data-bad={error !== undefined} />
      )}
      {error !== undefined && (
        <p className="sentence-error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
