import Type from "typebox";

/** Ten years. */
export const LONGEST_RETENTION_DAYS = 3_650;

/** 0: for ever. */
const bounds = { minimum: 0, maximum: LONGEST_RETENTION_DAYS };
const Days = Type.Integer(bounds);
const DaysOrNone = Type.Integer({ ...bounds, default: 0 });
const periods = {
  /** Conversations that are closed, since anything happened in them. */
  closed_threads_days: Days,
  /** Visitors who never said who they are, and their conversations, since they were last seen. */
  anonymous_identities_days: Days,
  /** Entries of the audit log. */
  audit_days: Days,
};

/** What holds for the whole domain. */
export const DomainSettings = Type.Object(periods);
export type DomainSettings = Type.Static<typeof DomainSettings>;

export const DomainSettingsChange = Type.Partial(Type.Object(periods), { additionalProperties: false });
export type DomainSettingsChange = Type.Static<typeof DomainSettingsChange>;

export const RetentionQuery = Type.Object({
  closed_threads_days: DaysOrNone,
  anonymous_identities_days: DaysOrNone,
  audit_days: DaysOrNone,
});
export type RetentionQuery = Type.Static<typeof RetentionQuery>;

/** No more than so many of each are counted: the number then says “at least”. */
export const RETENTION_COUNTED_AT_MOST = 10_000;

/** How much is older than each period. */
export const RetentionPreview = Type.Object({
  closed_threads: Type.Integer(),
  anonymous_identities: Type.Integer(),
  audit_events: Type.Integer(),
});
export type RetentionPreview = Type.Static<typeof RetentionPreview>;
