import { decideSoon } from "../decide-soon.ts";
import { hideItems } from "../items/items.ts";
import { tellCounts } from "../offer-counts.ts";
import { source } from "../source.ts";
import { record, reloadVisit, writeVisit } from "../visit/visit-record.ts";
import { fillIn, onAddressChanged, reread, startPageView } from "./page-view.ts";

const REREAD_AFTER_MS = 300;
const ACTIVITY_STEP_MS = 1_000;

let isRereadAsked = false;
let activeAtMs = 0;
let isVisible = !document.hidden;

const rereadSoon = (): void => {
  if (isRereadAsked) return;
  isRereadAsked = true;
  setTimeout(() => {
    isRereadAsked = false;
    reread();
  }, REREAD_AFTER_MS);
};

const onActivity = ({ timeStamp, type }: Event): void => {
  if (type !== "pointermove") rereadSoon();
  if (timeStamp - activeAtMs < ACTIVITY_STEP_MS) return;
  activeAtMs = timeStamp;
  record({ kind: "activity" }, true);
  decideSoon();
};

const takeInOtherTabs = (): void => {
  reloadVisit();
  hideItems(true);
  decideSoon();
};

/** What is not written when the page is left (closed, or put into the back/forward cache) is lost. */
const follow = (isShown: boolean): void => {
  if (isShown !== isVisible) record({ kind: isShown ? "page_shown" : "page_hidden" }, true);
  isVisible = isShown;
  if (!isShown) tellCounts();
  writeVisit();
  if (!isShown) return;
  takeInOtherTabs();
  reread();
};

/** `history.pushState` has no event. Whoever else wraps it, before or after, keeps working. */
const followPushState = (): void => {
  const { pushState } = history;
  history.pushState = (...parameters) => {
    Reflect.apply(pushState, history, parameters);
    onAddressChanged();
  };
  addEventListener("popstate", onAddressChanged);
};

/** Listens to what the page and its visitor do. At rest nothing runs. */
export const followPage = (): void => {
  for (const type of ["pointermove", "pointerdown", "keydown", "scroll", "input", "change"]) {
    addEventListener(type, onActivity, { passive: true, capture: true });
  }
  const hasFillings = source.custom_variables.some(({ read }) => read);
  new MutationObserver(rereadSoon).observe(hasFillings ? document : document.head, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: hasFillings,
  });
  addEventListener("hashchange", rereadSoon);
  addEventListener("storage", () => {
    if (document.hidden) reloadVisit();
    else takeInOtherTabs();
    rereadSoon();
  });
  document.documentElement.addEventListener("mouseleave", ({ clientY }) => clientY <= 0 && fillIn("exit_intent", true));
  document.addEventListener("visibilitychange", () => follow(!document.hidden));
  addEventListener("pagehide", () => follow(false));
  // Coming back from the back/forward cache is a page view like any other.
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    follow(!document.hidden);
    startPageView();
  });
  if (source.automatic_page_change) followPushState();
};
