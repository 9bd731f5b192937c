import type { OfferRow, OfferStatistics } from "@beckon/protocol";
import { IconDownload } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { LoadFailure } from "../application/message-pages.tsx";
import { endpoints } from "../http/endpoints.ts";
import { sourcesQuery } from "../http/queries.ts";
import { funnelOf, sayEffect, sayNames, sayPart, sayRate } from "./offers.decisions.ts";

const GONE = "Deleted trigger";

/** What became of what triggers offered, and whether offering made a difference. */
export function OffersPart({ wanted }: { wanted: Readonly<Record<string, string>> }) {
  const offers = useQuery({
    queryKey: ["statistics", "offers", wanted],
    queryFn: () => endpoints.offerStatistics(wanted),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  if (offers.isError) return <LoadFailure error={offers.error} onRetry={() => void offers.refetch()} />;
  if (offers.data === undefined) return null;
  return (
    <section className="analytics-part" aria-label="Offers">
      <header className="analytics-head">
        <h2 className="part-title">Offers</h2>
        {offers.data.by_trigger.length > 0 && (
          <a href={endpoints.offersFile(wanted)} download aria-label="Offers, as CSV" className="analytics-file">
            <IconDownload size={14} /> CSV
          </a>
        )}
      </header>
      <Uncounted sourceIds={offers.data.uncounted_source_ids} />
      {offers.data.by_trigger.length === 0 ? (
        <div className="list-empty">
          <p className="list-empty-title">No offer in this period</p>
          <p>What triggers show to visitors is counted here when they leave the page.</p>
        </div>
      ) : (
        <Counted offers={offers.data} />
      )}
    </section>
  );
}

function Uncounted({ sourceIds }: { sourceIds: readonly string[] }) {
  const sources = useQuery(sourcesQuery);
  const names = sourceIds.flatMap((id) => sources.data?.find((source) => source.id === id)?.label ?? []);
  if (names.length === 0) return null;
  return (
    <p className="analytics-note">
      Counting is switched off for {sayNames(names)}. It is among the source's settings, under Offers.
    </p>
  );
}

function Counted({ offers: { totals, by_trigger } }: { offers: OfferStatistics }) {
  const compared = by_trigger.filter(({ effect }) => effect !== null);
  return (
    <>
      <ol className="offer-funnel" aria-label="From the offer to the help">
        {funnelOf(totals).map(({ name, count, share, width }) => (
          <li key={name}>
            <span>{name}</span>
            <span className="offer-bar">
              <span style={{ width: `${width}%` }} />
            </span>
            <span className="offer-count">
              {count} {share !== "" && <span className="analytics-note">{share}</span>}
            </span>
          </li>
        ))}
      </ol>
      <OfferTable rows={by_trigger} />
      <p className="analytics-note">
        Offered, shown and held out are visits, as visitors' browsers tell; not counted are those whose browser asks not
        to be tracked. Engaged are the conversations that the trigger began, helped those that ended after an answer.
        Offers are of no agent and no team.
      </p>
      <h3 className="offer-heading">Does it make a difference?</h3>
      {compared.length === 0 ? (
        <p className="analytics-note">
          Give a trigger a holdout share: a part of its visitors is then not offered anything, and the two are compared
          here.
        </p>
      ) : (
        <ul className="offer-effects">
          {compared.map((row) => (
            <Effect key={row.key} row={row} />
          ))}
        </ul>
      )}
    </>
  );
}

function OfferTable({ rows }: { rows: readonly OfferRow[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is reached by the keyboard.
    <section className="analytics-scroll" tabIndex={0} aria-label="Table of offers">
      <table className="analytics-table">
        <thead>
          <tr>
            <th scope="col">Trigger</th>
            <th scope="col">Offered</th>
            <th scope="col">Shown</th>
            <th scope="col">Engaged</th>
            <th scope="col">Answered</th>
            <th scope="col">Helped</th>
            <th scope="col">Held out</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.label || GONE}</th>
              <td>{row.offered}</td>
              {(["shown", "engaged", "answered", "helped"] as const).map((step) => (
                <td key={step}>
                  {row[step]}
                  <span className="analytics-note"> {sayPart(row[step], row.offered)}</span>
                </td>
              ))}
              <td>{row.held_out}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Effect({ row }: { row: OfferRow }) {
  if (row.effect === null) return null;
  const { text, mayBeChance } = sayEffect(row.effect);
  const { offered, offered_engaged, held_out, held_out_engaged } = row;
  return (
    <li data-chance={mayBeChance}>
      <strong>{row.label || GONE}</strong>
      <span>
        {sayRate(offered_engaged, offered)} of {offered} visits with the offer wrote,{" "}
        {sayRate(held_out_engaged, held_out)} of {held_out} held out: {text}
      </span>
    </li>
  );
}
