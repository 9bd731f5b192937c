import Type from "typebox";
import { LIMITS } from "./constants.ts";
import { Uuid } from "./identifiers.ts";

const Nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const literals = <T extends string[]>(...values: [...T]) => Type.Enum(values);

export const Criterion = Type.Union([
  literals(
    "chat_opened",
    "chat_shown",
    "day_of_week",
    "time",
    "identity",
    "signed_identity",
    "page_path",
    "page_url",
    "page_title",
    "page_visit_count",
    "page_visit_duration",
    "visit_count",
    "visit_duration",
    "referrer",
    "utm_source",
    "utm_medium",
    "utm_campaign",
    "utm_term",
    "utm_content",
    "device",
    "language",
    "exit_intent",
    "scroll_depth",
    "idle_time",
    "returning_visitor",
  ),
  Type.String({ pattern: "^custom_[a-zA-Z0-9_]{1,100}$" }),
]);
export type Criterion = Type.Static<typeof Criterion>;

export const Position = literals(
  "current",
  "previous",
  "previous_2",
  "previous_3",
  "previous_4",
  "previous_5",
  "among_previous_2",
  "among_previous_3",
  "among_previous_4",
  "among_previous_5",
  "current_or_previous",
  "current_or_previous_2",
  "current_or_previous_3",
  "current_or_previous_4",
  "any",
  "any_previous",
  "first",
);
export type Position = Type.Static<typeof Position>;

export const Operator = literals(
  "is",
  "is_not",
  "contains",
  "not_contains",
  "starts_with",
  "ends_with",
  "gte",
  "lte",
  "present",
  "not_present",
);
export type Operator = Type.Static<typeof Operator>;

export const Condition = Type.Object({
  criterion: Criterion,
  position: Type.Optional(Position),
  operator: Operator,
  value: Type.Optional(Nullable(Type.Union([Type.String({ maxLength: 2_000 }), Type.Number(), Type.Boolean()]))),
});
export type Condition = Type.Static<typeof Condition>;

export const TriggerActions = Type.Object({
  show_chat: Nullable(literals("open", "minimized")),
  item_ids: Type.Array(Uuid, { maxItems: 20 }),
  automatic_message_id: Nullable(Uuid),
  hide_items: Type.Boolean(),
});
export type TriggerActions = Type.Static<typeof TriggerActions>;

export const TriggerAfter = Type.Object({
  no_other_trigger: Type.Boolean(),
  once_per_visit: Type.Boolean(),
});

/** A trigger as the browser gets it: no less and no more than it needs. Only active ones, in their order. */
export const LoaderTrigger = Type.Object({
  id: Uuid,
  label: Type.String(),
  conditions: Type.Array(Condition),
  actions: TriggerActions,
  after: TriggerAfter,
  only_if_agents_available: Type.Boolean(),
  holdout_share: Type.Number({ minimum: 0, maximum: 1 }),
  category_ids: Type.Array(Uuid),
  language: Nullable(Type.String({ maxLength: 35 })),
});
export type LoaderTrigger = Type.Static<typeof LoaderTrigger>;

export const ItemPlacement = Type.Object({
  kind: literals("floating", "fixed", "modal", "corner", "banner"),
  corner: Type.Optional(literals("bottom_right", "bottom_left", "top_right", "top_left")),
  offset_x: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_000 })),
  offset_y: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_000 })),
});
export type ItemPlacement = Type.Static<typeof ItemPlacement>;

export const LoaderItem = Type.Object({
  id: Uuid,
  label: Type.String(),
  type: literals("button", "invitation"),
  placement: ItemPlacement,
  online_offline: Type.Boolean(),
  html: Type.String({ maxLength: 20_000 }),
  css: Type.String({ maxLength: 20_000 }),
});
export type LoaderItem = Type.Static<typeof LoaderItem>;

export const VariableFilling = Type.Object({
  kind: literals("selector", "global", "cookie", "url_parameter", "meta", "local_storage"),
  selector: Type.Optional(Type.String({ maxLength: 1_000 })),
  path: Type.Optional(Type.String({ maxLength: 1_000 })),
  name: Type.Optional(Type.String({ maxLength: 1_000 })),
  read: Type.Optional(
    Type.Union([
      literals("text", "value", "checked", "count"),
      Type.Object({ attribute: Type.String({ minLength: 1, maxLength: LIMITS.nameLength }) }),
    ]),
  ),
  pattern: Type.Optional(Nullable(Type.String({ maxLength: 1_000 }))),
});
export type VariableFilling = Type.Static<typeof VariableFilling>;

export const LoaderCustomVariable = Type.Object({
  name: Type.String({ pattern: "^custom_[a-zA-Z0-9_]{1,100}$" }),
  type: literals("string", "number", "boolean"),
  filling: Nullable(VariableFilling),
});
export type LoaderCustomVariable = Type.Static<typeof LoaderCustomVariable>;

export const LoaderAutomaticMessage = Type.Object({
  id: Uuid,
  body: Type.String({ maxLength: LIMITS.messageBodyLength }),
});
export type LoaderAutomaticMessage = Type.Static<typeof LoaderAutomaticMessage>;
