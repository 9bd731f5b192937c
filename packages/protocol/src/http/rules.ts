import Type from "typebox";
import { LIMITS } from "../constants.ts";
import { Timestamp, Uuid } from "../identifiers.ts";
import { Operator } from "../targeting.ts";
import { CustomValue } from "./custom-fields.ts";
import { LanguageTag } from "./tags.ts";
import { TaskPriority } from "./tasks.ts";

const closed = { additionalProperties: false };
const Ids = Type.Array(Uuid, { minItems: 1, maxItems: 50, uniqueItems: true });

/** What a visitor's message is made of. */
export const MESSAGE_TYPES = ["text", "image", "file"] as const;
export type MessageType = (typeof MESSAGE_TYPES)[number];

/** What a rule begins with. `task_created`: of what a visitor wrote, of a transfer, or of what comes back at its time. */
export const RuleEvent = Type.Enum([
  "thread_started",
  "visitor_message_arrived",
  "thread_reopened",
  "task_created",
  "intervention_closed",
]);
export type RuleEvent = Type.Static<typeof RuleEvent>;

/**
 * What a condition of a rule looks at. `extra_value` (of the thread's context data, else of the identity's extra
 * values), `identity_field` (what the website said), `person_field` (what agents wrote, then extra values, then the website, of the person) and `custom_variable` take a `name`, `custom_field` the id of the field as its name; `source`, `trigger`, `category` and `tag` compare ids. `message_type` is of MESSAGE_TYPES, several
 * where a message has words and files.
 */
export const RuleCriterion = Type.Enum([
  "message_body",
  "message_type",
  "source",
  "language",
  "trigger",
  "category",
  "tag",
  "extra_value",
  "identity_field",
  "person_field",
  "custom_field",
  "custom_variable",
  "page_url",
  "page_title",
  "day_of_week",
  "time",
  "business_hours",
  "agents_available",
]);
export type RuleCriterion = Type.Static<typeof RuleCriterion>;

export const RuleCondition = Type.Object(
  {
    criterion: RuleCriterion,
    name: Type.Optional(Type.String({ minLength: 1, maxLength: LIMITS.nameLength })),
    operator: Operator,
    /** Commas separate several texts, any of which is meant. */
    value: Type.Optional(Type.Union([Type.String({ maxLength: 2_000 }), Type.Null()])),
  },
  closed,
);
export type RuleCondition = Type.Static<typeof RuleCondition>;

export const RuleAction = Type.Union([
  Type.Object({ type: Type.Literal("categorise"), category_ids: Ids }, closed),
  /** The visitor's message that the event means, beside its thread. */
  Type.Object({ type: Type.Literal("categorise_message"), category_ids: Ids }, closed),
  Type.Object({ type: Type.Literal("tag"), tag_ids: Ids }, closed),
  Type.Object({ type: Type.Literal("set_language"), language: LanguageTag }, closed),
  Type.Object(
    {
      type: Type.Literal("reply"),
      body: Type.String({ minLength: 1, maxLength: LIMITS.messageBodyLength, pattern: "\\S" }),
      /** How long the rule does not reply again in the same thread. */
      grace_minutes: Type.Integer({ minimum: 1, maximum: 43_200 }),
    },
    closed,
  ),
  Type.Object({ type: Type.Literal("ask_email") }, closed),
  Type.Object({ type: Type.Literal("lock") }, closed),
  Type.Object({ type: Type.Literal("ignore") }, closed),
  Type.Object({ type: Type.Literal("set_priority"), priority: TaskPriority }, closed),
  /** Its people are asked first, before the channel's steps. */
  Type.Object({ type: Type.Literal("route_to_team"), team_id: Uuid }, closed),
  /** Whoever has the category among their skills is asked first. */
  Type.Object({ type: Type.Literal("route_to_skill"), category_id: Uuid }, closed),
  /** At once, past the queue, unless somebody has it already. */
  Type.Object({ type: Type.Literal("assign"), user_id: Uuid }, closed),
  /** It has the work until it hands over or fails, unless a person has it already. */
  Type.Object({ type: Type.Literal("start_bot"), bot_id: Uuid }, closed),
  /** With the ids of what happened, signed by the domain's secret. */
  Type.Object(
    { type: Type.Literal("call_webhook"), url: Type.String({ minLength: 1, maxLength: LIMITS.urlLength }) },
    closed,
  ),
  /** Of the person behind the visitor. A rule may set several. */
  Type.Object({ type: Type.Literal("set_custom_field"), field_id: Uuid, value: CustomValue }, closed),
]);
export type RuleAction = Type.Static<typeof RuleAction>;

