import { type Decision, ordinalOf, type TriggerReport, type TriggerTerms, type VisitStore } from "@beckon/targeting";
import { judgePage, type Setting } from "./judge-page.decisions.ts";
import { afterActivation, noTrace, stayMs, storeOnPage, type Trace } from "./replay.decisions.ts";

/** A trigger whose turn came, so long after the page was entered. */
export interface Taken {
  trigger: TriggerTerms;
  afterMs: number;
  /** The visitor is of the share that is never offered it. */
  heldOut: boolean;
}

export interface SimulatedPage {
  pageViewId: string;
  /** Which page view of the visit, from 1. */
  ordinal: number;
  url: string;
  title: string;
  startedAtMs: number;
  utcOffsetMinutes: number;
  stayMs: number;
  taken: readonly Taken[];
  /** What was decided before the configured triggers had a turn; null when they had one. */
  instead: Exclude<Decision["kind"], "activate" | "hold_out" | "nothing"> | null;
  /** As at the end of the visitor's stay. */
  reports: readonly TriggerReport[];
}

/** On one page triggers are taken and time is waited for at most so often: a bound for visits that nobody made. */
const STEPS_A_PAGE = 200;

/**
 * Plays a visit page by page as the website would decide it with these triggers: at the start of each page, and at each
 * moment of the stay at which time alone may change the answer. Activations carry over to the later pages.
 */
export function simulateVisit(store: VisitStore, setting: Setting): readonly SimulatedPage[] {
  const { visit } = store;
  if (visit === null) return [];
  const pages: SimulatedPage[] = [];
  let trace: Trace = noTrace;
  for (const [index, view] of visit.pageViews.entries()) {
    const stay = stayMs(visit, index);
    const endMs = view.startedAtMs + stay;
    let current = storeOnPage(store, visit, index, trace);
    let atMs = view.startedAtMs;
    const taken: Taken[] = [];
    let instead: SimulatedPage["instead"] = null;
    for (let step = 0; step < STEPS_A_PAGE; step += 1) {
      const judgement = judgePage(current, view.id, { atMs, utcOffsetMinutes: view.utcOffsetMinutes }, setting);
      if (judgement === null) break;
      const { decision, nextAtMs } = judgement;
      if (decision.kind === "activate" || decision.kind === "hold_out") {
        const { trigger } = decision;
        const heldOut = decision.kind === "hold_out";
        taken.push({ trigger, afterMs: atMs - view.startedAtMs, heldOut });
        current = afterActivation(current, view.id, atMs, trigger);
        continue;
      }
      if (decision.kind !== "nothing") instead = decision.kind;
      if (nextAtMs === null || nextAtMs > endMs) break;
      atMs = nextAtMs;
    }
    trace = current.visit ?? trace;
    const end = { atMs: endMs, utcOffsetMinutes: view.utcOffsetMinutes };
    pages.push({
      pageViewId: view.id,
      ordinal: ordinalOf(visit, index),
      url: String(view.values.page_url ?? ""),
      title: String(view.values.page_title ?? ""),
      startedAtMs: view.startedAtMs,
      utcOffsetMinutes: view.utcOffsetMinutes,
      stayMs: stay,
      taken,
      instead,
      reports: judgePage(current, view.id, end, setting)?.reports ?? [],
    });
  }
  return pages;
}
