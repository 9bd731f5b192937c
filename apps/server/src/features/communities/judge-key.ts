import { createPublicKey } from "node:crypto";
import type { CommunityKeyDraft } from "@beckon/protocol";

export type KeyMaterial =
  | { kind: "secret"; secret: string | null }
  | { kind: "public_key"; pem: string }
  | { kind: "refused"; field: string; reason: string };

const LEAST_RSA_BITS = 2_048;
/** Below 256 bits the only secrets taken are those that comparable products gave out: 24 hexadecimal characters. */
const LEAST_SECRET_LENGTH = 32;
const OLD_SECRET = /^[0-9a-f]{24}$/i;

/** What a new key verifies with. `secret` is null when one has to be made. */
export function judgeKeyDraft({ algorithm, secret, public_key }: CommunityKeyDraft): KeyMaterial {
  if (algorithm === "HS256") {
    if (public_key !== undefined) return refuse("public_key", "HS256 has a secret and no public key.");
    if (secret === undefined) return { kind: "secret", secret: null };
    if (!/^[\x21-\x7e]+$/.test(secret))
      return refuse("secret", "A secret is of visible ASCII characters, without spaces.");
    if (secret.length < LEAST_SECRET_LENGTH && !OLD_SECRET.test(secret)) {
      return refuse(
        "secret",
        `A secret has ${LEAST_SECRET_LENGTH} characters or more, or exactly 24 hexadecimal ones.`,
      );
    }
    return { kind: "secret", secret };
  }
  if (secret !== undefined) return refuse("secret", "RS256 has a public key and no secret.");
  if (public_key === undefined) return refuse("public_key", "RS256 needs the public key, as PEM.");
  return judgePublicKey(public_key);
}

function judgePublicKey(text: string): KeyMaterial {
  if (/PRIVATE KEY/.test(text)) {
    return refuse("public_key", "That is a private key, which must stay with you. Paste the public one.");
  }
  try {
    const key = createPublicKey({ key: text.trim(), format: "pem" });
    if (key.asymmetricKeyType !== "rsa") return refuse("public_key", "RS256 needs an RSA key.");
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    if (bits < LEAST_RSA_BITS) {
      return refuse("public_key", `The key has ${bits} bits; it needs ${LEAST_RSA_BITS} or more.`);
    }
    return { kind: "public_key", pem: key.export({ type: "spki", format: "pem" }).toString() };
  } catch {
    return refuse("public_key", "That is no public key as PEM: `-----BEGIN PUBLIC KEY-----` and so on.");
  }
}

function refuse(field: string, reason: string): KeyMaterial {
  return { kind: "refused", field, reason };
}
