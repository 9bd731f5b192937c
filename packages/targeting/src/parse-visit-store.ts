import { freshPageView, freshVisit, freshVisitStore, VERSION, type VisitStore } from "./visit-store.ts";

const SAMPLE = {
  ...freshVisitStore(0),
  visit: {
    ...freshVisit(0),
    pageViews: [freshPageView("", 0, 0)],
    chat: { afterPageViews: 0, opened: true, threadId: "", triggerId: "" },
  },
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => Object(value) === value;

/**
 * What the sample has, the value has too, of the same type, or null for a visit or chat that there is not. An empty list
 * in the sample is one of texts, an empty object one of plain values.
 */
const isLike = (value: unknown, sample: unknown): boolean => {
  if (!isObject(sample) || !isObject(value)) return typeof value === typeof sample && !isObject(sample);
  if (Array.isArray(sample)) return Array.isArray(value) && value.every((entry) => isLike(entry, sample[0] ?? ""));
  const fields = Object.entries(sample);
  return fields[0]
    ? fields.every(([name, like]) => (/^(visit|chat)$/.test(name) && value[name] === null) || isLike(value[name], like))
    : !Object.values(value).some(isObject);
};

/** Stores from before offers were counted lack the list; the visitor is none the newer for it. */
const completed = (stored: unknown): unknown =>
  isObject(stored) && isObject(stored.visit) ? { ...stored, visit: { counted: [], ...stored.visit } } : stored;

/**
 * The stored value as a store. One that is not of this version and shape in any place, or none, gives a fresh one; its
 * numbers and texts are taken as they are, since nothing but the shape is relied upon. `lot` is a new random number,
 * 0 ≤ lot < 1, for a visitor who has none yet.
 */
export const parseVisitStore = (stored: unknown, lot: number): VisitStore => {
  const store = completed(stored);
  return isLike(store, SAMPLE) && (store as VisitStore).version === VERSION
    ? (store as VisitStore)
    : freshVisitStore(lot);
};
