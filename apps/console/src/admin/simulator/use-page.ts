import { useState } from "react";
import type { SimulatedPage } from "./simulate-visit.decisions.ts";

/** The page that is looked at: the visit's last one, until another is chosen. Another visit begins at its last again. */
export function usePage(pages: readonly SimulatedPage[], visitId: string) {
  const [chosen, setChosen] = useState<{ visitId: string; pageViewId: string } | null>(null);
  const wanted = chosen?.visitId === visitId ? chosen.pageViewId : null;
  const page = pages.find(({ pageViewId }) => pageViewId === wanted) ?? pages.at(-1) ?? null;
  const setPage = ({ pageViewId }: SimulatedPage) => setChosen({ visitId, pageViewId });
  return [page, setPage] as const;
}
