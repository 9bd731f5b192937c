import type { ThreadFolder } from "@beckon/protocol";
import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useNavigate, useParams } from "@tanstack/react-router";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { LoadFailure } from "../../application/message-pages.tsx";
import { LateRows } from "../../application/page-skeleton.tsx";
import { useMe } from "../../application/session.ts";
import { useDesk, useThreadPages } from "../desk-provider.tsx";
import { useKeys } from "../keys.ts";
import { decideShown, type HeldOrder, holdOrder, selectThreads } from "../state/thread-list.decisions.ts";
import { MyTasks } from "../tasks/my-tasks.tsx";
import { EmptyList } from "./empty-list.tsx";
import { FolderChoice } from "./folder-choice.tsx";
import { SourceFilter } from "./source-filter.tsx";
import { ThreadList, type ThreadListHandle } from "./thread-list.tsx";
import "./thread-list.css";

interface ThreadListPaneProps {
  /** On a phone the list is the page. */
  isWholePage: boolean;
  /** What lies over the pane's edge. */
  children: ReactNode;
}

export function ThreadListPane({ isWholePage, children }: ThreadListPaneProps) {
  const [sourceId, setSourceId] = useState<string | null>(null);
  const [folder, setFolder] = useState<ThreadFolder | null>(null);
  const [text, setText] = useState("");
  const me = useMe();
  const summaries = useDesk((state) => state.summaries);
  const threads = useMemo(
    () => selectThreads(summaries, { sourceId, folder, userId: me.id, text }),
    [summaries, sourceId, folder, me.id, text],
  );
  const [held, setHeld] = useState<HeldOrder | null>(null);
  const { rows, waiting } = useMemo(() => decideShown(threads, held), [threads, held]);
  const pages = useThreadPages(sourceId, folder);
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
      <header className="thread-pane-head">
        <Heading className="thread-pane-title">Threads</Heading>
        <SourceFilter sourceId={sourceId} onChange={change(setSourceId)} />
        <FolderChoice folder={folder} onChange={change(setFolder)} />
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
          // The queue has an order of its own, in which nothing comes up.
          if (event.pointerType === "mouse" && folder !== "waiting") setHeld(holdOrder(threads));
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
          openedId={openedId}
          onEnd={() => {
            if (pages.hasNextPage && !pages.isFetching) void pages.fetchNextPage();
          }}
        />
        {rows.length === 0 && pages.isPending && <LateRows count={7} label="Loading threads" />}
        {rows.length === 0 && pages.isSuccess && (
          <EmptyList folder={folder} filtered={sourceId !== null || text !== ""} />
        )}
        {pages.isError && <LoadFailure error={pages.error} onRetry={() => void pages.refetch()} />}
      </div>
      {children}
    </Pane>
  );
}
