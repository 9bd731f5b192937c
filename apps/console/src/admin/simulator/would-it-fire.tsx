import type { Source, Trigger } from "@beckon/protocol";
import { useMemo } from "react";
import type { FullCatalogue } from "../parts/use-catalogue.ts";
import type { TriggerBody } from "../triggers/trigger-draft.decisions.ts";
import { ConditionReports } from "./condition-reports.tsx";
import { PageStepper } from "./page-stepper.tsx";
import { NEW_TRIGGER, settingWith } from "./setting-of-source.decisions.ts";
import { simulateVisit } from "./simulate-visit.decisions.ts";
import { usePage } from "./use-page.ts";
import { verdictOf } from "./verdict.decisions.ts";
import { VerdictLine } from "./verdict-line.tsx";
import { useVisitChoice, VisitChoice } from "./visit-choice.tsx";
import "./simulator.css";

interface WouldItFireProps {
  source: Source;
  triggers: readonly Trigger[];
  /** Null: it is not stored yet. */
  triggerId: string | null;
  /** As it is being written. */
  body: TriggerBody;
  catalogue: FullCatalogue;
}

/** The trigger under one's hands, tried on a visit: condition by condition, page by page. */
export function WouldItFire({ source, triggers, triggerId, body, catalogue }: WouldItFireProps) {
  const choice = useVisitChoice();
  const { visit } = choice;
  const pages = useMemo(() => {
    const parts = { mode: source.mode, openThreads: "none", triggers, catalogue } as const;
    return visit === null ? [] : simulateVisit(visit.store, settingWith(parts, triggerId, body));
  }, [visit, source.mode, triggers, catalogue, triggerId, body]);
  const [page, setPage] = usePage(pages, visit?.id ?? "");
  const report = page?.reports.find(({ trigger }) => trigger.id === (triggerId ?? NEW_TRIGGER));
  const firing = pages.filter(({ taken }) => taken.some(({ trigger }) => trigger.id === (triggerId ?? NEW_TRIGGER)));
  return (
    <section className="simulation" aria-labelledby="would-it-fire">
      <h3 className="part-title" id="would-it-fire">
        Would it fire?
      </h3>
      <VisitChoice choice={choice} />
      {page !== null && report !== undefined && (
        <>
          <PageStepper pages={pages} page={page} marked={firing} onChange={setPage} />
          <VerdictLine verdict={verdictOf(page, report)} report={report} catalogue={catalogue} />
          <ConditionReports report={report} catalogue={catalogue} />
          {!body.active && <p className="list-note">It is not active: on the website it would not be looked at.</p>}
        </>
      )}
    </section>
  );
}
