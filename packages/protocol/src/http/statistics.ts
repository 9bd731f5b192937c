import Type from "typebox";
import { Timestamp, Uuid } from "../identifiers.ts";

const Nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** By what conversations are told apart. */
export const StatisticsGrouping = Type.Enum(["source", "trigger", "agent", "day"]);
export type StatisticsGrouping = Type.Static<typeof StatisticsGrouping>;

/** Days are those of the time zone; `to` is the last of them. At most a year. */
export const StatisticsQuery = Type.Object({
  from: Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" }),
  to: Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" }),
  time_zone: Type.String({ minLength: 1, maxLength: 64, default: "UTC" }),
  source_id: Type.Optional(Uuid),
  /** Only conversations that somebody who is in this team now answered first. */
  team_id: Type.Optional(Uuid),
});
export type StatisticsQuery = Type.Static<typeof StatisticsQuery>;

/** What became of the conversations that began in the period. Times are null where there is none to tell. */
export const StatisticsRow = Type.Object({
  /** What the row is about; null in the totals, and for conversations that no trigger began or nobody answered. */
  key: Nullable(Type.String()),
  /** Empty for what is gone by now. */
  label: Type.String(),
  conversations: Type.Integer(),
  /** Those that a person has answered. */
  answered: Type.Integer(),
  /** Those that have ended without an answer. */
  missed: Type.Integer(),
  /** From the beginning to the first answer, over those that were answered. */
  wait_median_seconds: Nullable(Type.Number()),
  wait_p90_seconds: Nullable(Type.Number()),
  /** From the first answer to the last message. */
  handling_median_seconds: Nullable(Type.Number()),
  handling_p90_seconds: Nullable(Type.Number()),
});
export type StatisticsRow = Type.Static<typeof StatisticsRow>;

export const Statistics = Type.Object({
  totals: StatisticsRow,
  by_source: Type.Array(StatisticsRow),
  by_trigger: Type.Array(StatisticsRow),
  /** By who answered first. */
  by_agent: Type.Array(StatisticsRow),
  /** Those days on which a conversation began; `key` is the day. */
  by_day: Type.Array(StatisticsRow),
  /** Conversations by weekday (1 is Monday) and hour of their beginning; none where nothing began. */
  by_hour: Type.Array(Type.Object({ weekday: Type.Integer(), hour: Type.Integer(), conversations: Type.Integer() })),
});
export type Statistics = Type.Static<typeof Statistics>;

/** As for conversations; an offer is nobody's, so there are none of a team. */
export const OfferStatisticsQuery = Type.Object({
  from: StatisticsQuery.properties.from,
  to: StatisticsQuery.properties.to,
  time_zone: StatisticsQuery.properties.time_zone,
  source_id: StatisticsQuery.properties.source_id,
});
export type OfferStatisticsQuery = Type.Static<typeof OfferStatisticsQuery>;

/**
 * How much larger the share of visits is that wrote after an offer than of those that were held out from it: 0.02 is two
 * in a hundred more. With 95 % certainty it lies between `low` and `high`.
 */
export const OfferEffect = Type.Object({ difference: Type.Number(), low: Type.Number(), high: Type.Number() });
export type OfferEffect = Type.Static<typeof OfferEffect>;

/** What became of a trigger's offers in the period. The first three and the last two are counted in visits. */
export const OfferRow = Type.Object({
  /** The trigger; null in the totals. */
  key: Nullable(Type.String()),
  /** Empty for one that is gone by now. */
  label: Type.String(),
  /** It executed. */
  offered: Type.Integer(),
  /** It would have executed, for a visitor who is held out. */
  held_out: Type.Integer(),
  /** Something of the offer came onto the screen. */
  shown: Type.Integer(),
  /** Conversations that it began; those that a person has answered; and those that ended after that. */
  engaged: Type.Integer(),
  answered: Type.Integer(),
  helped: Type.Integer(),
  /** Of the visits with an offer, and of those held out, how many wrote afterwards, whatever began the conversation. */
  offered_engaged: Type.Integer(),
  held_out_engaged: Type.Integer(),
  /** Null where nobody was offered it, or nobody held out. */
  effect: Nullable(OfferEffect),
});
export type OfferRow = Type.Static<typeof OfferRow>;

export const OfferStatistics = Type.Object({
  totals: OfferRow,
  by_trigger: Type.Array(OfferRow),
  /** Sources that have their offers counted no longer: what is missing is missing from these. */
  uncounted_source_ids: Type.Array(Uuid),
});
export type OfferStatistics = Type.Static<typeof OfferStatistics>;

/** As for conversations, of whose queue nobody is the owner: a team has none. */
export const QueueStatisticsQuery = Type.Object({
  from: StatisticsQuery.properties.from,
  to: StatisticsQuery.properties.to,
  time_zone: StatisticsQuery.properties.time_zone,
  source_id: StatisticsQuery.properties.source_id,
});
export type QueueStatisticsQuery = Type.Static<typeof QueueStatisticsQuery>;

/** How many conversations waited for somebody to take them, over time; up to now. */
export const QueueStatistics = Type.Object({
  /** How long a point is: an hour in a period of at most a week. */
  step: Type.Enum(["hour", "day"]),
  points: Type.Array(
    Type.Object({
      /** When it begins. */
      at: Timestamp,
      /** The most at once. */
      most: Type.Integer(),
      /** On average over its time. */
      mean: Type.Number(),
    }),
  ),
});
export type QueueStatistics = Type.Static<typeof QueueStatistics>;