const fields = {
  label: Type.String({ minLength: 1, maxLength: LIMITS.nameLength, pattern: "\\S" }),
  active: Type.Boolean(),
  event: RuleEvent,
  /** In these only; in all when there is none. */
  source_ids: Type.Array(Uuid, { maxItems: 500, uniqueItems: true }),
  /** All of them have to hold. */
  conditions: Type.Array(RuleCondition, { maxItems: 20 }),
  actions: Type.Array(RuleAction, { maxItems: 10 }),
};

/** What the product does by itself: on an event, if conditions, then actions. */
export const Rule = Type.Object({
  id: Uuid,
  ...fields,
  /** In the order of which rules have their turn. */
  place: Type.Integer(),
  created_at: Timestamp,
});
export type Rule = Type.Static<typeof Rule>;

export const RuleChange = Type.Partial(Type.Object(fields), closed);
export type RuleChange = Type.Static<typeof RuleChange>;

export const RuleDraft = Type.Object({ ...RuleChange.properties, label: fields.label, event: fields.event }, closed);
export type RuleDraft = Type.Static<typeof RuleDraft>;

export const RuleOrder = Type.Object({ ids: Type.Array(Uuid, { maxItems: 100, uniqueItems: true }) }, closed);

/** A rule as it might be, to be tried on threads of the past. */
export const RuleTrial = Type.Object(
  {
    event: fields.event,
    source_ids: fields.source_ids,
    conditions: fields.conditions,
    actions: Type.Optional(fields.actions),
  },
  closed,
);
export type RuleTrial = Type.Static<typeof RuleTrial>;

/** What one action would do to a thread: something; nothing, since it is so already or does not go there; or fail. */
export const ActionForecast = Type.Object({
  would: Type.Enum(["act", "pass", "fail"]),
  /** Why it would not act; null when it would. */
  reason: Type.Union([Type.String(), Type.Null()]),
});
export type ActionForecast = Type.Static<typeof ActionForecast>;

/** What a rule would have made of one thread, and why. */
export const RuleTrialOutcome = Type.Object({
  thread_id: Uuid,
  source_label: Type.String(),
  visitor_name: Type.String(),
  /** What the visitor wrote, as the event would have had it. */
  message: Type.String(),
  occurred_at: Timestamp,
  holds: Type.Boolean(),
  /** One for each condition, in their order: what was seen, and whether that satisfies it. */
  conditions: Type.Array(Type.Object({ seen: Type.Array(Type.String()), holds: Type.Boolean() })),
  /** One for each action, in their order; none where the conditions do not hold. */
  actions: Type.Array(ActionForecast),
});
export type RuleTrialOutcome = Type.Static<typeof RuleTrialOutcome>;

export const RuleTrialAnswer = Type.Object({ count: Type.Integer(), records: Type.Array(RuleTrialOutcome) });
export type RuleTrialAnswer = Type.Static<typeof RuleTrialAnswer>;

/** Since when there is a secret that signs the calls of rules; null: there is none, and nothing is called. */
export const RuleCallSecretState = Type.Object({
  made_at: Type.Union([Timestamp, Type.Null()]),
  /** Until when the one before signs too; null: it does not. */
  replaced_until: Type.Union([Timestamp, Type.Null()]),
});
export type RuleCallSecretState = Type.Static<typeof RuleCallSecretState>;

/** Told once, when it is made. */
export const RuleCallSecret = Type.Object({ secret: Type.String(), made_at: Timestamp });
export type RuleCallSecret = Type.Static<typeof RuleCallSecret>;
