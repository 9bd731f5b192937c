import type {
  OfferRow,
  OfferStatistics,
  OfferStatisticsQuery,
  QueueStatistics,
  QueueStatisticsQuery,
  Statistics,
  StatisticsQuery,
  StatisticsRow,
} from "@beckon/protocol";
import type { Database } from "../../platform/database/index.ts";
import { Refusal } from "../../platform/refusal.ts";
import { assertVisibleSource, type Caller, visibleSources } from "../accounts/index.ts";
import { compareShares } from "./effect.decisions.ts";
import { type CountedOffers, countOffers, findUncountedSources } from "./offers.store.ts";
import { chooseStep, judgePeriod } from "./period.decisions.ts";
import { countQueue } from "./queue.store.ts";
import { type CountedRow, countConversations, findLabels } from "./statistics.store.ts";

const NOTHING: StatisticsRow = {
  key: null,
  label: "",
  conversations: 0,
  answered: 0,
  missed: 0,
  wait_median_seconds: null,
  wait_p90_seconds: null,
  handling_median_seconds: null,
  handling_p90_seconds: null,
};

const NO_OFFERS = {
  key: null,
  label: "",
  offered: 0,
  held_out: 0,
  shown: 0,
  engaged: 0,
  answered: 0,
  helped: 0,
  offered_engaged: 0,
  held_out_engaged: 0,
};

/**
 * What became of a domain's conversations, of the sources that the caller may see. Whoever may read their own figures
 * only gets the conversations that they answered first.
 */
export async function readStatistics(
  { kysely }: Database,
  caller: Caller,
  { from, to, time_zone, source_id, team_id }: StatisticsQuery,
): Promise<Statistics> {
  const fault = judgePeriod(from, to, time_zone);
  if (fault !== null) throw new Refusal("invalid_request", fault);
  if (source_id !== undefined) assertVisibleSource(caller, source_id);
  const { domainId, userId, rights } = caller;
  const rows = await countConversations(kysely, {
    domainId,
    from,
    to,
    timeZone: time_zone,
    sourceIds: source_id === undefined ? visibleSources(rights) : [source_id],
    teamId: team_id ?? null,
    agentId: rights.permissions.has("read_stats") ? null : userId,
  });
  const labels = await findLabels(kysely, domainId);
  const of = (kind: CountedRow["kind"]) => rows.filter((row) => row.kind === kind);
  const listed = (kind: CountedRow["kind"], keyOf: (row: CountedRow) => string | null) =>
    of(kind)
      .map((row) => toRow(row, keyOf(row), labels))
      .sort((one, other) => other.conversations - one.conversations || one.label.localeCompare(other.label));
  const [all] = of("all");
  return {
    totals: all === undefined ? NOTHING : toRow(all, null, labels),
    by_source: listed("source", (row) => row.source_id),
    by_trigger: listed("trigger", (row) => row.trigger_id),
    by_agent: listed("agent", (row) => row.agent_id),
    by_day: of("day")
      .map((row) => ({ ...toRow(row, row.day, labels), label: row.day ?? "" }))
      .sort((one, other) => (one.label < other.label ? -1 : 1)),
    by_hour: of("hour").map(({ weekday, hour, conversations }) => ({
      weekday: weekday ?? 0,
      hour: hour ?? 0,
      conversations,
    })),
  };
}

/** How many conversations of the sources that the caller may see waited, over time up to now. */
export async function readQueue(
  { kysely }: Database,
  caller: Caller,
  { from, to, time_zone, source_id }: QueueStatisticsQuery,
  now: Date,
): Promise<QueueStatistics> {
  const fault = judgePeriod(from, to, time_zone);
  if (fault !== null) throw new Refusal("invalid_request", fault);
  if (source_id !== undefined) assertVisibleSource(caller, source_id);
  const step = chooseStep(from, to);
  const points = await countQueue(kysely, {
    domainId: caller.domainId,
    from,
    to,
    timeZone: time_zone,
    sourceIds: source_id === undefined ? visibleSources(caller.rights) : [source_id],
    step,
    now,
  });
  return { step, points: points.map(({ at, ...figures }) => ({ at: at.toISOString(), ...figures })) };
}

/** What became of what the triggers of the sources that the caller may see have offered. */
export async function readOffers(
  { kysely }: Database,
  caller: Caller,
  { from, to, time_zone, source_id }: OfferStatisticsQuery,
): Promise<OfferStatistics> {
  const fault = judgePeriod(from, to, time_zone);
  if (fault !== null) throw new Refusal("invalid_request", fault);
  if (source_id !== undefined) assertVisibleSource(caller, source_id);
  const { domainId, rights } = caller;
  const sourceIds = source_id === undefined ? visibleSources(rights) : [source_id];
  const rows = await countOffers(kysely, { domainId, from, to, timeZone: time_zone, sourceIds });
  const labels = await findLabels(kysely, domainId);
  const [all] = rows.filter(({ is_total }) => is_total);
  return {
    totals: all === undefined ? { ...NO_OFFERS, effect: null } : toOfferRow(all, labels),
    by_trigger: rows
      .filter(({ is_total }) => !is_total)
      .map((row) => toOfferRow(row, labels))
      .sort((one, other) => other.offered - one.offered || one.label.localeCompare(other.label)),
    uncounted_source_ids: await findUncountedSources(kysely, domainId, sourceIds),
  };
}

/** Over several triggers there is no effect to tell: a visit may be offered one and held out from another. */
function toOfferRow({ is_total, trigger_id, ...counts }: CountedOffers, labels: ReadonlyMap<string, string>): OfferRow {
  const { offered, offered_engaged, held_out, held_out_engaged } = counts;
  return {
    key: trigger_id,
    label: trigger_id === null ? "" : (labels.get(trigger_id) ?? ""),
    ...counts,
    effect: is_total
      ? null
      : compareShares({ count: offered_engaged, of: offered }, { count: held_out_engaged, of: held_out }),
  };
}

function toRow(row: CountedRow, key: string | null, labels: ReadonlyMap<string, string>): StatisticsRow {
  const { conversations, answered, missed } = row;
  return {
    key,
    label: key === null ? "" : (labels.get(key) ?? ""),
    conversations,
    answered,
    missed,
    wait_median_seconds: row.wait_median,
    wait_p90_seconds: row.wait_p90,
    handling_median_seconds: row.handling_median,
    handling_p90_seconds: row.handling_p90,
  };
}
