import { Button, NativeSelect } from "@mantine/core";
import { IconDownload, IconPencil, IconPlus, IconTrash, IconUpload } from "@tabler/icons-react";
import { useState } from "react";
import { RowButton } from "../parts/row-button.tsx";
import { downloadVisit } from "./download-visit.ts";
import { exampleVisits } from "./example-visits.ts";
import { draftOfStore } from "./visit-draft.decisions.ts";
import { VisitEditor } from "./visit-editor.tsx";
import { VisitImport } from "./visit-import.tsx";
import { forgetVisit, type KnownVisit, keepVisit, useVisits, visitOfDraft } from "./visit-library.ts";

type Panel = "none" | "import" | "edit";

export interface VisitChoiceState {
  visits: readonly KnownVisit[];
  visit: KnownVisit | null;
  choose: (id: string) => void;
  panel: Panel;
  setPanel: (panel: Panel) => void;
}

/** Which visit triggers are tried on; the first example until another one is chosen. */
export function useVisitChoice(): VisitChoiceState {
  const visits = useVisits();
  const [chosen, choose] = useState("");
  const [panel, setPanel] = useState<Panel>("none");
  const visit = visits.find(({ id }) => id === chosen) ?? visits[0] ?? null;
  return { visits, visit, choose, panel, setPanel };
}

const originNames = { example: "Examples", recorded: "Recorded", made: "Made by hand" };

export function VisitChoice({ choice }: { choice: VisitChoiceState }) {
  const { visits, visit, choose, panel, setPanel } = choice;
  const groups = (["made", "recorded", "example"] as const)
    .map((origin) => ({
      group: originNames[origin],
      items: visits.filter((entry) => entry.origin === origin).map(({ id, name }) => ({ value: id, label: name })),
    }))
    .filter(({ items }) => items.length > 0);
  const toggle = (wanted: Panel) => setPanel(panel === wanted ? "none" : wanted);
  const keep = (next: KnownVisit) => {
    keepVisit(next);
    choose(next.id);
  };
  /** Visits made by hand are changed in place; of any other one a copy is. */
  const edit = () => {
    if (visit !== null && visit.origin !== "made" && panel !== "edit") {
      const draft = visit.draft ?? draftOfStore(visit.store, visit.name);
      keep(visitOfDraft(crypto.randomUUID(), { ...draft, name: `${visit.name} (changed)` }));
    }
    toggle("edit");
  };
  const make = () => {
    const [example] = exampleVisits;
    if (example === undefined) return;
    const pages = example.pages.slice(0, 1).map((page) => ({ ...page, values: [] }));
    keep(visitOfDraft(crypto.randomUUID(), { ...example, name: "my visit", pages }));
    setPanel("edit");
  };
  return (
    <>
      <div className="visit-choice">
        <NativeSelect
          label="Visit"
          value={visit?.id ?? ""}
          data={groups}
          onChange={(event) => {
            choose(event.currentTarget.value);
            setPanel("none");
          }}
        />
        <div className="visit-buttons">
          <Button
            variant="default"
            leftSection={<IconPencil size={15} />}
            aria-expanded={panel === "edit"}
            disabled={visit === null}
            onClick={edit}
          >
            {visit?.origin === "made" ? "Change" : "Change a copy"}
          </Button>
          <Button variant="default" leftSection={<IconPlus size={15} />} onClick={make}>
            Build by hand
          </Button>
          <Button
            variant="default"
            leftSection={<IconUpload size={15} />}
            aria-expanded={panel === "import"}
            onClick={() => toggle("import")}
          >
            Import
          </Button>
          {visit !== null && (
            <RowButton label={`Export ${visit.name}`} hint="Export as JSON" onClick={() => downloadVisit(visit)}>
              <IconDownload size={16} />
            </RowButton>
          )}
          {visit !== null && visit.origin !== "example" && (
            <RowButton label={`Remove ${visit.name}`} hint="Remove from here" onClick={() => forgetVisit(visit.id)}>
              <IconTrash size={16} />
            </RowButton>
          )}
        </div>
      </div>
      {panel === "import" && (
        <VisitImport
          onVisit={(name, store) => {
            keep({ id: crypto.randomUUID(), name, origin: "recorded", store, draft: null });
            setPanel("none");
          }}
        />
      )}
      {panel === "edit" && visit?.origin === "made" && visit.draft !== null && (
        <VisitEditor
          key={visit.id}
          draft={visit.draft}
          onChange={(draft) => keepVisit(visitOfDraft(visit.id, draft))}
          onClose={() => setPanel("none")}
        />
      )}
    </>
  );
}
