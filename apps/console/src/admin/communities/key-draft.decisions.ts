import type { CommunityKeyDraft, KeyAlgorithm } from "@beckon/protocol";

/** A new key as its dialog holds it. */
export interface KeyDraft {
  kid: string;
  algorithm: KeyAlgorithm;
  /** For HS256: empty, one is made. */
  secret: string;
  publicKey: string;
}

export const freshKey: KeyDraft = { kid: "", algorithm: "HS256", secret: "", publicKey: "" };

/** The usual name for the key that comes after one: `website` → `website_2` → `website_3`. */
export function nextKid(kid: string, taken: readonly string[]): string {
  const base = kid.replace(/_\d+$/, "");
  const number = (name: string) => (name === base ? 1 : Number(new RegExp(`^${base}_(\\d+)$`).exec(name)?.[1] ?? 0));
  return `${base}_${1 + Math.max(1, ...taken.map(number))}`;
}

export function bodyOfKey({ kid, algorithm, secret, publicKey }: KeyDraft): CommunityKeyDraft {
  const shared = { kid: kid.trim(), algorithm };
  if (algorithm === "RS256") return { ...shared, public_key: publicKey.trim() };
  return secret.trim() === "" ? shared : { ...shared, secret: secret.trim() };
}

export function findKeyErrors(draft: KeyDraft): Record<string, string> {
  const errors: Record<string, string> = {};
  if (!/^[a-z0-9_]{1,64}$/.test(draft.kid.trim())) {
    errors.kid = "Use small letters, digits and _ only, at most 64 of them.";
  }
  if (draft.algorithm === "HS256" && draft.secret.trim() !== "" && draft.secret.trim().length < 24) {
    errors.secret = "A secret has 32 characters or more, or exactly 24 hexadecimal ones.";
  }
  if (draft.algorithm === "RS256" && draft.publicKey.trim() === "") {
    errors.public_key = "Paste the public key: it begins with -----BEGIN PUBLIC KEY-----.";
  }
  return errors;
}
