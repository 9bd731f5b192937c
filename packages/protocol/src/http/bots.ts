import Type from "typebox";
import { LIMITS } from "../constants.ts";
import { Timestamp, Uuid } from "../identifiers.ts";

const closed = { additionalProperties: false };
const Nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** What a bot is told of: that it has a thread from now on, and each message of the visitor's while it has it. */
export const BotEvent = Type.Enum(["conversation_started", "message_arrived"]);
export type BotEvent = Type.Static<typeof BotEvent>;

const fields = {
  /** The name that visitors and agents see. */
  name: Type.String({ minLength: 1, maxLength: LIMITS.nameLength, pattern: "\\S" }),
  /** Whom Beckon calls with what happens. */
  url: Type.String({ minLength: 1, maxLength: LIMITS.urlLength }),
  /** Where it reads and answers; in every source when there is none. */
  source_ids: Type.Array(Uuid, { maxItems: 500, uniqueItems: true }),
  /** How long a visitor waits for its answer before agents are asked. */
  answer_seconds: Type.Integer({ minimum: 5, maximum: 3_600 }),
};

/** A program that answers visitors: a user with a token and without a password. */
export const Bot = Type.Object({
  id: Uuid,
  ...fields,
  /** One that is switched off gets no work, and what it had goes to agents. */
  active: Type.Boolean(),
  /** When its token was used, to five minutes or so; null: never. */
  token_last_used_at: Nullable(Timestamp),
  created_at: Timestamp,
});
export type Bot = Type.Static<typeof Bot>;

export const BotDraft = Type.Object(
  { ...Type.Partial(Type.Object(fields)).properties, name: fields.name, url: fields.url },
  closed,
);
export type BotDraft = Type.Static<typeof BotDraft>;

export const BotChange = Type.Partial(Type.Object({ ...fields, active: Type.Boolean() }), closed);
export type BotChange = Type.Static<typeof BotChange>;

/** By the token it asks us, by the secret it knows our calls. Both are told once. */
export const CreatedBot = Type.Object({ ...Bot.properties, token: Type.String(), secret: Type.String() });
export type CreatedBot = Type.Static<typeof CreatedBot>;

export const BotToken = Type.Object({ token: Type.String() });
export type BotToken = Type.Static<typeof BotToken>;
export const BotSecret = Type.Object({ secret: Type.String() });
export type BotSecret = Type.Static<typeof BotSecret>;

/** For whom a bot means what it hands over: a team, an agent, or those who know one of the categories; else for anybody. */
export const Handover = Type.Object(
  {
    /** The thread gets them beside those that it has. */
    category_ids: Type.Optional(Type.Array(Uuid, { maxItems: 50, uniqueItems: true })),
    team_id: Type.Optional(Uuid),
    agent_id: Type.Optional(Uuid),
    /** Agents read it in the thread, as a note. */
    comment: Type.Optional(Type.String({ maxLength: 1_000 })),
  },
  closed,
);
export type Handover = Type.Static<typeof Handover>;

/** Whether somebody for whom it is meant is there now. It waits in the queue in either case. */
export const HandoverAnswer = Type.Object({ available: Type.Boolean() });
export type HandoverAnswer = Type.Static<typeof HandoverAnswer>;
