import { type CustomValues, type OtherValue, PREDEFINED_FIELDS, type PredefinedField } from "@beckon/protocol";
import type { MappedValues } from "../identities/index.ts";

/** What people wrote of one identity's person. Null: nobody wrote anything there. */
export interface WrittenFields {
  firstname: string | null;
  lastname: string | null;
  company: string | null;
  job_title: string | null;
  gender: "female" | "male" | "other" | null;
  emails: string[] | null;
  phones: string[] | null;
  home_address: string | null;
  notes: string | null;
  avatar_url: string | null;
}

/** Of the custom fields `shown`: the first value of each, and the others, in the order of the fields. */
export function composeCustomValues(
  members: readonly {
    said: { id: string; mapped_values: MappedValues };
    written: { custom_values: CustomValues } | null;
  }[],
  shown: readonly string[],
): { values: CustomValues; others: OtherValue[] } {
  const values = new Map<string, CustomValues[string]>();
  const others: OtherValue[] = [];
  for (const field of shown) {
    for (const { said, written } of members) {
      for (const known of [written?.custom_values, said.mapped_values.custom_values]) {
        if (known === undefined || !Object.hasOwn(known, field)) continue;
        const value = known[field];
        if (value === undefined) continue;
        const first = values.get(field);
        if (first === undefined) values.set(field, value);
        else if (String(first) !== String(value)) others.push({ field, value: String(value), identity_id: said.id });
      }
    }
  }
  return { values: Object.fromEntries(values), others };
}

/** What the website said of an identity. */
export interface SaidFields {
  id: string;
  firstname: string | null;
  lastname: string | null;
  screenname: string | null;
  company: string | null;
  email: string | null;
  avatar_url: string | null;
  mapped_values: MappedValues;
}

/** An identity of a person. */
export interface GroupMember {
  said: SaidFields;
  written: WrittenFields | null;
}

export type GroupFields = Omit<WrittenFields, "emails" | "phones"> & { emails: string[]; phones: string[] };

export interface ComposedGroup {
  fields: GroupFields;
  screenname: string | null;
  others: OtherValue[];
}

type Layer = { identityId: string } & Partial<Record<PredefinedField, string | readonly string[] | null>>;

/**
 * What is known of a person: of its identities the first that knows something is heard (the one that the others were
 * merged into comes first), and of each what people wrote, then what its extra values are mapped to, then what else the
 * website said. Nothing is copied, so whoever leaves takes along exactly what they brought. E-mails and phones add up
 * until somebody writes the list.
 */
export function composeGroup(members: readonly GroupMember[]): ComposedGroup {
  const layers = members.flatMap(layersOf);
  const first = <T>(field: PredefinedField, isIt: (value: unknown) => value is T): T | null => {
    const values: unknown[] = layers.map((layer) => layer[field]);
    return values.find(isIt) ?? null;
  };
  const text = (field: PredefinedField) => first(field, isText);
  const list = (field: "emails" | "phones") =>
    members[0]?.written?.[field] ?? unique(layers.flatMap((layer) => layer[field] ?? []));
  const fields: GroupFields = {
    firstname: text("firstname"),
    lastname: text("lastname"),
    company: text("company"),
    job_title: text("job_title"),
    gender: first("gender", isGender),
    emails: list("emails"),
    phones: list("phones"),
    home_address: text("home_address"),
    notes: text("notes"),
    avatar_url: text("avatar_url"),
  };
  const screenname = members.map(({ said }) => said.screenname).find(isText) ?? null;
  return { fields, screenname, others: PREDEFINED_FIELDS.flatMap((field) => othersOf(field, fields[field], layers)) };
}

function layersOf({ said, written }: GroupMember): Layer[] {
  const { firstname, lastname, company, email, avatar_url } = said;
  const emails = email === null ? [] : [email];
  const spoken: Layer = { identityId: said.id, firstname, lastname, company, emails, avatar_url };
  const mapped: Layer = { identityId: said.id, ...said.mapped_values };
  return written === null ? [mapped, spoken] : [{ identityId: said.id, ...written }, mapped, spoken];
}

function othersOf(field: PredefinedField, shown: string | string[] | null, layers: readonly Layer[]): OtherValue[] {
  const seen = new Set([shown ?? []].flat().map(fold));
  const others: OtherValue[] = [];
  for (const layer of layers) {
    for (const value of [layer[field] ?? []].flat()) {
      if (value === "" || seen.has(fold(value))) continue;
      seen.add(fold(value));
      others.push({ field, value, identity_id: layer.identityId });
    }
  }
  return others;
}

const fold = (value: string) => value.trim().toLowerCase();

function unique(values: readonly string[]): string[] {
  return [...new Map(values.toReversed().map((value) => [fold(value), value])).values()].toReversed();
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function isGender(value: unknown): value is "female" | "male" | "other" {
  return value === "female" || value === "male" || value === "other";
}

/** The identities of two groups as one would have them: those of the one that stays first. */
export function orderMembers<Member extends { said: { id: string } }>(
  rootId: string,
  members: readonly Member[],
): Member[] {
  const rank = ({ said }: Member) => (said.id === rootId ? `0${said.id}` : `1${said.id}`);
  return members.toSorted((left, right) => (rank(left) < rank(right) ? -1 : 1));
}

/**
 * Who stays and who leaves when some of a person's identities become a person of their own; null when these are not
 * some of them. The root stays a root on its side; on the other side the first that was named is it.
 */
export function decideSeparation(
  rootId: string,
  memberIds: readonly string[],
  leavingIds: readonly string[],
): { newRootId: string; movedIds: string[] } | null {
  const leaving = new Set(leavingIds);
  if (leavingIds.some((id) => !memberIds.includes(id)) || leaving.size === memberIds.length) return null;
  // When the root is among those who leave, it is the others that get a new one.
  const moved = leaving.has(rootId) ? memberIds.filter((id) => !leaving.has(id)) : leavingIds;
  const [newRootId] = moved;
  return newRootId === undefined ? null : { newRootId, movedIds: [...moved] };
}
