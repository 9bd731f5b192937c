import { type RefObject, useEffect, useRef } from "react";

/** Brings a message into view and marks it, once; what is older than the transcript is loaded until it is there. */
export function useWantedLine(
  scroller: RefObject<HTMLElement | null>,
  wanted: number | null,
  contents: unknown,
  hasOlder: boolean,
  loadOlder: () => void,
): void {
  const shown = useRef<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked for anew whenever more is shown.
  useEffect(() => {
    const view = scroller.current;
    if (view === null || wanted === null || shown.current === wanted) return;
    const first = view.querySelector<HTMLElement>("[data-number]");
    if (first === null) return;
    const line = view.querySelector<HTMLElement>(`[data-number="${wanted}"]`);
    if (line === null) {
      if (hasOlder && wanted < Number(first.dataset.number)) loadOlder();
      return;
    }
    shown.current = wanted;
    for (const other of view.querySelectorAll("[data-found]")) other.removeAttribute("data-found");
    line.setAttribute("data-found", "true");
    line.scrollIntoView({ block: "center" });
  }, [scroller, wanted, contents, hasOlder, loadOlder]);
}
