import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useNavigate, useParams } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useMemo, useRef, useState } from "react";
import { LoadFailure } from "../../application/message-pages.tsx";
import { LateRows } from "../../application/page-skeleton.tsx";
import { useDesk, useThreadPages } from "../desk-provider.tsx";
import { freshFolder } from "../folders/folder-draft.decisions.ts";
import type { ListedPage } from "../folders/folder-members.decisions.ts";
import { FolderPane } from "../folders/folder-pane.tsx";
import { useChosenFolder } from "../folders/use-chosen-folder.ts";
import { useFolderMembers } from "../folders/use-folder-members.ts";
import { useKeys } from "../keys.ts";
import {
  decideShown,
  type HeldOrder,
  holdOrder,
  type ListOrder,
  selectThreads,
} from "../state/thread-list.decisions.ts";
import { MyTasks } from "../tasks/my-tasks.tsx";
import { EmptyList } from "./empty-list.tsx";
import { SourceFilter } from "./source-filter.tsx";
import { ThreadList, type ThreadListHandle } from "./thread-list.tsx";
import "./thread-list.css";

/** Not needed before somebody wants to change a folder. */
const FolderDialog = lazy(async () => ({ default: (await import("../folders/folder-dialog.tsx")).FolderDialog }));
const FoldersDialog = lazy(async () => ({ default: (await import("../folders/folders-dialog.tsx")).FoldersDialog }));
const noPages: readonly ListedPage[] = [];

interface ThreadListPaneProps {
  /** On a phone the list is the page. */
  isWholePage: boolean;
  /** What lies over the pane's edge. */
  children: ReactNode;
}

export function ThreadListPane({ isWholePage, children }: ThreadListPaneProps) {
  const [sourceId, setSourceId] = useState<string | null>(null);
  const { folder, isKnown, choose: chooseFolder } = useChosenFolder();
  const [text, setText] = useState("");
  const [dialog, setDialog] = useState<"new" | "arrange" | null>(null);
  const summaries = useDesk((state) => state.summaries);
  const pages = useThreadPages(sourceId, folder);
  const members = useFolderMembers(folder, pages.data?.pages ?? noPages);
  const order: ListOrder = folder?.conditions.queued ? "queue" : (folder?.sorting ?? "newest");
  const threads = useMemo(
    () => (isKnown ? selectThreads(summaries, { sourceId, members, order, text }) : []),
    [isKnown, summaries, sourceId, members, order, text],
  );
  const [held, setHeld] = useState<HeldOrder | null>(null);
  const { rows, waiting, gone } = useMemo(
    () => decideShown(threads, held, order, summaries),
    [threads, held, order, summaries],
  );
  const isWhole = members !== null && sourceId === null && pages.isSuccess && !pages.hasNextPage;
  const openedId = useParams({ strict: false }).threadId ?? null;
  const navigate = useNavigate();
  const list = useRef<ThreadListHandle>(null);
  const search = useRef<HTMLInputElement>(null);

  const leaveThread = () => {
    if (openedId === null) return;
    list.current?.focusThread(openedId);
    void navigate({ to: "/desk" });
  };
  useKeys({
    j: () => list.current?.moveFocus(1),
    k: () => list.current?.moveFocus(-1),
    "/": () => search.current?.focus(),
    Escape: leaveThread,
  });

  const change = <Value,>(set: (value: Value) => void) => {
    // What the agent asks for is shown at once, whatever was held.
    return (value: Value) => {
      setHeld(null);
      set(value);
    };
  };

  const Pane = isWholePage ? "main" : "section";
  const Heading = isWholePage ? "h1" : "h2";
  return (
    <Pane className="thread-pane" aria-label="Threads">
      <MyTasks openedId={openedId} />
      <FolderPane
        chosen={folder}
        listed={isWhole ? [...members].filter((id) => summaries.has(id)).length : null}
        onChoose={change(chooseFolder)}
        onNew={() => setDialog("new")}
        onArrange={() => setDialog("arrange")}
      />
      <header className="thread-pane-head">
        <Heading className="thread-pane-title truncated">{folder?.label ?? "Threads"}</Heading>
        <SourceFilter sourceId={sourceId} onChange={change(setSourceId)} />
        <TextInput
          ref={search}
          className="thread-pane-search"
          type="search"
          size="xs"
          aria-label="Find in the list"
          placeholder="Name, e-mail or words"
          leftSection={<IconSearch size={14} />}
          value={text}
          onChange={(event) => change(setText)(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") event.currentTarget.blur();
            if (event.key === "ArrowDown" || event.key === "Enter") list.current?.moveFocus(1);
          }}
        />
      </header>
      <div
        className="thread-pane-body"
        onPointerEnter={(event) => {
          if (event.pointerType === "mouse") setHeld(holdOrder(threads));
        }}
        onPointerLeave={() => setHeld(null)}
      >
        {waiting > 0 && (
          <button type="button" className="thread-pane-waiting" onClick={() => setHeld(holdOrder(threads))}>
            {waiting} new
          </button>
        )}
        <ThreadList
          ref={list}
          rows={rows}
          gone={gone}
          openedId={openedId}
          onEnd={() => {
            if (pages.hasNextPage && !pages.isFetching) void pages.fetchNextPage();
          }}
        />
        {rows.length === 0 && (pages.isPending || !isKnown) && <LateRows count={7} label="Loading threads" />}
        {rows.length === 0 && pages.isSuccess && isKnown && (
          <EmptyList folder={folder} filtered={sourceId !== null || text !== ""} />
        )}
        {pages.isError && <LoadFailure error={pages.error} onRetry={() => void pages.refetch()} />}
      </div>
      {children}
      <Suspense>
        {dialog === "new" && (
          <FolderDialog
            folder={freshFolder(folder, sourceId)}
            onClose={() => setDialog(null)}
            onSaved={(saved) => chooseFolder(saved.id)}
          />
        )}
        {dialog === "arrange" && <FoldersDialog onClose={() => setDialog(null)} />}
      </Suspense>
    </Pane>
  );
}
