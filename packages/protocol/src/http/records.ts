import Type from "typebox";
import { LIMITS } from "../constants.ts";
import { Timestamp, Uuid } from "../identifiers.ts";
import { SourceAppearance, SourceMode, SourceState, VisitDismissal } from "../loader-configuration.ts";
import { Condition, ItemPlacement, TriggerActions, TriggerAfter, VariableFilling } from "../targeting.ts";

const Nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const literals = <T extends string[]>(...values: [...T]) => Type.Enum(values);
const Label = Type.String({ minLength: 1, maxLength: LIMITS.nameLength });

/** Every error answer. `field` names what a 422 is about; `retry` says whether the same can succeed later. */
export const ErrorBody = Type.Object({
  error: Type.String(),
  message: Type.String(),
  status: Type.Integer(),
  retry: Type.Boolean(),
  field: Type.Optional(Type.String()),
});
export type ErrorBody = Type.Static<typeof ErrorBody>;

export const ListQuery = Type.Object({
  offset: Type.Integer({ minimum: 0, default: 0 }),
  limit: Type.Integer({ minimum: 1, maximum: 150, default: 30 }),
});
export const ListOf = <T extends Type.TSchema>(record: T) =>
  Type.Object({
    count: Type.Integer(),
    offset: Type.Integer(),
    limit: Type.Integer(),
    records: Type.Array(record),
  });

export const Role = literals("administrator", "supervisor", "agent");
export type Role = Type.Static<typeof Role>;

export const User = Type.Object({
  id: Uuid,
  domain_id: Uuid,
  email: Type.String(),
  firstname: Type.String(),
  lastname: Type.String(),
  role: Role,
  avatar_url: Nullable(Type.String()),
  /** Who is deactivated cannot sign in; what they did stays theirs. */
  deactivated_at: Nullable(Timestamp),
  created_at: Timestamp,
});
export type User = Type.Static<typeof User>;

export const Credentials = Type.Object({
  email: Type.String({ minLength: 1, maxLength: 320 }),
  password: Type.String({ minLength: 1, maxLength: 1_000 }),
});

/** Which analytics on the website's pages are told of offers and messages. */
export const SourceAnalytics = Type.Object({
  /** gtag or dataLayer. */
  google: Type.Boolean(),
  matomo: Type.Boolean(),
  segment: Type.Boolean(),
  /** ga.js and analytics.js. */
  legacy_google: Type.Boolean(),
});
export type SourceAnalytics = Type.Static<typeof SourceAnalytics>;

const QueuingFactor = Type.Number({ minimum: 0, maximum: 100 });

/**
 * How offers are kept to what agents can take. `threshold`: everybody is offered the chat while a slot is free. `paced`: as
 * many as slots are to be expected for; `caution` goes from 0 (agents are busier) to 1 (nobody waits).
 */
export const OfferPolicy = Type.Union([
  Type.Object({ kind: Type.Literal("threshold") }, { additionalProperties: false }),
  Type.Object(
    { kind: Type.Literal("paced"), caution: Type.Number({ minimum: 0, maximum: 1 }) },
    { additionalProperties: false },
  ),
]);
export type OfferPolicy = Type.Static<typeof OfferPolicy>;
const WELCOME_LENGTH = 2_000;
const CUSTOM_CSS_LENGTH = 20_000;
const OpenThreadsLimit = Type.Integer({ minimum: 1, maximum: 100 });
const ImpossibleAfterSeconds = Type.Integer({ minimum: 0, maximum: 86_400 });
/** Each as `https://www.example.com`; `https://*.example.com` stands for every name beneath. */
const FrameOrigins = Type.Array(Type.String({ minLength: 1, maxLength: 300 }), { maxItems: 50, uniqueItems: true });
const ThreadInclusionHours = Type.Integer({ minimum: 1, maximum: 8_760 });

export const Source = Type.Object({
  id: Uuid,
  token: Type.String(),
  label: Label,
  mode: SourceMode,
  state: SourceState,
  community_id: Uuid,
  appearance: SourceAppearance,
  /** Liquid-like template of the name that visitors see: `{{firstname}}` and `{{lastname}}` are understood. */
  sender_name: Type.String({ maxLength: LIMITS.nameLength }),
  automatic_page_change: Type.Boolean(),
  translations: Type.Record(Type.String(), Type.Record(Type.String(), Type.String())),
  /** How many conversations may wait, as a share of those that the available agents take at once. */
  queuing_factor: QueuingFactor,
  offer_policy: OfferPolicy,
  analytics: SourceAnalytics,
  visit_dismissal: VisitDismissal,
  /** Whether browsers tell how often offers were made, shown and taken up: totals alone. */
  count_offers: Type.Boolean(),
  /** Stands first in a new conversation, unless a trigger sent an automatic message; empty: none. Messaging only. */
  welcome_message: Type.String({ maxLength: WELCOME_LENGTH }),
  /** Whether visitors without an address are asked for one after the first message of a new conversation. */
  email_request: Type.Boolean(),
  /** How many conversations a visitor may have open at once. */
  open_threads_limit: OpenThreadsLimit,
  /** A conversation of messaging closes by itself after so much silence, and never before four days. */
  thread_inclusion_hours: ThreadInclusionHours,
  /** Whoever waits so long in a live chat is told that nobody can answer; 0: never. */
  impossible_after_seconds: ImpossibleAfterSeconds,
  /** CSS or SCSS of the source's own for the window; empty: it looks as it is built. */
  custom_css: Type.String({ maxLength: CUSTOM_CSS_LENGTH }),
  /** The websites that may show the chat in a frame, by `/chat/TOKEN/web`. Messaging only. */
  frame_origins: FrameOrigins,
  /** The tag to put on the website. */
  snippet: Type.String(),
  created_at: Timestamp,
});
export type Source = Type.Static<typeof Source>;

