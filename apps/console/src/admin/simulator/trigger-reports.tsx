import type { Trigger } from "@beckon/protocol";
import { Link } from "@tanstack/react-router";
import type { FullCatalogue } from "../parts/use-catalogue.ts";
import { ConditionReports } from "./condition-reports.tsx";
import type { SimulatedPage } from "./simulate-visit.decisions.ts";
import { verdictOf } from "./verdict.decisions.ts";
import { VerdictLine } from "./verdict-line.tsx";

interface TriggerReportsProps {
  page: SimulatedPage;
  /** All of the source, in their order. */
  triggers: readonly Trigger[];
  catalogue: FullCatalogue;
}

/** Every trigger's verdict on one page. The reasons of those that fire, or nearly do, are open. */
export function TriggerReports({ page, triggers, catalogue }: TriggerReportsProps) {
  const summary = page.taken.filter(({ heldOut }) => !heldOut).map(({ trigger }) => `“${trigger.label}”`);
  return (
    <>
      <p className="simulation-sum" role="status">
        {summary.length === 0 ? "No trigger fires on this page." : `On this page fires ${summary.join(", then ")}.`}
      </p>
      <ol className="trigger-reports" aria-label="Triggers on this page">
        {triggers.map((trigger) => {
          const report = page.reports.find((entry) => entry.trigger.id === trigger.id);
          const verdict = report === undefined ? null : verdictOf(page, report);
          return (
            <li key={trigger.id} className="trigger-report" data-verdict={verdict?.kind ?? "inactive"}>
              <Link
                to="/admin/sources/$sourceId/triggers/$triggerId"
                params={{ sourceId: trigger.source_id, triggerId: trigger.id }}
                className="record-label"
              >
                {trigger.label}
              </Link>
              {report === undefined || verdict === null ? (
                <p className="verdict" data-tone="quiet">
                  Inactive: it is not looked at.
                </p>
              ) : (
                <>
                  <VerdictLine verdict={verdict} report={report} catalogue={catalogue} />
                  {report.conditions.length > 0 && (
                    <details open={verdict.kind === "taken" || verdict.kind === "preceded" || undefined}>
                      <summary>{report.conditions.length === 1 ? "Its condition" : "Its conditions"}</summary>
                      <ConditionReports report={report} catalogue={catalogue} />
                    </details>
                  )}
                </>
              )}
            </li>
          );
        })}
      </ol>
    </>
  );
}
