import Type from "typebox";
import { LIMITS } from "../constants.ts";
import { TOKEN_LENGTH } from "../frames/visitor-to-server.ts";
import { Timestamp, Uuid } from "../identifiers.ts";
import { ExtraValueMapping } from "./extra-value-mapping.ts";

const Nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const literals = <T extends string[]>(...values: [...T]) => Type.Enum(values);

export const SignedIdentities = literals("reject", "accept", "require");
export type SignedIdentities = Type.Static<typeof SignedIdentities>;

const settings = {
  name: Type.String({ minLength: 1, maxLength: LIMITS.nameLength }),
  signed_identities: SignedIdentities,
  /** Whoever names a uuid is taken for its owner, without any proof. */
  accept_unsigned_uuids: Type.Boolean(),
  /** A token must be valid for an hour when it is first presented; null: where signed identities are required. */
  first_hour_required: Nullable(Type.Boolean()),
  /** Signed identities with the same e-mail address, or uuid, become one person where both communities say so. */
  merge_equal_emails: Type.Boolean(),
  merge_equal_uuids: Type.Boolean(),
  /** Which extra values fill which fields of the person. */
  extra_value_mapping: ExtraValueMapping,
};

/** The set of identities that the visitors of some sources belong to. */
export const Community = Type.Object({
  id: Uuid,
  ...settings,
  /** Grows with each change of the mapping. */
  mapping_version: Type.Integer(),
  created_at: Timestamp,
});
export type Community = Type.Static<typeof Community>;

/** With a `mapping_version` the mapping is changed only as it stood there: refused with mapping_changed when it has changed since. */
export const CommunityChange = Type.Partial(Type.Object({ ...settings, mapping_version: Type.Integer() }), {
  additionalProperties: false,
});
export type CommunityChange = Type.Static<typeof CommunityChange>;

export const CommunityDraft = Type.Object(
  { ...Type.Partial(Type.Object(settings)).properties, name: settings.name },
  { additionalProperties: false },
);
export type CommunityDraft = Type.Static<typeof CommunityDraft>;

export const KeyAlgorithm = literals("HS256", "RS256");
export type KeyAlgorithm = Type.Static<typeof KeyAlgorithm>;

/** A key by which a community's visitors are signed. A secret is never shown again. */
export const CommunityKey = Type.Object({
  id: Uuid,
  kid: Type.String(),
  algorithm: KeyAlgorithm,
  /** PEM, for RS256. */
  public_key: Nullable(Type.String()),
  created_at: Timestamp,
  last_used_at: Nullable(Timestamp),
  revoked_at: Nullable(Timestamp),
});
export type CommunityKey = Type.Static<typeof CommunityKey>;

export const CommunityKeyDraft = Type.Object(
  {
    kid: Type.String({ pattern: "^[a-z0-9_]+$", maxLength: 64 }),
    algorithm: KeyAlgorithm,
    /** For HS256: one that the company has already. Left out: one is made. */
    secret: Type.Optional(Type.String({ minLength: 24, maxLength: 1_000 })),
    /** For RS256: PEM, at least 2048 bits. */
    public_key: Type.Optional(Type.String({ minLength: 1, maxLength: 8_000 })),
  },
  { additionalProperties: false },
);
export type CommunityKeyDraft = Type.Static<typeof CommunityKeyDraft>;

/** The answer to a new key: `secret` stands here and never again; null when there is none. */
export const CreatedCommunityKey = Type.Object({ ...CommunityKey.properties, secret: Nullable(Type.String()) });
export type CreatedCommunityKey = Type.Static<typeof CreatedCommunityKey>;

export const TokenToCheck = Type.Object({ token: Type.String({ maxLength: TOKEN_LENGTH }) });

/** What would become of a token that is presented now. `code` and `message` are null when it is verified. */
export const TokenCheck = Type.Object({
  verified: Type.Boolean(),
  code: Nullable(Type.String()),
  message: Nullable(Type.String()),
  kid: Nullable(Type.String()),
  uuid: Nullable(Type.String()),
  expires_at: Nullable(Timestamp),
  /** What stands in the way although the token is verified, such as a community that rejects signed identities. */
  warnings: Type.Array(Type.String()),
});
export type TokenCheck = Type.Static<typeof TokenCheck>;

/** A visitor who was not let in as whom the website said. */
export const IdentityRefusal = Type.Object({
  id: Uuid,
  source_id: Uuid,
  code: Type.String(),
  message: Type.String(),
  kid: Nullable(Type.String()),
  occurred_at: Timestamp,
});
export type IdentityRefusal = Type.Static<typeof IdentityRefusal>;
