import type { KeyObject } from "node:crypto";
import { type ErrorCode, IdentityClaims, type KeyAlgorithm } from "@beckon/protocol";
import { compactVerify, decodeProtectedHeader, errors } from "jose";
import Type from "typebox";
import { Compile } from "typebox/compile";
import { judgeExtraValues } from "./extra-values.decisions.ts";

/** A key as a token is verified with it; `revoked` ones are found so that the reason can be told. */
export type VerificationKey =
  | { kind: "active"; id: string; algorithm: KeyAlgorithm; material: Uint8Array | KeyObject }
  | { kind: "revoked" };

/** What a token says of its visitor. */
export type SignedClaims = Omit<IdentityClaims, "uuid"> & { uuid: string };

export type TokenVerdict =
  | {
      kind: "verified";
      keyId: string;
      kid: string;
      claims: SignedClaims;
      issuedAtMs: number | null;
      expiresAtMs: number;
    }
  /** `kid`: as the token names it, when that can be shown. */
  | { kind: "refused"; code: ErrorCode; reason?: string; kid: string | null };

/** How far the clocks of two servers may be apart. */
const LEEWAY_MS = 10_000;
/** 1 January 10000: beyond it, times cannot be stored. */
const LATEST_SECONDS = 253_402_300_800;
const KID = /^[a-z0-9_]{1,64}$/;

const payloadShape = Compile(Type.Object(IdentityClaims.properties));
const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Verifies a signed identity. The algorithm is the key's, never the token's: a token cannot choose how it is looked
 * at. Everything in it is judged only after its signature.
 */
export async function judgeToken(
  token: string,
  findKey: (kid: string) => Promise<VerificationKey | null>,
  nowMs: number,
): Promise<TokenVerdict> {
  const header = readHeader(token);
  const kid = typeof header?.kid === "string" && KID.test(header.kid) ? header.kid : null;
  const refuse = (code: ErrorCode, reason?: string): TokenVerdict => ({
    kind: "refused",
    code,
    kid,
    ...(reason !== undefined && { reason }),
  });

  if (header === null) return refuse("token_malformed");
  if (header.typ !== undefined && !isJwtType(header.typ)) {
    return refuse("token_malformed", "Its header's `typ` has to be JWT.");
  }
  if (header.alg !== "HS256" && header.alg !== "RS256") return refuse("token_algorithm_refused");
  if (kid === null) return refuse("token_key_unknown", "Its header needs a `kid` of a–z, 0–9 and _.");
  const key = await findKey(kid);
  if (key === null) return refuse("token_key_unknown");
  if (key.kind === "revoked") return refuse("token_key_revoked");
  if (key.algorithm !== header.alg) return refuse("token_algorithm_refused");

  let payload: unknown;
  try {
    const verified = await compactVerify(token, key.material, { algorithms: [key.algorithm] });
    payload = JSON.parse(decoder.decode(verified.payload));
  } catch (error) {
    const isSignature = error instanceof errors.JWSSignatureVerificationFailed;
    return refuse(isSignature ? "token_signature_wrong" : "token_malformed");
  }
  if (typeof payload !== "object" || payload === null || Array.isArray(payload)) {
    return refuse("token_malformed", "Its payload is no object.");
  }
  return judgePayload(payload, key.id, kid, nowMs, refuse);
}

function judgePayload(
  payload: object,
  keyId: string,
  kid: string,
  nowMs: number,
  refuse: (code: ErrorCode, reason?: string) => TokenVerdict,
): TokenVerdict {
  const read = (name: string): unknown => (Object.hasOwn(payload, name) ? Reflect.get(payload, name) : undefined);
  const expiresAt = read("exp");
  if (!isTime(expiresAt)) return refuse("token_expiry_missing");
  if (expiresAt * 1_000 + LEEWAY_MS <= nowMs) return refuse("token_expired");
  const validFrom = read("nbf");
  if (validFrom !== undefined && !(isTime(validFrom) && validFrom * 1_000 - LEEWAY_MS <= nowMs)) {
    return refuse("token_not_yet_valid");
  }
  const issuedAt = read("iat");
  const issuedAtMs = isTime(issuedAt) ? issuedAt * 1_000 : null;
  const uuid = read("uuid");
  if (typeof uuid !== "string" || uuid.trim() === "") return refuse("token_uuid_missing");
  if (uuid.includes("\u0000")) return refuse("token_payload_invalid", "Look at `uuid`: its characters.");

  const known = Object.keys(IdentityClaims.properties).filter(
    (name) => read(name) !== undefined && read(name) !== null,
  );
  const claims: unknown = Object.fromEntries(known.map((name) => [name, read(name)]));
  if (!payloadShape.Check(claims)) {
    const [first] = payloadShape.Errors(claims);
    const field = first?.instancePath.split("/")[1];
    return refuse("token_payload_invalid", `Look at \`${field ?? "extra_values"}\`: its type or its length.`);
  }
  const fault = judgeExtraValues(claims.extra_values);
  if (fault.kind === "refused") return refuse("token_payload_invalid", fault.reason);
  const extra = fault.values === null ? {} : { extra_values: fault.values };
  const expiresAtMs = expiresAt * 1_000;
  return { kind: "verified", keyId, kid, claims: { ...claims, ...extra, uuid }, issuedAtMs, expiresAtMs };
}

function readHeader(token: string): Record<string, unknown> | null {
  if (!/^[\w-]+\.[\w-]*\.[\w-]*$/.test(token)) return null;
  try {
    return { ...decodeProtectedHeader(token) };
  } catch {
    return null;
  }
}

function isJwtType(type: unknown): boolean {
  return typeof type === "string" && type.toUpperCase() === "JWT";
}

function isTime(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value < LATEST_SECONDS;
}
