import type { VisitStore } from "@beckon/targeting";
import { Button, Textarea } from "@mantine/core";
import { type ChangeEvent, useId, useState } from "react";
import { readVisit } from "./read-visit.decisions.ts";

/** A recorded visit from a file or pasted. What cannot be read says why. */
export function VisitImport({ onVisit }: { onVisit: (name: string, store: VisitStore) => void }) {
  const fileId = useId();
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const read = (content: string, name: string) => {
    const answer = readVisit(content);
    if (answer.kind === "visit") onVisit(name, answer.store);
    else setProblem(answer.reason);
  };
  const takeFile = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.currentTarget.files?.[0];
    if (file !== undefined) read(await file.text(), file.name.replace(/\.json$/i, ""));
  };
  return (
    <div className="visit-panel">
      <p className="list-note">
        On the website, run <code>Beckon.debug.start()</code> in the browser’s console and choose “Export visit”. The
        visit stays in this tab; nothing is sent.
      </p>
      <div className="visit-file">
        <label htmlFor={fileId}>From a file</label>
        <input id={fileId} type="file" accept="application/json,.json" onChange={(event) => void takeFile(event)} />
      </div>
      <Textarea
        label="Or pasted"
        rows={5}
        spellCheck={false}
        classNames={{ input: "code-input" }}
        value={text}
        error={problem}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setProblem(null);
        }}
      />
      <div>
        <Button disabled={text.trim() === ""} onClick={() => read(text, "pasted visit")}>
          Use this visit
        </Button>
      </div>
    </div>
  );
}
