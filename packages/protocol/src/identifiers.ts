import Type from "typebox";

/** Ids are made by whoever creates the thing (UUIDv7), so that doing it again is the same thing. */
export const Uuid = Type.String({
  pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
  description: "UUID in lower case",
});

/** ISO 8601 in UTC. */
export const Timestamp = Type.String({ description: "ISO 8601 time in UTC" });

/** 256 bits in base64url, made in the browser and kept there: the proof that an identity is its own. */
export const IdentitySecret = Type.String({ pattern: "^[A-Za-z0-9_-]{43}$" });

export const MessageNumber = Type.Integer({ minimum: 0, maximum: 2_147_483_647 });