export const SourceChange = Type.Partial(
  Type.Object({
    label: Label,
    mode: SourceMode,
    state: SourceState,
    appearance: Type.Partial(SourceAppearance),
    sender_name: Type.String({ minLength: 1, maxLength: LIMITS.nameLength }),
    automatic_page_change: Type.Boolean(),
    translations: Type.Record(
      Type.String({ maxLength: 35 }),
      Type.Record(Type.String(), Type.String({ maxLength: 1_000 })),
    ),
    queuing_factor: QueuingFactor,
    offer_policy: OfferPolicy,
    analytics: Type.Partial(SourceAnalytics),
    visit_dismissal: VisitDismissal,
    count_offers: Type.Boolean(),
    welcome_message: Type.String({ maxLength: WELCOME_LENGTH }),
    email_request: Type.Boolean(),
    open_threads_limit: OpenThreadsLimit,
    thread_inclusion_hours: ThreadInclusionHours,
    impossible_after_seconds: ImpossibleAfterSeconds,
    custom_css: Type.String({ maxLength: CUSTOM_CSS_LENGTH }),
    frame_origins: FrameOrigins,
  }),
  { additionalProperties: false },
);
export type SourceChange = Type.Static<typeof SourceChange>;

/** Styles to look at before they are stored. */
export const ThemePreviewRequest = Type.Object(
  { custom_css: Type.String({ maxLength: CUSTOM_CSS_LENGTH }) },
  { additionalProperties: false },
);

export const ThemePreview = Type.Object({
  /** Colours of the variables that the styles set, by their names: `#rrggbb` or `#rrggbbaa`. */
  variables: Type.Record(Type.String(), Type.String()),
  /** Their rules, as the window adopts them. */
  css: Type.String(),
});
export type ThemePreview = Type.Static<typeof ThemePreview>;

const triggerFields = {
  label: Label,
  active: Type.Boolean(),
  only_if_agents_available: Type.Boolean(),
  queuing_factor: Nullable(QueuingFactor),
  holdout_share: Type.Number({ minimum: 0, maximum: 1 }),
  conditions: Type.Array(Condition, { maxItems: 50 }),
  actions: TriggerActions,
  after: TriggerAfter,
  category_ids: Type.Array(Uuid, { maxItems: 50 }),
  language: Nullable(Type.String({ maxLength: 35 })),
};
/** Something that a stored trigger names and that is not there, or no longer fits. It runs without it. */
export const TriggerProblem = Type.Object({
  /** Path with dots: `actions.item_ids.0`. */
  field: Type.String(),
  message: Type.String(),
});
export type TriggerProblem = Type.Static<typeof TriggerProblem>;

export const Trigger = Type.Object({
  id: Uuid,
  source_id: Uuid,
  ...triggerFields,
  created_at: Timestamp,
  /** Empty when all is well. Worked out at each reading, so it cannot be written. */
  problems: Type.Array(TriggerProblem),
});
export type Trigger = Type.Static<typeof Trigger>;

const itemFields = {
  label: Label,
  type: literals("button", "invitation"),
  placement: ItemPlacement,
  online_offline: Type.Boolean(),
  html: Type.String({ maxLength: 20_000 }),
  css: Type.String({ maxLength: 20_000 }),
};
export const Item = Type.Object({ id: Uuid, source_id: Uuid, ...itemFields, created_at: Timestamp });
export type Item = Type.Static<typeof Item>;

const automaticMessageFields = {
  label: Label,
  body: Type.String({ minLength: 1, maxLength: LIMITS.messageBodyLength }),
};
export const AutomaticMessage = Type.Object({
  id: Uuid,
  source_id: Uuid,
  ...automaticMessageFields,
  created_at: Timestamp,
});
export type AutomaticMessage = Type.Static<typeof AutomaticMessage>;

const customVariableFields = {
  name: Type.String({ pattern: "^custom_[a-zA-Z0-9_]{1,100}$" }),
  label: Label,
  type: literals("string", "number", "boolean"),
  filling: Nullable(VariableFilling),
};
export const CustomVariable = Type.Object({
  id: Uuid,
  source_id: Uuid,
  ...customVariableFields,
  created_at: Timestamp,
});
export type CustomVariable = Type.Static<typeof CustomVariable>;

/** What creates and what changes each: the same fields, sensible ones left out by those who do not care. */
const closed = { additionalProperties: false };
export const TriggerDraft = Type.Object(
  { source_id: Uuid, ...Type.Partial(Type.Object(triggerFields)).properties, label: Label },
  closed,
);
export const TriggerChange = Type.Partial(Type.Object(triggerFields), closed);
export const ItemDraft = Type.Object(
  {
    source_id: Uuid,
    ...Type.Partial(Type.Object(itemFields)).properties,
    label: Label,
    type: itemFields.type,
    html: itemFields.html,
  },
  closed,
);
export const ItemChange = Type.Partial(Type.Object(itemFields), closed);
export const AutomaticMessageDraft = Type.Object({ source_id: Uuid, ...automaticMessageFields }, closed);
export const AutomaticMessageChange = Type.Partial(Type.Object(automaticMessageFields), closed);
export const CustomVariableDraft = Type.Object(
  { source_id: Uuid, ...customVariableFields, filling: Type.Optional(customVariableFields.filling) },
  closed,
);
export const CustomVariableChange = Type.Partial(Type.Object(customVariableFields), closed);
export const TriggerOrder = Type.Object({ source_id: Uuid, ids: Type.Array(Uuid, { maxItems: 500 }) }, closed);
