import { parseVisitStore, type VisitStore } from "@beckon/targeting";
import { useSyncExternalStore } from "react";
import { exampleVisits } from "./example-visits.ts";
import { storeOfDraft, type VisitDraft } from "./visit-draft.decisions.ts";

/** A visit to try triggers on. One made by hand can be edited; a recorded one is as it came. */
export interface KnownVisit {
  id: string;
  name: string;
  origin: "example" | "recorded" | "made";
  store: VisitStore;
  draft: VisitDraft | null;
}

/** Recorded visits say what a person did: they stay in this tab, and go when it is closed. */
const KEY = "beckon:simulator:visits";
const listeners = new Set<() => void>();
let visits: readonly KnownVisit[] | null = null;

const localOffsetMinutes = (startsAt: string): number => {
  const offset = -new Date(startsAt).getTimezoneOffset();
  return Number.isNaN(offset) ? 0 : offset;
};

export function visitOfDraft(id: string, draft: VisitDraft, origin: "example" | "made" = "made"): KnownVisit {
  return { id, name: draft.name, origin, store: storeOfDraft(draft, localOffsetMinutes(draft.startsAt)), draft };
}

const examples = (): KnownVisit[] =>
  exampleVisits.map((draft, index) => visitOfDraft(`example-${index + 1}`, draft, "example"));

function readStored(): KnownVisit[] {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    // Written by `keep` alone; a store is read with care all the same, since its shape changes with versions.
    return (Array.isArray(stored) ? (stored as KnownVisit[]) : []).flatMap((visit) => {
      const store = parseVisitStore(visit.store, 0.5);
      return store.visit === null ? [] : [{ ...visit, store }];
    });
  } catch {
    return [];
  }
}

function snapshot(): readonly KnownVisit[] {
  visits ??= [...examples(), ...readStored()];
  return visits;
}

/** Adds a visit, or puts it in the place of the one with its id. */
export function keepVisit(visit: KnownVisit): void {
  const known = snapshot();
  change(
    known.some(({ id }) => id === visit.id)
      ? known.map((entry) => (entry.id === visit.id ? visit : entry))
      : [...known, visit],
  );
}

export function forgetVisit(id: string): void {
  change(snapshot().filter((visit) => visit.id !== id));
}

function change(next: readonly KnownVisit[]): void {
  visits = next;
  try {
    sessionStorage.setItem(KEY, JSON.stringify(next.filter(({ origin }) => origin !== "example")));
  } catch {
    // A full or blocked storage: then they last until the page is left.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useVisits(): readonly KnownVisit[] {
  return useSyncExternalStore(subscribe, snapshot);
}
