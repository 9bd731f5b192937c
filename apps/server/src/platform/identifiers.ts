import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { v7 } from "uuid";

/** A new row's id: a UUIDv7, so that ids sort by the time they were made. Not a secret. */
export function newId(): string {
  return v7();
}

/** A new secret for tokens, cookies and keys: 256 bits, base64url, 43 characters. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/**
 * What is stored in place of a secret of `newSecret`: its SHA-256, 32 bytes. Not for passwords, which people
 * choose and which therefore need a slow hash.
 */
export function hashSecret(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

/** Whether a presented secret is the one that was stored as `hash`, in a time that does not tell how near it came. */
export function matchesHash(presented: string, hash: Uint8Array): boolean {
  const presentedHash = hashSecret(presented);
  return presentedHash.length === hash.length && timingSafeEqual(presentedHash, hash);
}
