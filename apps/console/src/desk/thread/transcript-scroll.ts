import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

/** Closer to the end than this counts as being at it. */
const END_SLACK_PX = 40;
/** Older messages are asked for before their place comes into view. */
const HISTORY_AHEAD_PX = 600;

interface TranscriptScroll {
  scroller: RefObject<HTMLDivElement | null>;
  atEnd: boolean;
  jumpToEnd(): void;
  /** The greatest message number whose end is in view; 0 when there is none. */
  visibleNumber(): number;
}

/**
 * Keeps the reader's place: at the end it follows what is added; elsewhere the line that was at the top of the view
 * stays there, whatever comes above or below. Lines are found by `data-anchor`, numbers by `data-number`.
 */
export function useTranscriptScroll(contents: unknown, onNearTop: () => void, onMoved: () => void): TranscriptScroll {
  const scroller = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const place = useRef<{ atEnd: boolean; anchor: { element: HTMLElement; top: number } | null; placed: boolean }>({
    atEnd: true,
    anchor: null,
    placed: false,
  });

  const keepPlace = useCallback(() => {
    const view = scroller.current;
    if (view === null) return;
    const { anchor } = place.current;
    if (place.current.atEnd) view.scrollTop = view.scrollHeight;
    else if (anchor?.element.isConnected) view.scrollTop += anchor.element.offsetTop - anchor.top;
    notePlace(view, place.current);
  }, []);

  // Runs after each change of contents, before the browser paints it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the contents are what it runs for.
  useLayoutEffect(() => {
    const view = scroller.current;
    if (view === null) return;
    if (!place.current.placed && view.querySelector("[data-number]") !== null) {
      place.current.placed = true;
      const line = view.querySelector<HTMLElement>(".line-unread");
      // Many new messages: the reader starts at the first of them.
      if (line !== null && view.scrollHeight - line.offsetTop > view.clientHeight) {
        view.scrollTop = line.offsetTop - 48;
        notePlace(view, place.current);
        setAtEnd(place.current.atEnd);
        return;
      }
    }
    keepPlace();
  }, [contents, keepPlace]);

  useEffect(() => {
    const view = scroller.current;
    if (view === null) return;
    const move = () => {
      notePlace(view, place.current);
      setAtEnd(place.current.atEnd);
      if (view.scrollTop < HISTORY_AHEAD_PX) onNearTop();
      onMoved();
    };
    const observer = new ResizeObserver(keepPlace);
    observer.observe(view);
    if (view.firstElementChild !== null) observer.observe(view.firstElementChild);
    view.addEventListener("scroll", move, { passive: true });
    move();
    return () => {
      observer.disconnect();
      view.removeEventListener("scroll", move);
    };
  }, [keepPlace, onNearTop, onMoved]);

  return {
    scroller,
    atEnd,
    jumpToEnd: () => {
      place.current.atEnd = true;
      setAtEnd(true);
      keepPlace();
    },
    visibleNumber: useCallback(() => {
      const view = scroller.current;
      if (view === null) return 0;
      const end = view.scrollTop + view.clientHeight + END_SLACK_PX;
      const lines = view.querySelectorAll<HTMLElement>("[data-number]");
      const last = findLast(lines, (line) => line.offsetTop + line.offsetHeight <= end);
      return Number(last?.dataset.number ?? 0);
    }, []),
  };
}

function notePlace(
  view: HTMLElement,
  place: { atEnd: boolean; anchor: { element: HTMLElement; top: number } | null },
): void {
  place.atEnd = view.scrollHeight - view.scrollTop - view.clientHeight <= END_SLACK_PX;
  const lines = view.querySelectorAll<HTMLElement>("[data-anchor]");
  const above = findLast(lines, (line) => line.offsetTop <= view.scrollTop);
  const element = above ?? lines[0];
  place.anchor = element === undefined ? null : { element, top: element.offsetTop };
}

/** The last line for which the test holds, of lines for which it holds up to some line and then no more. */
function findLast(lines: NodeListOf<HTMLElement>, test: (line: HTMLElement) => boolean): HTMLElement | undefined {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const line = lines[middle];
    if (line !== undefined && test(line)) low = middle + 1;
    else high = middle;
  }
  return lines[low - 1];
}
