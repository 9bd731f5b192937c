import { parseVisitStore, type VisitStore } from "@beckon/targeting";

export type ReadVisit = { kind: "visit"; store: VisitStore } | { kind: "unreadable"; reason: string };

/** Recorded visitors who had drawn no lot get this one. */
const LOT = 0.5;

/** Reads what the debug toolbar's *Export visit* gave: a visit store as JSON. */
export function readVisit(text: string): ReadVisit {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: "unreadable", reason: "This is not JSON. Paste all of what “Export visit” gave." };
  }
  if (typeof value !== "object" || value === null || !("visit" in value)) {
    return { kind: "unreadable", reason: "There is no visit in this. Export one with the debug toolbar." };
  }
  const store = parseVisitStore(value, LOT);
  return store.visit === null
    ? { kind: "unreadable", reason: "No page of the visit can be read: it is empty, or of another version." }
    : { kind: "visit", store };
}
