import { applyOperation, ordinalOf, type PageViewRecord, type Visit, type VisitStore } from "@beckon/targeting";

/** What the simulated triggers have left behind so far, instead of what was recorded. */
export interface Trace {
  activatedTriggerIds: readonly string[];
  onlyTriggerId: string;
}

export const noTrace: Trace = { activatedTriggerIds: [], onlyTriggerId: "" };

/**
 * The store as it was when the visitor had come to the page at `index`, at its start. What happened on later pages is
 * gone, and so is what triggers did then: the simulated ones decide anew. A page's values are those last seen on it.
 */
export function storeOnPage(store: VisitStore, visit: Visit, index: number, trace: Trace): VisitStore {
  const pageViewCount = ordinalOf(visit, index);
  const pageViews = visit.pageViews.slice(0, index + 1).map(
    (view, place): PageViewRecord => ({
      ...view,
      activatedTriggerIds: [],
      ...(place === index ? { visible: true, visibleMs: 0, countedAtMs: view.startedAtMs } : {}),
    }),
  );
  const startedAtMs = pageViews[index]?.startedAtMs ?? visit.startedAtMs;
  // The page on which the Chat engaged still decides without it; it continues on those after it.
  const chat = visit.chat !== null && pageViewCount > visit.chat.afterPageViews ? visit.chat : null;
  return {
    ...store,
    sentAutomaticMessageIds: [],
    visit: {
      ...visit,
      lastActivityAtMs: startedAtMs,
      pageViewCount,
      pageViews,
      activatedTriggerIds: trace.activatedTriggerIds,
      executedTriggerIds: [],
      onlyTriggerId: trace.onlyTriggerId,
      chat,
    },
  };
}

/** How long the visitor stayed on a page, as far as it was recorded: the time in the foreground. */
export function stayMs(visit: Visit, index: number): number {
  const view = visit.pageViews[index];
  if (view === undefined) return 0;
  const since = view.visible ? Math.max(0, visit.lastActivityAtMs - view.countedAtMs) : 0;
  const next = visit.pageViews[index + 1];
  return view.visibleMs + since || Math.max(0, (next?.startedAtMs ?? view.startedAtMs) - view.startedAtMs);
}

/** The store after a trigger was activated on a page, by the same operation that the website records. */
export function afterActivation(
  store: VisitStore,
  pageViewId: string,
  atMs: number,
  trigger: { id: string; after: { no_other_trigger: boolean } },
): VisitStore {
  return applyOperation(store, {
    kind: "trigger_activated",
    pageViewId,
    atMs,
    triggerId: trigger.id,
    noOtherTrigger: trigger.after.no_other_trigger,
  });
}
