import type { CustomValues, IdentityClaims, IdentityGroupChange } from "@beckon/protocol";
import type { ExtraValues } from "../communities/index.ts";

/** Claims as they are written: what is not given stays, the extra values are replaced as a whole. */
export type ClaimsToWrite = Omit<IdentityClaims, "uuid" | "extra_values"> & { extraValues?: ExtraValues | null };

/** Fields of the person that the community's mapping filled; none is null. */
export type MappedValues = Omit<IdentityGroupChange, "custom_values"> & { custom_values?: CustomValues };

/** A short mark of a visitor's id, which stays the same and says nothing of them. */
export function markVisitor(id: string): string {
  return `Visitor ${id.slice(-4).toUpperCase()}`;
}

/** The name that agents see: what the website said, or a short mark of the id that stays the same. */
export function nameVisitor(identity: {
  id: string;
  firstname: string | null;
  lastname: string | null;
  screenname: string | null;
  email: string | null;
}): string {
  const full = [identity.firstname, identity.lastname].filter((part) => part !== null && part !== "").join(" ");
  return full || identity.screenname || identity.email || markVisitor(identity.id);
}

/** Whether something can be an e-mail address; whether it is one, only a message to it can tell. */
export function isEmailAddress(text: string): boolean {
  return text.length <= 320 && /^[^\s@<>"(),;:]{1,64}@[^\s@.<>"(),;:]+(\.[^\s@.<>"(),;:]+)+$/.test(text);
}
