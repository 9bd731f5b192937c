import { SESSION_LIMITS } from "./sessions.decisions.ts";

/** The value is a secret of `newSecret`, whose characters need no escaping: no cookie library is worth having here. */
const SESSION_COOKIE = /(?:^|;)\s*beckon_session=([A-Za-z0-9_-]{43})\s*(?:;|$)/;

/** The session's secret in a `cookie` header, or null. */
export function readSessionCookie(header: string | undefined): string | null {
  return SESSION_COOKIE.exec(header ?? "")?.[1] ?? null;
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
  return `beckon_session=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict${secure}`;
}
