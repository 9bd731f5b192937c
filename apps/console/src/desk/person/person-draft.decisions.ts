import type { Gender, IdentityGroup, IdentityGroupChange } from "@beckon/protocol";

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
}

export const personWords: Record<keyof PersonDraft, string> = {
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

export function draftOfPerson(group: IdentityGroup): PersonDraft {
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
  };
}

/** Only what differs is sent: what a colleague wrote meanwhile in other fields stays. */
export function changesOfPerson(draft: PersonDraft, before: PersonDraft): IdentityGroupChange {
  const change: IdentityGroupChange = {};
  for (const field of TEXTS) {
    if (draft[field] !== before[field]) change[field] = draft[field].trim() === "" ? null : draft[field].trim();
  }
  if (draft.gender !== before.gender) change.gender = draft.gender === "" ? null : draft.gender;
  for (const field of ["emails", "phones"] as const) {
    if (draft[field] !== before[field]) change[field] = linesOf(draft[field]);
  }
  return change;
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
