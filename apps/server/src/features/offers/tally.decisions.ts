import { OFFER_COUNTS, type OfferCount } from "@beckon/protocol";

/** Totals of one trigger in one hour, that are not in the database yet. */
export interface ToldTotals extends Record<OfferCount, number> {
  /** The source's, as it was told: whether there is one, and the trigger is its own, is not known yet. */
  token: string;
  trigger_id: string;
  /** When the hour begins. */
  hour: string;
}

/** By source, trigger and hour. */
export type Tally = Map<string, ToldTotals>;

const HOUR_MS = 60 * 60_000;
const LINE = /^([a-z_]+) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
/** Of one trigger, until the next writing: more than any website's visitors tell in a few seconds. */
const MOST_OF_EACH = 5_000;
/** Triggers that are told of until the next writing, made up ones included. */
const MOST_TRIGGERS = 20_000;

/**
 * Adds what one browser told. Lines that make no sense are passed over, and each counts once: so it does in a visit.
 * What is more than plausible is dropped.
 */
export function addTold(tally: Tally, token: string, body: string, nowMs: number): void {
  const hour = new Date(Math.floor(nowMs / HOUR_MS) * HOUR_MS).toISOString();
  for (const line of new Set(body.split("\n"))) {
    const [, what, triggerId] = LINE.exec(line) ?? [];
    const kind = OFFER_COUNTS.find((name) => name === what);
    if (kind === undefined || triggerId === undefined) continue;
    const totals = totalsOf(tally, { token, trigger_id: triggerId, hour });
    if (totals !== null && totals[kind] < MOST_OF_EACH) totals[kind] += 1;
  }
}

/** What could not be written is told again, with what has come since. */
export function addTotals(tally: Tally, unwritten: Iterable<ToldTotals>): void {
  for (const told of unwritten) {
    const totals = totalsOf(tally, told);
    if (totals === null) continue;
    for (const kind of OFFER_COUNTS) totals[kind] += told[kind];
  }
}

function totalsOf(tally: Tally, of: Pick<ToldTotals, "token" | "trigger_id" | "hour">): ToldTotals | null {
  const { token, trigger_id, hour } = of;
  const key = `${token} ${trigger_id} ${hour}`;
  const known = tally.get(key);
  if (known !== undefined) return known;
  if (tally.size >= MOST_TRIGGERS) return null;
  const fresh = {
    ...{ token, trigger_id, hour },
    ...{ offered: 0, held_out: 0, shown: 0, offered_engaged: 0, held_out_engaged: 0 },
  };
  tally.set(key, fresh);
  return fresh;
}
