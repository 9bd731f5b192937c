import Type from "typebox";
import { LIMITS } from "../constants.ts";
import { Timestamp, Uuid } from "../identifiers.ts";
import { Permission, ReadyMadeRole, SourcePermission } from "../permissions.ts";
import { ListQuery, User } from "./records.ts";

const closed = { additionalProperties: false };
const Label = Type.String({ minLength: 1, maxLength: LIMITS.nameLength });

/** Who is signed in, and what they may do: screens show by it what is theirs to see. */
export const SignedInUser = Type.Object({
  ...User.properties,
  permissions: Type.Array(Permission),
  /** For every source. */
  source_permissions: Type.Array(SourcePermission),
  /** For single sources, beside those. */
  sources: Type.Array(Type.Object({ source_id: Uuid, permissions: Type.Array(SourcePermission) })),
});
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

const Email = Type.String({ minLength: 3, maxLength: 320, pattern: "^[^@\\s]+@[^@\\s]+$" });
const Name = Type.String({ maxLength: LIMITS.nameLength });
/** BCP 47: `en`, `pt-BR`. */
const Language = Type.String({ pattern: "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", maxLength: 35 });

const personFields = {
  email: Email,
  firstname: Name,
  lastname: Name,
  /** In which languages they answer. */
  languages: Type.Array(Language, { uniqueItems: true, maxItems: 50 }),
  /** What they know about. */
  category_ids: Type.Array(Uuid, { uniqueItems: true, maxItems: 500 }),
  team_ids: Type.Array(Uuid, { uniqueItems: true, maxItems: 100 }),
};

/** A user with what routing goes by. */
export const Person = Type.Object({
  ...User.properties,
  languages: personFields.languages,
  category_ids: personFields.category_ids,
  team_ids: personFields.team_ids,
});
export type Person = Type.Static<typeof Person>;

export const PersonChange = Type.Partial(Type.Object(personFields), closed);
export type PersonChange = Type.Static<typeof PersonChange>;

/** Without a password one is made, and told this once. */
export const PersonDraft = Type.Object(
  {
    email: Email,
    firstname: Type.Optional(Name),
    lastname: Type.Optional(Name),
    password: Type.Optional(Type.String({ minLength: 12, maxLength: 1_000 })),
    role_ids: Type.Array(Uuid, { uniqueItems: true, maxItems: 50 }),
  },
  closed,
);
export type PersonDraft = Type.Static<typeof PersonDraft>;

/** One's own. */
export const PasswordChange = Type.Object(
  {
    current_password: Type.String({ minLength: 1, maxLength: 1_000 }),
    password: Type.String({ minLength: 12, maxLength: 1_000 }),
  },
  closed,
);
export type PasswordChange = Type.Static<typeof PasswordChange>;

export const CreatedPerson = Type.Object({ ...Person.properties, password: Type.Union([Type.String(), Type.Null()]) });
export type CreatedPerson = Type.Static<typeof CreatedPerson>;

export const UserListQuery = Type.Interface([ListQuery], {
  /** Words of the name or the e-mail address. */
  search: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  /** Whether they may sign in; left out, both. */
  active: Type.Optional(Type.Boolean()),
});

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
