import type { ThreadFolder } from "@beckon/protocol";
import { useQuery } from "@tanstack/react-query";
import { useMe } from "../../application/session.ts";
import { sourcesQuery } from "../../http/queries.ts";
import { useDesk } from "../desk-provider.tsx";
import { isInFolder } from "../state/thread-list.decisions.ts";

interface FolderChoiceProps {
  folder: ThreadFolder | null;
  onChange: (folder: ThreadFolder | null) => void;
}

const folders = [
  [null, "All"],
  ["waiting", "Waiting"],
  ["mine", "Mine"],
] as const;

/** Absent where nothing is ever waiting: without a source in live chat mode. */
export function FolderChoice({ folder, onChange }: FolderChoiceProps) {
  const me = useMe();
  const { data: sources } = useQuery(sourcesQuery);
  const count = (wanted: ThreadFolder) => {
    // Of what is loaded, which is the newest; the folder itself shows all.
    return (summaries: ReadonlyMap<string, Parameters<typeof isInFolder>[0]>) =>
      [...summaries.values()].filter((summary) => isInFolder(summary, wanted, me.id)).length;
  };
  const waiting = useDesk((state) => count("waiting")(state.summaries));
  const mine = useDesk((state) => count("mine")(state.summaries));
  if (!sources?.some(({ mode }) => mode === "live_chat")) return null;
  const counts = { waiting, mine };
  return (
    <fieldset className="folder-choice" aria-label="Folder">
      {folders.map(([value, label]) => (
        <button key={label} type="button" aria-pressed={folder === value} onClick={() => onChange(value)}>
          {label}
          {value !== null && counts[value] > 0 && <span className="folder-count"> {counts[value]}</span>}
        </button>
      ))}
    </fieldset>
  );
}
