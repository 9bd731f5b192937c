import type { AgentDraft, ThreadSummary } from "@beckon/protocol";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type MouseEvent, type Ref, useEffect, useImperativeHandle, useRef } from "react";
import { useNow } from "../../controls/use-now.ts";
import { draftsQuery } from "../../http/queries.ts";
import { ThreadRow } from "./thread-row.tsx";

export interface ThreadListHandle {
  /** Moves the focus by so many rows; from outside of the list to the opened thread, or the first. */
  moveFocus(by: number): void;
  focusThread(threadId: string): void;
}

interface ThreadListProps {
  ref: Ref<ThreadListHandle>;
  rows: readonly ThreadSummary[];
  /** Those of the rows that only stay until the pointer has left. */
  gone: ReadonlySet<string>;
  openedId: string | null;
  /** The last rows have come into view. */
  onEnd: () => void;
}

const ROW_HEIGHT = 68;

const draftsByThread = {
  ...draftsQuery,
  select: (drafts: readonly AgentDraft[]) =>
    new Map(drafts.map((draft) => [draft.thread_id, draft.reply || draft.note])),
};

export function ThreadList({ ref, rows, gone, openedId, onEnd }: ThreadListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const wantedFocus = useRef<string | null>(null);
  const nowMs = useNow(30_000);
  const navigate = useNavigate();
  const { data: drafts } = useQuery(draftsByThread);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
    // Until the list is measured: enough for the first picture to have its rows, and rather fewer than too many.
    initialRect: { width: 0, height: window.innerHeight / 2 },
  });
  const shown = virtualizer.getVirtualItems();

  const lastShown = shown.at(-1)?.index ?? -1;
  useEffect(() => {
    if (rows.length > 0 && lastShown >= rows.length - 10) onEnd();
  }, [lastShown, rows.length, onEnd]);

  const focusRow = (index: number) => {
    const row = rows[index];
    if (row === undefined) return;
    wantedFocus.current = row.id;
    virtualizer.scrollToIndex(index, { align: "auto" });
    focusWanted();
  };
  /** A row outside of the view is rendered only after the scroll: then this runs again. */
  const focusWanted = () => {
    const link = scroller.current?.querySelector<HTMLElement>(`[data-thread-id="${wantedFocus.current}"]`);
    if (!link) return;
    wantedFocus.current = null;
    link.focus({ preventScroll: true });
  };
  useEffect(() => {
    if (wantedFocus.current !== null) focusWanted();
  });

  const indexOf = (threadId: string | null | undefined) => rows.findIndex((row) => row.id === threadId);
  const moveFocus = (by: number) => {
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.threadId : undefined;
    const from = indexOf(focused ?? openedId);
    focusRow(from === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, from + by)));
  };
  useImperativeHandle(ref, () => ({ moveFocus, focusThread: (threadId) => focusRow(indexOf(threadId)) }));

  const moveByArrow = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    moveFocus(by);
  };

  const open = (event: MouseEvent) => {
    // With a key or another button it is the browser's to open: in a tab of its own, say.
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-thread-id]") : null;
    const threadId = row?.dataset.threadId;
    if (threadId === undefined) return;
    event.preventDefault();
    void navigate({ to: "/desk/threads/$threadId", params: { threadId } });
  };

  return (
    <div className="thread-list-scroller" ref={scroller}>
      {/* biome-ignore lint/a11y/useSemanticElements: rows are placed by themselves, which a ul's markers and gaps only disturb. */}
      <div
        className="thread-list"
        role="list"
        aria-label="Threads"
        style={{ height: virtualizer.getTotalSize() }}
        onKeyDown={moveByArrow}
        onClick={open}
      >
        {shown.map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            <ThreadRow
              key={row.id}
              thread={row}
              gone={gone.has(row.id)}
              opened={row.id === openedId}
              draft={drafts?.get(row.id) ?? null}
              top={item.start}
              height={ROW_HEIGHT}
              position={item.index + 1}
              count={rows.length}
              nowMs={nowMs}
            />
          );
        })}
      </div>
    </div>
  );
}
