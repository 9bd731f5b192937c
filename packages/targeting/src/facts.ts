import { currentVisit, type PageViewRecord, type Visit, type VisitStore } from "./visit-store.ts";

/** The visitor's clock, read by the caller. */
export interface Moment {
  readonly atMs: number;
  /** East positive: `-new Date().getTimezoneOffset()`. */
  readonly utcOffsetMinutes: number;
}

/** What conditions see from one page view: it, those that started before it, and the visit. */
export interface Facts {
  readonly store: VisitStore;
  readonly visit: Visit;
  /** Place of the current page view in `visit.pageViews`; what stands after it is no history of this page. */
  readonly current: number;
  readonly pageView: PageViewRecord;
}

/**
 * Null when the store does not hold this page view any longer: the visit has ended, the store was reset, or so many
 * pages were seen in other tabs that it was dropped. The page then starts a new page view.
 */
export const factsAt = (store: VisitStore, pageViewId: string, atMs: number): Facts | null => {
  const visit = currentVisit(store, atMs);
  const current = visit ? visit.pageViews.findIndex((view) => view.id === pageViewId) : -1;
  const pageView = visit?.pageViews[current];
  return visit && pageView ? { store, visit, current, pageView } : null;
};

/** Which page view of the visit, from 1, the one at this place is; those that the bound dropped are counted. */
export const ordinalOf = ({ pageViewCount, pageViews }: Visit, index: number): number =>
  index === 0 ? 1 : pageViewCount - pageViews.length + index + 1;
