import type { Folder } from "@beckon/protocol";
import { FOLDER_COUNT_LIMIT } from "@beckon/protocol/constants";
import { ActionIcon } from "@mantine/core";
import { IconAdjustmentsHorizontal, IconChevronDown, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type KeyboardEvent, useRef } from "react";
import { LoadFailure } from "../../application/message-pages.tsx";
import { useIsPhone } from "../../controls/use-is-phone.ts";
import { sourcesQuery } from "../../http/queries.ts";
import { useFoldersOpenPreference } from "../effects/preferences.ts";
import { useKeys } from "../keys.ts";
import { unreadMentionsQuery } from "../mentions/mention-queries.ts";
import { sayCount } from "./folder-members.decisions.ts";
import { folderCountsQuery, foldersQuery } from "./folder-queries.ts";
import "./folders.css";

interface FolderPaneProps {
  chosen: Folder | null;
  /** How many the list shows of the chosen one, when that is all of it: then nothing else is said of it. */
  listed: number | null;
  onChoose: (folderId: string | null) => void;
  onNew: () => void;
  onArrange: () => void;
}

/** The folders with their counts; folded, the one that is open. */
export function FolderPane({ chosen, listed, onChoose, onNew, onArrange }: FolderPaneProps) {
  const [open, setOpen] = useFoldersOpenPreference();
  const phone = useIsPhone();
  const choose = (folderId: string | null) => {
    onChoose(folderId);
    // There the folders take the place of what was chosen.
    if (phone) setOpen(false);
  };
  const folders = useQuery(foldersQuery);
  const { data: counts } = useQuery({
    ...folderCountsQuery,
    // Time alone puts threads into some.
    refetchInterval: folders.data?.some(({ conditions }) => conditions.silent_minutes !== undefined) ? 30_000 : false,
  });
  const { data: sources } = useQuery(sourcesQuery);
  const { data: mentions = 0 } = useQuery({ ...unreadMentionsQuery, select: ({ count }) => count });
  const list = useRef<HTMLUListElement>(null);
  useKeys({
    g: () => {
      setOpen(true);
      requestAnimationFrame(() => list.current?.querySelector<HTMLElement>("[aria-pressed=true]")?.focus());
    },
  });
  const hasQueue = sources?.some(({ mode }) => mode === "live_chat") ?? false;
  const shown = (folders.data ?? []).filter(
    ({ ready_made, conditions }) => !ready_made || !conditions.queued || hasQueue,
  );
  const countOf = ({ id }: Folder) => (id === chosen?.id && listed !== null ? listed : (counts?.get(id) ?? 0));
  const moveByArrow = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const entries = [...(list.current?.querySelectorAll<HTMLElement>("button, a") ?? [])];
    const focused = document.activeElement;
    const at = focused instanceof HTMLElement ? entries.indexOf(focused) : -1;
    entries[Math.min(entries.length - 1, Math.max(0, at + by))]?.focus();
  };
  return (
    <nav className="folders" aria-label="Folders">
      <header className="folders-head">
        <button type="button" className="folders-toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
          <IconChevronDown size={14} aria-hidden="true" />
          {open ? "Folders" : (chosen?.label ?? "All")}
          {!open && chosen !== null && <Count count={countOf(chosen)} />}
        </button>
        <ActionIcon
          className="folders-act"
          data-hint="Save this view as a folder"
          variant="subtle"
          color="gray"
          size="sm"
          aria-label="Save this view as a folder"
          onClick={onNew}
        >
          <IconPlus size={15} />
        </ActionIcon>
        <ActionIcon
          className="folders-act"
          data-hint="Change folders"
          variant="subtle"
          color="gray"
          size="sm"
          aria-label="Change folders"
          onClick={onArrange}
        >
          <IconAdjustmentsHorizontal size={15} />
        </ActionIcon>
      </header>
      {open && folders.isError && <LoadFailure error={folders.error} onRetry={() => void folders.refetch()} />}
      {open && (
        <ul ref={list} className="folder-list" onKeyDown={moveByArrow}>
          <li>
            <button type="button" className="folder" aria-pressed={chosen === null} onClick={() => choose(null)}>
              <span className="truncated">All</span>
            </button>
          </li>
          {shown.map((folder, index) => (
            <li key={folder.id} data-begins={kindOf(folder) !== kindOf(shown[index - 1] ?? folder)}>
              <button
                type="button"
                className="folder"
                aria-pressed={folder.id === chosen?.id}
                onClick={() => choose(folder.id)}
              >
                <span className="truncated">{folder.label}</span> <Count count={countOf(folder)} />
              </button>
            </li>
          ))}
          <li data-begins="true">
            <Link to="/desk/mentions" className="folder">
              <span className="truncated">Mentions</span> <Count count={mentions} />
            </Link>
          </li>
        </ul>
      )}
    </nav>
  );
}

function kindOf({ ready_made, visibility }: Folder): "ready_made" | "shared" | "own" {
  return ready_made ? "ready_made" : visibility.kind === "own" ? "own" : "shared";
}

function Count({ count }: { count: number }) {
  return count === 0 ? null : <span className="folder-count">{sayCount(count, FOLDER_COUNT_LIMIT)}</span>;
}
