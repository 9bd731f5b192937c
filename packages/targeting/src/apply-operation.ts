import type { ValueChanges, VisitOperation } from "./visit-operation.ts";
import {
  currentVisit,
  freshPageView,
  freshVisit,
  LIST_BOUND,
  PAGE_VIEW_BOUND,
  type PageViewRecord,
  type SeenValue,
  type SeenValues,
  TEXT_BOUND,
  type Visit,
  type VisitStore,
} from "./visit-store.ts";

/** A copy that is still being written. */
type Draft<Shape> = { -readonly [Name in keyof Shape]: Shape[Name] };

const withId = (ids: readonly string[], id: string): readonly string[] =>
  ids.includes(id) ? ids : [...ids.slice(1 - LIST_BOUND), id];

/** The values with the changes in them, within the bounds. */
const mergeValues = (values: SeenValues, changes: ValueChanges): SeenValues =>
  Object.fromEntries(
    Object.entries<SeenValue | null>({ ...values, ...changes })
      .filter((entry): entry is [string, SeenValue] => typeof entry[1] !== "object")
      .slice(0, LIST_BOUND)
      .map(([name, value]) => [name, typeof value === "string" ? value.slice(0, TEXT_BOUND) : value]),
  );

/** The time on the page is counted up to now; only the foreground counts. */
const countTime = (view: Draft<PageViewRecord>, atMs: number, visible: boolean): void => {
  if (view.visible) view.visibleMs += Math.max(0, atMs - view.countedAtMs);
  if (view.visible || visible) view.countedAtMs = atMs;
  if (visible) view.activeAtMs = atMs;
  view.visible = visible;
};

/**
 * The store after the operation. Never throws, and never edits what it is given. Without a visit that goes on it is the
 * very same object; what is said of a page view is dropped when the store does not hold it (see `factsAt`).
 */
export const applyOperation = (store: VisitStore, operation: VisitOperation): VisitStore => {
  const { kind, atMs } = operation;
  if (kind === "automatic_message_sent")
    return { ...store, sentAutomaticMessageIds: withId(store.sentAutomaticMessageIds, operation.automaticMessageId) };
  const id = "pageViewId" in operation ? operation.pageViewId : "";
  const going = currentVisit(store, atMs);
  const begins = kind === "page_view_started";
  if (begins ? going?.pageViews.some((one) => one.id === id) : !going) return store;
  const visit: Draft<Visit> = { ...(going ?? freshVisit(atMs)) };
  let changes = "values" in operation ? operation.values : {};
  if (begins) {
    const latest = visit.pageViews.at(-1);
    // A clock that is behind another tab's, or was set back, does not change the order of arrival.
    const view = freshPageView(id, Math.max(atMs, latest?.startedAtMs ?? 0), operation.utcOffsetMinutes);
    visit.pageViewCount++;
    visit.pageViews = [...visit.pageViews, view].filter(
      (_, place, { length }) => place === 0 || place > length - PAGE_VIEW_BOUND,
    );
    // What the site said of the identity stays said.
    const { identity = null, signed_identity = null } = latest?.values ?? {};
    changes = { identity, signed_identity, ...changes };
  }
  // Without a page view that is held: one that nobody keeps.
  const view: Draft<PageViewRecord> = { ...(visit.pageViews.find((one) => one.id === id) ?? freshPageView("", 0, 0)) };
  view.values = mergeValues(view.values, changes);
  if (kind === "activity" || kind.startsWith("page")) {
    countTime(view, atMs, begins ? operation.visible : kind !== "page_hidden");
    visit.lastActivityAtMs = Math.max(visit.lastActivityAtMs, atMs);
  }
  switch (kind) {
    case "values_changed":
      if (changes.chat_shown === false) visit.chat = null;
      if (visit.chat && changes.chat_shown) visit.chat = { ...visit.chat, opened: changes.chat_opened === true };
      break;
    case "trigger_activated":
      view.activatedTriggerIds = withId(view.activatedTriggerIds, operation.triggerId);
      visit.activatedTriggerIds = withId(visit.activatedTriggerIds, operation.triggerId);
      if (operation.noOtherTrigger) visit.onlyTriggerId ||= operation.triggerId;
      break;
    case "trigger_executed":
      visit.executedTriggerIds = withId(visit.executedTriggerIds, operation.triggerId);
      break;
    case "item_dismissed":
      visit.dismissedItemIds = withId(visit.dismissedItemIds, operation.itemId);
      break;
    case "offer_counted":
      visit.counted = withId(visit.counted, operation.mark);
      break;
    case "chat_engaged":
      visit.chat = {
        afterPageViews: visit.pageViewCount,
        opened: true,
        triggerId: operation.triggerId ?? "",
        ...visit.chat,
        threadId: operation.threadId ?? "",
      };
  }
  visit.pageViews = visit.pageViews.map((one) => (one.id === id ? view : one));
  return {
    ...store,
    visitCount: store.visitCount + (going ? 0 : 1),
    hasHadIdentity: store.hasHadIdentity || changes.identity === true || changes.chat_shown === true,
    visit,
  };
};
