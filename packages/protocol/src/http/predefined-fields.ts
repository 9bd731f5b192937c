import Type from "typebox";
import { LIMITS } from "../constants.ts";

const Nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const Name = Type.String({ maxLength: LIMITS.nameLength });

export const Gender = Type.Enum(["female", "male", "other"]);
export type Gender = Type.Static<typeof Gender>;

/** E-mail addresses, and phone numbers, of one person. */
export const CONTACTS_LIMIT = 20;

/** What is known of a person in every domain. The order is that of the desk. */
export const PredefinedFields = Type.Object({
  firstname: Nullable(Name),
  lastname: Nullable(Name),
  company: Nullable(Name),
  job_title: Nullable(Name),
  gender: Nullable(Gender),
  emails: Type.Array(Type.String({ maxLength: 320 }), { maxItems: CONTACTS_LIMIT }),
  phones: Type.Array(Type.String({ maxLength: 40 }), { maxItems: CONTACTS_LIMIT }),
  home_address: Nullable(Type.String({ maxLength: 1_000 })),
  notes: Nullable(Type.String({ maxLength: 10_000 })),
  avatar_url: Nullable(Type.String({ maxLength: LIMITS.urlLength })),
});

export const PREDEFINED_FIELDS = [
  "firstname",
  "lastname",
  "company",
  "job_title",
  "gender",
  "emails",
  "phones",
  "home_address",
  "notes",
  "avatar_url",
] as const satisfies readonly (keyof Type.Static<typeof PredefinedFields>)[];
export type PredefinedField = (typeof PREDEFINED_FIELDS)[number];
