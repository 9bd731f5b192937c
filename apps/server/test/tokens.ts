import { createHmac } from "node:crypto";

/** The secret that comparable products would have given out. */
export const GIVEN_SECRET = "0123456789abcdef01234567";

export const inHours = (hours: number, nowMs = Date.now()): number => Math.floor(nowMs / 1_000) + hours * 3_600;

/** A JWT put together by hand, so that anything can be wrong with it. */
export function forge(header: unknown, payload: unknown, sign: (input: string) => string): string {
  const part = (value: unknown) =>
    Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
  const input = `${part(header)}.${part(payload)}`;
  return `${input}.${sign(input)}`;
}

export const hmac =
  (secret: string, hash = "sha256") =>
  (input: string) =>
    createHmac(hash, secret).update(input).digest("base64url");

/** A right one. */
export function signToken(payload: object, { kid = "main", secret = GIVEN_SECRET } = {}): string {
  return forge({ typ: "JWT", alg: "HS256", kid }, { exp: inHours(2), ...payload }, hmac(secret));
}
