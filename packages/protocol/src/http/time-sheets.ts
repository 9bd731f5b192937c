import Type from "typebox";
import { LIMITS } from "../constants.ts";
import { Timestamp, Uuid } from "../identifiers.ts";

const closed = { additionalProperties: false };
const Label = Type.String({ minLength: 1, maxLength: LIMITS.nameLength, pattern: "\\S" });

export const Weekday = Type.Enum(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]);
export type Weekday = Type.Static<typeof Weekday>;

/** Open on a day of every week, from a minute up to and without another. `24:00` is the end of the day. */
export const OpenInterval = Type.Object(
  {
    day: Weekday,
    from: Type.String({ pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$" }),
    to: Type.String({ pattern: "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$" }),
  },
  closed,
);
export type OpenInterval = Type.Static<typeof OpenInterval>;

/** A day on which it is closed from its beginning to its end. */
export const Holiday = Type.Object(
  { date: Type.String({ pattern: "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$" }), label: Label },
  closed,
);
export type Holiday = Type.Static<typeof Holiday>;

const fields = {
  label: Label,
  /** As the time zone database names it: `Europe/Paris`. */
  time_zone: Type.String({ minLength: 1, maxLength: 60 }),
  weekly: Type.Array(OpenInterval, { maxItems: 70 }),
  holidays: Type.Array(Holiday, { maxItems: 200 }),
  /** The sources that keep these hours. A source keeps those of one sheet at most: naming it here takes it from another. */
  source_ids: Type.Array(Uuid, { maxItems: 500, uniqueItems: true }),
};

/** When somebody is there: the hours of a week, in a time zone, without holidays. */
export const TimeSheet = Type.Object({
  id: Uuid,
  ...fields,
  /** At the moment of the answer. */
  open_now: Type.Boolean(),
  created_at: Timestamp,
});
export type TimeSheet = Type.Static<typeof TimeSheet>;

export const TimeSheetChange = Type.Partial(Type.Object(fields), closed);
export type TimeSheetChange = Type.Static<typeof TimeSheetChange>;

export const TimeSheetDraft = Type.Object(
  { ...TimeSheetChange.properties, label: fields.label, time_zone: fields.time_zone },
  closed,
);
export type TimeSheetDraft = Type.Static<typeof TimeSheetDraft>;
