import Type from "typebox";
import { LIMITS } from "../constants.ts";
import { Timestamp, Uuid } from "../identifiers.ts";

/** A bearer token, told once: only its hash is kept. */
export const AccessToken = Type.Object({ token: Type.String() });
export type AccessToken = Type.Static<typeof AccessToken>;

const label = Type.String({ minLength: 1, maxLength: LIMITS.nameLength });

/** What is known of a token beside its secret. What a program does with it is done as its user. */
export const TokenRecord = Type.Object({
  id: Uuid,
  /** What it is for; empty when it was made with a password. */
  label: Type.String(),
  user: Type.Object({ id: Uuid, name: Type.String() }),
  created_at: Timestamp,
  /** To the minute or so; null: never. */
  last_used_at: Type.Union([Timestamp, Type.Null()]),
});
export type TokenRecord = Type.Static<typeof TokenRecord>;

export const TokenDraft = Type.Object({ label }, { additionalProperties: false });

export const CreatedToken = Type.Object({ ...TokenRecord.properties, token: Type.String() });
export type CreatedToken = Type.Static<typeof CreatedToken>;
