import { SESSION_LIMITS } from "./sessions.decisions.ts";

/** Under https browsers take a cookie of this name from this very host only: no other one of the domain can set it. */
const NAME_BY_HTTPS = "__Host-beckon_session";
const NAME = "beckon_session";

/** The value is a secret of `newSecret`, whose characters need no escaping: no cookie library is worth having here. */
const patternOf = (name: string) => new RegExp(`(?:^|;)\\s*${name}=([A-Za-z0-9_-]{43})\\s*(?:;|$)`);
const PATTERN_BY_HTTPS = patternOf(NAME_BY_HTTPS);
const PATTERN = patternOf(NAME);

/** The session's secret in a `cookie` header, or null. */
export function readSessionCookie(header: string | undefined, isSecure: boolean): string | null {
  return (isSecure ? PATTERN_BY_HTTPS : PATTERN).exec(header ?? "")?.[1] ?? null;
}

/** The `set-cookie` value that gives a browser its session. Scripts never see it; other sites never send it. */
export function writeSessionCookie(secret: string, isSecure: boolean): string {
  return serialise(secret, SESSION_LIMITS.absoluteMs / 1000, isSecure);
}

export function clearSessionCookie(isSecure: boolean): string {
  return serialise("", 0, isSecure);
}

function serialise(value: string, maxAgeSeconds: number, isSecure: boolean): string {
  const secure = isSecure ? "; Secure" : "";
  return `${isSecure ? NAME_BY_HTTPS : NAME}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict${secure}`;
}
