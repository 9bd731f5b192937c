import type { CustomField, IdentityGroupChange } from "@beckon/protocol";
import { judgeCustomValue } from "../custom-fields/index.ts";
import { isEmailAddress } from "../identities/index.ts";

export type FieldVerdict =
  | { kind: "taken"; change: IdentityGroupChange }
  | { kind: "refused"; field: string; reason: string };

/** Takes what is given without the space around it, or says which field is not as it should be. Shapes were checked. */
export function judgeGroupChange(given: IdentityGroupChange, fields: readonly CustomField[]): FieldVerdict {
  const change: IdentityGroupChange = { ...given };
  for (const field of ["firstname", "lastname", "company", "job_title", "home_address", "notes"] as const) {
    const value = given[field];
    if (value === undefined) continue;
    change[field] = value === null || value.trim() === "" ? null : value.trim();
  }
  if (given.emails !== undefined) {
    change.emails = given.emails.map((email) => email.trim());
    const wrong = change.emails.findIndex((email) => !isEmailAddress(email));
    if (wrong !== -1) return { kind: "refused", field: `emails.${wrong}`, reason: "That is not an e-mail address." };
  }
  if (given.phones !== undefined) {
    change.phones = given.phones.map((phone) => phone.trim());
    const wrong = change.phones.findIndex((phone) => !isPhoneNumber(phone));
    if (wrong !== -1) {
      const reason = "Write a phone number with 3 to 20 digits, such as +33 1 23 45 67 89.";
      return { kind: "refused", field: `phones.${wrong}`, reason };
    }
  }
  if (given.avatar_url !== undefined) {
    change.avatar_url = given.avatar_url === null || given.avatar_url.trim() === "" ? null : given.avatar_url.trim();
    if (change.avatar_url !== null && !isWebAddress(change.avatar_url)) {
      return { kind: "refused", field: "avatar_url", reason: "Write an address that begins with https://." };
    }
  }
  if (given.custom_values !== undefined) {
    const values: IdentityGroupChange["custom_values"] = {};
    for (const [id, value] of Object.entries(given.custom_values)) {
      const field = fields.find((each) => each.id === id && each.active);
      if (field === undefined) {
        return {
          kind: "refused",
          field: "custom_values",
          reason: "One of the custom fields is not there, or not in use.",
        };
      }
      const verdict = value === null ? ({ kind: "taken", value } as const) : judgeCustomValue(field, value);
      if (verdict.kind === "refused") return { ...verdict, field: `custom_values.${id}` };
      values[id] = verdict.value;
    }
    change.custom_values = values;
  }
  return { kind: "taken", change };
}

function isPhoneNumber(text: string): boolean {
  const digits = text.replaceAll(/\D/g, "").length;
  return /^\+?[0-9 ()./-]{3,39}$/.test(text) && digits >= 3 && digits <= 20;
}

function isWebAddress(text: string): boolean {
  try {
    return ["https:", "http:"].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}
