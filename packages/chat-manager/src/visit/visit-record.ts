import {
  applyOperation,
  factsAt,
  type PageViewRecord,
  parseVisitStore,
  type VisitOperation,
  type VisitStore,
} from "@beckon/targeting";
import { source } from "../source.ts";
import { writeJson } from "./write-json.ts";

/** More than so many lazy operations are not held back. */
const PENDING_BOUND = 20;
/** For so long another tab may still read the storage as it was before this one wrote. */
const STALE_LIMIT_MS = 10_000;
/** Applying these again changes nothing. */
const REPEATABLE = /^(page_view|trigger|item|offer|auto)/;

type WithoutPlace<Operation> = Operation extends unknown ? Omit<Operation, "atMs" | "pageViewId"> : never;
/** An operation that happens now, on the current page view. */
export type RecordedHere = WithoutPlace<VisitOperation>;

const keyOf = (): string => `beckon:${source.source_token}:visit`;
const fresh = (): VisitStore => parseVisitStore(null, Math.random());

let pending: VisitOperation[] = [];
/** Repeatable ones of late, written or not. */
let recent: VisitOperation[] = [];
/** This page's view, as this tab last wrote it. */
let written = "";
/** The storage held something else of it when last read. */
let isLost = false;
let isDurable = true;
let isWriteAsked = false;

/** What all tabs have recorded and what this one is about to: the memory is ahead of the storage. */
export let store = fresh();
export let pageViewId = "";
export let isRecording = true;

/** Storage that is blocked or full is given up for this page: the visit then lives in memory. */
const attempt = (step: () => void): void => {
  try {
    if (isDurable) step();
  } catch {
    isDurable = false;
  }
};

const parse = (text: string | null): unknown => {
  try {
    return JSON.parse(String(text));
  } catch {
    // Edited by somebody else: as if there were none.
  }
};

const ownView = ({ visit }: VisitStore): PageViewRecord | undefined =>
  visit?.pageViews.find(({ id }) => id === pageViewId);

/**
 * Takes in what other tabs have written, and puts back what they have overwritten: a lock orders the tabs' turns, but a
 * tab in another process may see the storage a moment late. A page view is its own tab's alone, so memory wins.
 */
export const reloadVisit = (): void =>
  attempt(() => {
    const own = ownView(store);
    let reloaded = parseVisitStore(parse(localStorage.getItem(keyOf())), store.lot);
    const stored = ownView(reloaded);
    recent = recent.filter(({ atMs }) => Date.now() - atMs < STALE_LIMIT_MS);
    for (const operation of [...(reloaded.visit ? recent : []), ...pending]) {
      reloaded = applyOperation(reloaded, operation);
    }
    const { visit } = reloaded;
    const view = ownView(reloaded);
    isLost = !!view && writeJson(stored) !== written;
    // Its start is as the order of the page views has it.
    const kept = own && view && { ...own, startedAtMs: view.startedAtMs };
    store =
      kept && visit
        ? { ...reloaded, visit: { ...visit, pageViews: visit.pageViews.map((one) => (one === view ? kept : one)) } }
        : reloaded;
    if (isLost) askToWrite();
  });

/** Read, apply, write. Without waiting for other tabs when called directly: for a page that is being left. */
export const writeVisit = (): void => {
  isWriteAsked = false;
  if (!pending[0] && !isLost) return;
  reloadVisit();
  attempt(() => localStorage.setItem(keyOf(), writeJson(store)));
  written = writeJson(ownView(store));
  pending = [];
  isLost = false;
};

const askToWrite = (): void => {
  if (isWriteAsked) return;
  isWriteAsked = true;
  (navigator.locks?.request(keyOf(), writeVisit) ?? Promise.reject()).catch(writeVisit);
};

/**
 * In memory at once; in storage soon, one tab after the other where the browser has Web Locks. `lazily`: with the next
 * thing that is written, or when the page is left.
 */
export const record = (told: RecordedHere, lazily?: boolean): void => {
  if (!isRecording) return;
  const operation = { ...told, atMs: Date.now(), pageViewId } as VisitOperation;
  store = applyOperation(store, operation);
  // Of the visitor's signs of life in a row, the last one says it all.
  if (told.kind === "activity" && pending.at(-1)?.kind === "activity") pending.pop();
  pending.push(operation);
  if (REPEATABLE.test(told.kind)) recent.push(operation);
  if (!lazily || pending.length >= PENDING_BOUND) askToWrite();
};

/** Whatever is recorded from now on happens on this page view. */
export const setPageView = (id: string): void => {
  pageViewId = id;
};

export const currentPageView = (): PageViewRecord | undefined => factsAt(store, pageViewId, Date.now())?.pageView;

/** Without: nothing stays in the browser, and what happens is forgotten. */
export const setRecording = (wanted: boolean): void => {
  isRecording = wanted;
  pending = [];
  recent = [];
  store = fresh();
  if (wanted) reloadVisit();
  else attempt(() => localStorage.removeItem(keyOf()));
};
