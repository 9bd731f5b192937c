import type { CustomField, CustomValue, Gender, IdentityGroup, IdentityGroupChange } from "@beckon/protocol";

/** A person as the form holds them; e-mails and phones one a line. */
export interface PersonDraft {
  firstname: string;
  lastname: string;
  company: string;
  job_title: string;
  /** Empty: not said. */
  gender: Gender | "";
  emails: string;
  phones: string;
  home_address: string;
  avatar_url: string;
  notes: string;
  /** By the ids of their fields, as they are typed; empty: none. */
  custom: Readonly<Record<string, string | readonly string[]>>;
}

/** The fields that every domain has. */
export type PersonField = Exclude<keyof PersonDraft, "custom">;

export const personWords: Record<PersonField, string> = {
  firstname: "First name",
  lastname: "Last name",
  company: "Company",
  job_title: "Job title",
  gender: "Gender",
  emails: "E-mails",
  phones: "Phones",
  home_address: "Home address",
  avatar_url: "Avatar",
  notes: "Notes",
};

export const genderWords: Record<Gender, string> = { female: "Female", male: "Male", other: "Other" };

const TEXTS = ["firstname", "lastname", "company", "job_title", "home_address", "avatar_url", "notes"] as const;

export function draftOfPerson(group: IdentityGroup, fields: readonly CustomField[]): PersonDraft {
  return {
    firstname: group.firstname ?? "",
    lastname: group.lastname ?? "",
    company: group.company ?? "",
    job_title: group.job_title ?? "",
    gender: group.gender ?? "",
    emails: group.emails.join("\n"),
    phones: group.phones.join("\n"),
    home_address: group.home_address ?? "",
    avatar_url: group.avatar_url ?? "",
    notes: group.notes ?? "",
    custom: Object.fromEntries(fields.map(({ id }) => [id, typedOfValue(group.custom_values[id])])),
  };
}

/** Only what differs is sent: what a colleague wrote meanwhile in other fields stays. */
export function changesOfPerson(
  draft: PersonDraft,
  before: PersonDraft,
  fields: readonly CustomField[],
): IdentityGroupChange {
  const change: IdentityGroupChange = {};
  for (const field of TEXTS) {
    if (draft[field] !== before[field]) change[field] = draft[field].trim() === "" ? null : draft[field].trim();
  }
  if (draft.gender !== before.gender) change.gender = draft.gender === "" ? null : draft.gender;
  for (const field of ["emails", "phones"] as const) {
    if (draft[field] !== before[field]) change[field] = linesOf(draft[field]);
  }
  const custom = fields.filter(({ id }) => String(draft.custom[id] ?? "") !== String(before.custom[id] ?? ""));
  if (custom.length > 0) {
    change.custom_values = Object.fromEntries(
      custom.map((field) => [field.id, wantedValue(field, draft.custom[field.id])]),
    );
  }
  return change;
}

/** A custom value as its input holds it. */
export function typedOfValue(value: CustomValue | undefined): string | readonly string[] {
  if (value === undefined) return "";
  return Array.isArray(value) ? value : String(value);
}

/** Null: none. What is not as the field wants it, the server says at the field. */
export function wantedValue(
  { type }: Pick<CustomField, "type">,
  typed: string | readonly string[] = "",
): CustomValue | null {
  if (typeof typed !== "string") return typed.length === 0 ? null : [...typed];
  const text = typed.trim();
  if (text === "") return null;
  if (type === "boolean") return text === "true";
  const number = Number(text.replace(",", "."));
  return type === "number" && Number.isFinite(number) ? number : text;
}

export function sayCustomValue(value: CustomValue): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return Array.isArray(value) ? value.join(", ") : String(value);
}

export function findPersonErrors(draft: PersonDraft): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const field of ["firstname", "lastname", "company", "job_title"] as const) {
    if (draft[field].trim().length > 200) errors[field] = "Use at most 200 characters.";
  }
  for (const field of ["emails", "phones"] as const) {
    if (linesOf(draft[field]).length > 20) errors[field] = "Write at most 20 of them.";
  }
  if (draft.home_address.trim().length > 1_000) errors.home_address = "Use at most 1,000 characters.";
  if (draft.notes.trim().length > 10_000) errors.notes = "Use at most 10,000 characters.";
  return errors;
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
