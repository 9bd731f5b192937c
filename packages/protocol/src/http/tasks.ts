import Type from "typebox";
import { TASK_PRIORITIES } from "../constants.ts";
import { Timestamp, Uuid } from "../identifiers.ts";
import { Channel } from "./presence.ts";
import { ListQuery } from "./records.ts";

const closed = { additionalProperties: false };
const Nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const Person = Type.Object({ id: Uuid, name: Type.String() });

export const TaskState = Type.Enum([
  "waiting",
  "ringing",
  "accepted",
  "completed",
  "transferred",
  "expired",
  "undelivered",
]);
export type TaskState = Type.Static<typeof TaskState>;

/** Of a conversation, and of its tasks. */
export const TaskPriority = Type.Enum([...TASK_PRIORITIES]);
export type TaskPriority = Type.Static<typeof TaskPriority>;

export const ThreadPriority = Type.Object({ priority: TaskPriority }, closed);

/** For whom a task is meant: by a transfer or a rule, or because they had it before. */
export const TaskTarget = Type.Union([
  Type.Object({ kind: Type.Literal("agent"), id: Uuid }, closed),
  Type.Object({ kind: Type.Literal("team"), id: Uuid }, closed),
  Type.Object({ kind: Type.Literal("category"), id: Uuid }, closed),
  /** Whoever speaks it; a language tag such as `fr`. */
  Type.Object(
    { kind: Type.Literal("language"), language: Type.String({ pattern: "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$" }) },
    closed,
  ),
]);
export type TaskTarget = Type.Static<typeof TaskTarget>;

/** The routed piece of work that brings a thread to an agent's screen. */
export const Task = Type.Object({
  id: Uuid,
  thread_id: Uuid,
  source_id: Uuid,
  source_label: Type.String(),
  channel: Channel,
  state: TaskState,
  /** Of a completed one: whether its intervention was closed, or put off. */
  completion: Nullable(Type.Enum(["closed", "deferred"])),
  /** At whom it rings, or who has or had it. */
  agent: Nullable(Person),
  /** That whoever has it is a bot, from whom anybody may take it who may answer there. */
  held_by_bot: Type.Boolean(),
  visitor_name: Type.String(),
  /** The beginning of the thread's last message; empty when there is none. */
  preview: Type.String(),
  language: Nullable(Type.String()),
  priority: TaskPriority,
  target: Nullable(TaskTarget),
  /** What the target is called. */
  target_label: Nullable(Type.String()),
  comment: Nullable(Type.String()),
  transferred_by: Nullable(Person),
  /** Agents who let it ring. */
  missed_by: Type.Array(Uuid),
  intervention_id: Nullable(Uuid),
  /** While it is put off. */
  deferred_until: Nullable(Timestamp),
  ring_ends_at: Nullable(Timestamp),
  /** Since when the visitor waits. */
  queued_at: Timestamp,
  created_at: Timestamp,
  accepted_at: Nullable(Timestamp),
  ended_at: Nullable(Timestamp),
  /** Grows with each change: of two tellings of one task the greater is the newer. */
  revision: Type.Integer({ minimum: 0 }),
});
export type Task = Type.Static<typeof Task>;

/**
 * `mine`: what rings at the caller, what they have, and what they have put off; `ongoing` is what anybody has, for who
 * monitors tasks or those of their teams; `all` is for who monitors tasks.
 */
export const TaskFolder = Type.Enum(["mine", "waiting", "undelivered", "ongoing", "all"]);
export type TaskFolder = Type.Static<typeof TaskFolder>;

export const TaskListQuery = Type.Object({
  ...ListQuery.properties,
  source_id: Type.Optional(Uuid),
  folder: Type.Optional(TaskFolder),
});

const Comment = Type.String({ maxLength: 1_000 });

/**
 * `bypass_queue` gives it to an agent at once, who is not asked; for who may assign interventions. `held_by` is who has it as
 * the caller knows it, null for nobody: refused when somebody else has it by then.
 */
export const TaskTransfer = Type.Object(
  {
    to: TaskTarget,
    comment: Type.Optional(Comment),
    bypass_queue: Type.Optional(Type.Boolean()),
    held_by: Type.Optional(Nullable(Uuid)),
  },
  closed,
);
export type TaskTransfer = Type.Static<typeof TaskTransfer>;

export const NextTaskRequest = Type.Object({ channel: Type.Optional(Channel) }, closed);

/** One span of an agent's work in a thread. */
export const Intervention = Type.Object({
  id: Uuid,
  thread_id: Uuid,
  source_id: Uuid,
  state: Type.Enum(["open", "deferred", "closed", "canceled"]),
  /** Null while it was given back, and nobody has it. */
  agent: Nullable(Person),
  deferred_until: Nullable(Timestamp),
  opened_at: Timestamp,
  closed_at: Nullable(Timestamp),
});
export type Intervention = Type.Static<typeof Intervention>;

export const InterventionListQuery = Type.Object({
  ...ListQuery.properties,
  source_id: Type.Optional(Uuid),
  thread_id: Type.Optional(Uuid),
  user_id: Type.Optional(Uuid),
  state: Type.Optional(Intervention.properties.state),
});
export type InterventionListQuery = Type.Static<typeof InterventionListQuery>;

export const InterventionAssignment = Type.Object({ user_id: Uuid }, closed);

/** When it comes back by itself: in the future, within a year. */
export const InterventionDeferral = Type.Object({ until: Timestamp }, closed);

/** `seconds` is how long a step is tried before the next one; null: for as long as the channel's `task_timeout_seconds`. */
export const RoutingStep = Type.Object(
  {
    /** The last agent who knew this person; who has the thread's category and language; whoever may answer there. */
    kind: Type.Enum(["last_agent", "skilled", "everyone"]),
    seconds: Nullable(Type.Integer({ minimum: 1, maximum: 2_592_000 })),
  },
  closed,
);
export type RoutingStep = Type.Static<typeof RoutingStep>;

/** One after the other; after the last one a task is undelivered. */
const RoutingSteps = Type.Array(RoutingStep, { minItems: 1, maxItems: 10 });

const routingFields = {
  steps: RoutingSteps,
  ring_seconds: Type.Integer({ minimum: 5, maximum: 300 }),
  /** Agents have what is pushed to them without accepting it. */
  accept_automatically: Type.Boolean(),
};

/** How a channel's tasks find their agents. */
export const RoutingSettings = Type.Object({ channel: Channel, ...routingFields });
export type RoutingSettings = Type.Static<typeof RoutingSettings>;

export const RoutingSettingsChange = Type.Partial(Type.Object(routingFields), closed);
export type RoutingSettingsChange = Type.Static<typeof RoutingSettingsChange>;

/** A source with steps of its own, in the place of its channel's. */
export const SourceRouting = Type.Object({ source_id: Uuid, steps: RoutingSteps });
export type SourceRouting = Type.Static<typeof SourceRouting>;

/** Null: the source has its channel's steps. */
export const SourceRoutingChange = Type.Object({ steps: Nullable(RoutingSteps) }, closed);
export type SourceRoutingChange = Type.Static<typeof SourceRoutingChange>;
