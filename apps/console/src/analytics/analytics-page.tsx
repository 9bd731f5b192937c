import type { Statistics, StatisticsGrouping, StatisticsRow } from "@beckon/protocol";
import { Select } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Choice } from "../admin/parts/form-section.tsx";
import { LoadFailure } from "../application/message-pages.tsx";
import { LateRows } from "../application/page-skeleton.tsx";
import { usePageTitle } from "../application/page-title.ts";
import { holdsAny, useMe } from "../application/session.ts";
import { endpoints } from "../http/endpoints.ts";
import { sourcesQuery, teamsQuery } from "../http/queries.ts";
import { BusiestHours } from "./busiest-hours.tsx";
import { DaysChart } from "./days-chart.tsx";
import { periodOf, sayShare, sayTime } from "./figures.decisions.ts";
import { OffersPart } from "./offers-part.tsx";
import { QueueChart } from "./queue-chart.tsx";
// What the lists of the administration look like.
import "../admin/parts/lists.css";
import "./analytics.css";

const timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What became of the conversations of the last days. */
export function AnalyticsPage() {
  usePageTitle("Statistics");
  const me = useMe();
  const sources = useQuery(sourcesQuery);
  const teams = useQuery(teamsQuery);
  const [days, setDays] = useState<"7" | "30" | "90">("30");
  const [sourceId, setSourceId] = useState<string | null>(null);
  const [teamId, setTeamId] = useState<string | null>(null);
  const wanted = {
    ...periodOf(Number(days), Date.now()),
    time_zone: timeZone,
    ...(sourceId === null ? {} : { source_id: sourceId }),
    ...(teamId === null ? {} : { team_id: teamId }),
  };
  const statistics = useQuery({
    queryKey: ["statistics", wanted],
    queryFn: () => endpoints.statistics(wanted),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  // A queue and an offer are of no team, and nobody's own.
  const hasWhole = teamId === null && holdsAny(me, ["read_stats"]);
  const offers = hasWhole ? <OffersPart wanted={wanted} /> : null;
  const addressOf = (by: StatisticsGrouping) => endpoints.statisticsFile(wanted, by);
  return (
    <main className="analytics">
      <header className="list-head">
        <div>
          <h1 className="list-title">Statistics</h1>
          <p className="list-about">
            {teamId !== null
              ? "Conversations that began in the period and that somebody of the team answered first. The queue and offers are of no team."
              : holdsAny(me, ["read_stats"])
                ? "Conversations that began in the period, counted as they stand now."
                : "Conversations that began in the period and that you answered first."}
          </p>
        </div>
        <div className="analytics-choices">
          <Choice
            label="Period"
            value={days}
            names={{ "7": "7 days", "30": "30 days", "90": "90 days" }}
            onChange={setDays}
          />
          <Select
            label="Source"
            placeholder="All sources"
            clearable
            clearButtonProps={{ "aria-label": "All sources" }}
            data={(sources.data ?? []).map(({ id, label }) => ({ value: id, label }))}
            value={sourceId}
            onChange={setSourceId}
          />
          {(teams.data ?? []).length > 0 && holdsAny(me, ["read_stats"]) && (
            <Select
              label="Team"
              placeholder="All teams"
              clearable
              clearButtonProps={{ "aria-label": "All teams" }}
              data={(teams.data ?? []).map(({ id, label }) => ({ value: id, label }))}
              value={teamId}
              onChange={setTeamId}
            />
          )}
        </div>
      </header>
      {statistics.isPending && <LateRows count={8} label="Counting" />}
      {statistics.isError && <LoadFailure error={statistics.error} onRetry={() => void statistics.refetch()} />}
      {statistics.data !== undefined &&
        !statistics.isError &&
        (statistics.data.totals.conversations === 0 ? (
          <>
            <div className="list-empty analytics-part">
              <p className="list-empty-title">No conversation in this period</p>
              <p>
                Choose a longer one, or another source or team. Conversations appear here as soon as visitors write.
              </p>
            </div>
            {offers}
          </>
        ) : (
          <Figures
            statistics={statistics.data}
            period={wanted}
            addressOf={addressOf}
            hasQueue={hasWhole}
            offers={offers}
          />
        ))}
    </main>
  );
}

interface FiguresProps {
  statistics: Statistics;
  period: { from: string; to: string; time_zone: string; source_id?: string };
  addressOf: (by: StatisticsGrouping) => string;
  hasQueue: boolean;
  offers: ReactNode;
}

function Figures({ statistics, period, addressOf, hasQueue, offers }: FiguresProps) {
  const { totals } = statistics;
  return (
    <>
      <dl className="analytics-totals">
        <Total name="Conversations" value={String(totals.conversations)} />
        <Total
          name="Answered"
          value={sayShare(totals.answered, totals.conversations)}
          note={`${totals.answered} of ${totals.conversations}`}
        />
        <Total name="Missed" value={String(totals.missed)} note="ended without an answer" />
        <Total
          name="Wait"
          value={sayTime(totals.wait_median_seconds)}
          note={`9 of 10 within ${sayTime(totals.wait_p90_seconds)}`}
        />
        <Total
          name="Handling"
          value={sayTime(totals.handling_median_seconds)}
          note={`9 of 10 within ${sayTime(totals.handling_p90_seconds)}`}
        />
      </dl>
      <DaysChart rows={statistics.by_day} from={period.from} to={period.to} />
      {hasQueue && <QueueChart wanted={period} />}
      {offers}
      <BusiestHours hours={statistics.by_hour} />
      <FigureTable title="By source" none="Deleted source" rows={statistics.by_source} file={addressOf("source")} />
      <FigureTable
        title="By trigger"
        none="Deleted trigger"
        nobody="Begun without a trigger"
        rows={statistics.by_trigger}
        file={addressOf("trigger")}
      />
      <FigureTable
        title="By agent"
        none="Deleted person"
        nobody="Not answered"
        rows={statistics.by_agent}
        file={addressOf("agent")}
      />
    </>
  );
}

function Total({ name, value, note }: { name: string; value: string; note?: string }) {
  return (
    <div className="analytics-total">
      <dt>{name}</dt>
      <dd>{value}</dd>
      {note !== undefined && <dd className="analytics-note">{note}</dd>}
    </div>
  );
}

interface FigureTableProps {
  title: string;
  /** What stands for a name that is gone. */
  none: string;
  /** What stands for the row that is about nobody and nothing. */
  nobody?: string;
  rows: readonly StatisticsRow[];
  file: string;
}

function FigureTable({ title, none, nobody = none, rows, file }: FigureTableProps) {
  return (
    <section className="analytics-part" aria-label={title}>
      <header className="analytics-head">
        <h2 className="part-title">{title}</h2>
        <a href={file} download aria-label={`${title}, as CSV`} className="analytics-file">
          <IconDownload size={14} /> CSV
        </a>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is reached by the keyboard. */}
      <section className="analytics-scroll" tabIndex={0} aria-label={`Table ${title.toLowerCase()}`}>
        <table className="analytics-table">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Conversations</th>
              <th scope="col">Answered</th>
              <th scope="col">Missed</th>
              <th scope="col">Wait, median</th>
              <th scope="col">90th</th>
              <th scope="col">Handling, median</th>
              <th scope="col">90th</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key ?? ""}>
                <th scope="row">{row.key === null ? nobody : row.label || none}</th>
                <td>{row.conversations}</td>
                <td>
                  {row.answered}
                  {row.answered > 0 && (
                    <span className="analytics-note"> {sayShare(row.answered, row.conversations)}</span>
                  )}
                </td>
                <td>{row.missed}</td>
                <td>{sayTime(row.wait_median_seconds)}</td>
                <td>{sayTime(row.wait_p90_seconds)}</td>
                <td>{sayTime(row.handling_median_seconds)}</td>
                <td>{sayTime(row.handling_p90_seconds)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
