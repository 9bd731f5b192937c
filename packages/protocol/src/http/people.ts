import Type from "typebox";
import { LIMITS } from "../constants.ts";
import { Timestamp, Uuid } from "../identifiers.ts";
import { Permission, ReadyMadeRole, SourcePermission } from "../permissions.ts";
import { ListQuery, User } from "./records.ts";

const closed = { additionalProperties: false };
const Label = Type.String({ minLength: 1, maxLength: LIMITS.nameLength });

/** Who is signed in, and what they may do: screens show by it what is theirs to see. */
export const SignedInUser = Type.Object({ ...User.properties, permissions: Type.Array(Permission) });
export type SignedInUser = Type.Static<typeof SignedInUser>;

const roleFields = {
  label: Label,
  permissions: Type.Array(Permission, { uniqueItems: true, maxItems: 100 }),
  /** For every source, those that are yet to be made included. */
  source_permissions: Type.Array(SourcePermission, { uniqueItems: true }),
  /** For single sources, beside those. */
  sources: Type.Array(
    Type.Object({ source_id: Uuid, permissions: Type.Array(SourcePermission, { uniqueItems: true }) }, closed),
    { maxItems: 500 },
  ),
};

/** A named set of permissions. What somebody may do is the sum of their roles. */
export const AccessRole = Type.Object({
  id: Uuid,
  ...roleFields,
  /** Which of those that every domain starts with it is. The administrator's cannot be changed. */
  ready_made: Type.Union([ReadyMadeRole, Type.Null()]),
  created_at: Timestamp,
});
export type AccessRole = Type.Static<typeof AccessRole>;

export const AccessRoleDraft = Type.Object(
  { ...Type.Partial(Type.Object(roleFields)).properties, label: Label },
  closed,
);
export type AccessRoleDraft = Type.Static<typeof AccessRoleDraft>;
export const AccessRoleChange = Type.Partial(Type.Object(roleFields), closed);
export type AccessRoleChange = Type.Static<typeof AccessRoleChange>;

/** The roles that a user has from now on. */
export const UserRoles = Type.Object({ role_ids: Type.Array(Uuid, { uniqueItems: true, maxItems: 50 }) }, closed);

const Stored = Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()]);

/** Who did what to which object, and when. Secrets are not in it. */
export const AuditEvent = Type.Object({
  id: Uuid,
  /** Null for what the product did by itself. */
  user: Type.Union([Type.Object({ id: Uuid, name: Type.String() }), Type.Null()]),
  /** In the past tense: `role_changed`. */
  action: Type.String(),
  object: Type.Object({ type: Type.String(), id: Type.Union([Uuid, Type.Null()]), label: Type.String() }),
  before: Stored,
  after: Stored,
  created_at: Timestamp,
});
export type AuditEvent = Type.Static<typeof AuditEvent>;

export const AuditEventQuery = Type.Interface([ListQuery], {
  user_id: Type.Optional(Uuid),
  object_id: Type.Optional(Uuid),
  action: Type.Optional(Type.String({ maxLength: 100 })),
  /** Words of the person's name, the action or the object. */
  search: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  from: Type.Optional(Type.String({ format: "date-time" })),
  to: Type.Optional(Type.String({ format: "date-time" })),
});
export type AuditEventQuery = Type.Static<typeof AuditEventQuery>;
