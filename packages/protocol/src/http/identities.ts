import Type from "typebox";
import { Timestamp, Uuid } from "../identifiers.ts";

const Nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** A visitor as known through one community. */
export const Identity = Type.Object({
  id: Uuid,
  /** The person whom it belongs to; its own id while it stands alone. */
  group_id: Uuid,
  community_id: Uuid,
  /** The company's own name for the visitor; null for one that is known by this browser alone. */
  uuid: Nullable(Type.String()),
  /** `claimed`: only said by a browser. `shared`: said, and taken as it is. `signed`: proven by a token. */
  uuid_standing: Nullable(Type.Enum(["claimed", "shared", "signed"])),
  firstname: Nullable(Type.String()),
  lastname: Nullable(Type.String()),
  screenname: Nullable(Type.String()),
  company: Nullable(Type.String()),
  email: Nullable(Type.String()),
  avatar_url: Nullable(Type.String()),
  extra_values: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
  /** Since then nothing is known of the visitor; null for all others. */
  anonymized_at: Nullable(Timestamp),
  created_at: Timestamp,
});
export type Identity = Type.Static<typeof Identity>;

/** What there is of a visitor, and goes when they are anonymised or deleted. */
export const StoredOfIdentity = Type.Object({
  threads: Type.Integer(),
  messages: Type.Integer(),
  attachments: Type.Integer(),
  page_views: Type.Integer(),
});
export type StoredOfIdentity = Type.Static<typeof StoredOfIdentity>;
