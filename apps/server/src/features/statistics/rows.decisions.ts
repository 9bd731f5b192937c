import type { OfferStatistics, QueueStatistics, StatisticsRow } from "@beckon/protocol";

type Row = (string | number | null)[];

/** As a spreadsheet has them: headings first. */
export function conversationRows(rows: readonly StatisticsRow[]): Row[] {
  return [
    [
      ...["id", "name", "conversations", "answered", "missed"],
      ...["wait_median_seconds", "wait_p90_seconds", "handling_median_seconds", "handling_p90_seconds"],
    ],
    ...rows.map((row) => [
      row.key,
      row.label,
      row.conversations,
      row.answered,
      row.missed,
      row.wait_median_seconds,
      row.wait_p90_seconds,
      row.handling_median_seconds,
      row.handling_p90_seconds,
    ]),
  ];
}

export function offerRows({ by_trigger }: OfferStatistics): Row[] {
  return [
    [
      ...["id", "name", "offered", "shown", "engaged", "answered", "helped"],
      ...["held_out", "offered_engaged", "held_out_engaged", "effect", "effect_low", "effect_high"],
    ],
    ...by_trigger.map((row) => [
      row.key,
      row.label,
      row.offered,
      row.shown,
      row.engaged,
      row.answered,
      row.helped,
      row.held_out,
      row.offered_engaged,
      row.held_out_engaged,
      row.effect?.difference ?? null,
      row.effect?.low ?? null,
      row.effect?.high ?? null,
    ]),
  ];
}

export function queueRows({ points }: QueueStatistics): Row[] {
  return [["at", "most", "mean"], ...points.map(({ at, most, mean }) => [at, most, mean])];
}
