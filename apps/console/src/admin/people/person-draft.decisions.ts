import type { Capacity, CapacityChange, Person, PersonChange } from "@beckon/protocol";
import { bodyOfLimits, judgeLimits, type LimitsDraft } from "../presence/channel-draft.decisions.ts";

/** What the form of a person says. */
export interface PersonDraft {
  email: string;
  firstname: string;
  lastname: string;
  roleIds: readonly string[];
  languages: readonly string[];
  categoryIds: readonly string[];
  teamIds: readonly string[];
  /** Null: as the channel says. */
  realtime: LimitsDraft | null;
  asynchronous: LimitsDraft | null;
}

/** A person as it is stored, in all its parts. */
export interface StoredPerson {
  person: Person;
  roleIds: readonly string[];
  /** Null for who may not see it. */
  capacity: Capacity | null;
}

export function draftOfPerson({ person, roleIds, capacity }: StoredPerson): PersonDraft {
  const limits = (channel: "realtime" | "asynchronous"): LimitsDraft | null => {
    const own = capacity?.[channel] ?? null;
    return own === null ? null : { soft: own.soft_limit, hard: own.hard_limit };
  };
  return {
    email: person.email,
    firstname: person.firstname,
    lastname: person.lastname,
    roleIds: [...roleIds].sort(),
    languages: person.languages,
    categoryIds: person.category_ids,
    teamIds: person.team_ids,
    realtime: limits("realtime"),
    asynchronous: limits("asynchronous"),
  };
}

export interface PersonChanges {
  fields: PersonChange | null;
  roleIds: readonly string[] | null;
  capacity: CapacityChange | null;
}

/** Only what differs is sent, each part by its own route; null: nothing of that part. */
export function changesOfPerson(draft: PersonDraft, before: PersonDraft): PersonChanges {
  const differs = (name: keyof PersonDraft) =>
    JSON.stringify(sorted(draft[name])) !== JSON.stringify(sorted(before[name]));
  const fields: PersonChange = {
    ...(differs("email") && { email: draft.email.trim() }),
    ...(differs("firstname") && { firstname: draft.firstname.trim() }),
    ...(differs("lastname") && { lastname: draft.lastname.trim() }),
    ...(differs("languages") && { languages: [...draft.languages] }),
    ...(differs("categoryIds") && { category_ids: [...draft.categoryIds] }),
    ...(differs("teamIds") && { team_ids: [...draft.teamIds] }),
  };
  const capacity: CapacityChange = {
    ...(differs("realtime") && { realtime: draft.realtime && bodyOfLimits(draft.realtime) }),
    ...(differs("asynchronous") && { asynchronous: draft.asynchronous && bodyOfLimits(draft.asynchronous) }),
  };
  return {
    fields: Object.keys(fields).length === 0 ? null : fields,
    roleIds: differs("roleIds") ? draft.roleIds : null,
    capacity: Object.keys(capacity).length === 0 ? null : capacity,
  };
}

export function findPersonErrors(draft: PersonDraft): Record<string, string> {
  const errors: Record<string, string> = findEmailError(draft.email);
  for (const channel of ["realtime", "asynchronous"] as const) {
    const limits = draft[channel];
    const fault = limits === null ? null : judgeLimits(limits);
    if (fault !== null) errors[`${channel}.${fault.field}`] = fault.sentence;
  }
  const strange = draft.languages.find((language) => !/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language));
  if (strange !== undefined) errors.languages = `“${strange}” is no language tag such as fr or pt-BR.`;
  return errors;
}

export function findEmailError(email: string): Record<string, string> {
  return /^[^@\s]+@[^@\s]+$/.test(email.trim()) ? {} : { email: "Write an e-mail address." };
}

function sorted(value: PersonDraft[keyof PersonDraft]): unknown {
  return Array.isArray(value) ? [...value].sort() : value;
}
