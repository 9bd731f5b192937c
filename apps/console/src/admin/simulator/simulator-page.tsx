import { Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { LoadFailure } from "../../application/message-pages.tsx";
import { LateRows } from "../../application/page-skeleton.tsx";
import { usePageTitle } from "../../application/page-title.ts";
import { useKeys } from "../../desk/keys.ts";
import { triggersQuery } from "../../http/queries.ts";
import { useCatalogue } from "../parts/use-catalogue.ts";
import { useSource } from "../parts/use-source.ts";
import { PageStepper } from "./page-stepper.tsx";
import { settingOf } from "./setting-of-source.decisions.ts";
import { simulateVisit } from "./simulate-visit.decisions.ts";
import { TriggerReports } from "./trigger-reports.tsx";
import { usePage } from "./use-page.ts";
import { useVisitChoice, VisitChoice } from "./visit-choice.tsx";
import "./simulator.css";

/** A whole visit played against all of the source's triggers. */
export function SimulatorPage() {
  const source = useSource();
  usePageTitle(`Simulator · ${source.label}`);
  const triggers = useQuery(triggersQuery(source.id));
  const catalogue = useCatalogue(source.id);
  const choice = useVisitChoice();
  const [hasOpenThread, setHasOpenThread] = useState(false);
  const { visit } = choice;
  const known = catalogue.kind === "ready" && triggers.isSuccess;
  const parts = known ? { catalogue: catalogue.catalogue, triggers: triggers.data } : null;
  const pages = useMemo(() => {
    if (visit === null || catalogue.kind !== "ready" || triggers.data === undefined) return [];
    const openThreads = hasOpenThread ? "some" : "none";
    const setting = {
      mode: source.mode,
      openThreads,
      triggers: triggers.data,
      catalogue: catalogue.catalogue,
    } as const;
    return simulateVisit(visit.store, settingOf(setting));
  }, [visit, source.mode, triggers.data, catalogue, hasOpenThread]);
  const [page, setPage] = usePage(pages, visit?.id ?? "");
  const step = (by: number) => {
    const next = page === null ? undefined : pages[pages.indexOf(page) + by];
    if (next !== undefined) setPage(next);
  };
  useKeys({ ArrowLeft: () => step(-1), ArrowRight: () => step(1) });

  return (
    <>
      <header className="list-head">
        <div>
          <h2 className="list-title">Simulator</h2>
          <p className="list-about">
            Plays a visit page by page, and says for each trigger why it would fire or not. Nothing is sent anywhere.
          </p>
        </div>
      </header>
      <section className="simulation" aria-label="Simulation">
        <VisitChoice choice={choice} />
        {source.mode === "messaging" && visit?.store.hasHadIdentity === true && (
          <Switch
            label="The visitor has an open thread"
            checked={hasOpenThread}
            onChange={(event) => setHasOpenThread(event.currentTarget.checked)}
          />
        )}
        {triggers.isError && <LoadFailure error={triggers.error} onRetry={() => void triggers.refetch()} />}
        {catalogue.kind === "failed" && <LoadFailure error={catalogue.error} onRetry={catalogue.retry} />}
        {(triggers.isPending || catalogue.kind === "loading") && <LateRows count={5} label="Loading triggers" />}
        {triggers.isSuccess && triggers.data.length === 0 && (
          <p className="list-empty">
            There is no trigger to try yet.{" "}
            <Link to="/admin/sources/$sourceId/triggers" params={{ sourceId: source.id }}>
              Make the first one
            </Link>
          </p>
        )}
        {page !== null && parts !== null && (
          <>
            <PageStepper
              pages={pages}
              page={page}
              marked={pages.filter(({ taken }) => taken.length > 0)}
              onChange={setPage}
            />
            <TriggerReports page={page} triggers={parts.triggers} catalogue={parts.catalogue} />
          </>
        )}
      </section>
    </>
  );
}
