import type { TriggerReport } from "@beckon/targeting";
import type { SimulatedPage, Taken } from "./simulate-visit.decisions.ts";

/** How a trigger fared on a page. */
export type Verdict =
  | { kind: "taken"; taken: Taken }
  | { kind: "held_out"; taken: Taken }
  /** Something else than the configured triggers decided this page. */
  | { kind: "no_turn"; instead: NonNullable<SimulatedPage["instead"]> }
  /** All of its conditions hold, but this one above it is met as well. */
  | { kind: "preceded"; by: string }
  | { kind: "not_met"; failing: number }
  /** Once per visit, and that was on an earlier page. */
  | { kind: "used" }
  /** A trigger that allows no other one came before. */
  | { kind: "excluded" };

export function verdictOf(page: SimulatedPage, report: TriggerReport): Verdict {
  const taken = page.taken.find(({ trigger }) => trigger.id === report.trigger.id);
  if (taken !== undefined) return { kind: taken.heldOut ? "held_out" : "taken", taken };
  if (page.instead !== null) return { kind: "no_turn", instead: page.instead };
  if (report.gate === "excluded" || report.gate === "used") return { kind: report.gate };
  const failing = report.conditions.filter(({ holds }) => !holds).length;
  if (failing > 0) return { kind: "not_met", failing };
  const above = page.reports.slice(0, page.reports.indexOf(report));
  const by = above.findLast(({ gate, conditionsHold }) => gate === "passed" && conditionsHold);
  return { kind: "preceded", by: by?.trigger.label ?? "" };
}
