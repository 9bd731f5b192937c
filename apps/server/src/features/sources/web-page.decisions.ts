/** An origin as a policy names it, with at most one `*.` before its name. Nothing in it can end a policy's directive. */
const ORIGIN = /^https?:\/\/(\*\.)?[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:\d{1,5})?$/;

export function isFrameOrigin(text: string): boolean {
  return ORIGIN.test(text);
}

export interface FramingHeaders {
  readonly "sec-fetch-dest"?: string | string[] | undefined;
  readonly referer?: string | undefined;
}

/**
 * Whether a page that frames is one that may, as far as its request says so: the browser's own check, by the policy, holds
 * in any case, but leaves an empty frame without a word.
 */
export function isFramedByStranger(
  headers: FramingHeaders,
  ownOrigin: string,
  frameOrigins: readonly string[],
): boolean {
  const destination = headers["sec-fetch-dest"];
  if (destination !== "iframe" && destination !== "frame") return false;
  if (headers.referer === undefined || !URL.canParse(headers.referer)) return false;
  const { origin, protocol, host } = new URL(headers.referer);
  // Within our own page it is a reload, or a way back.
  if (origin === ownOrigin) return false;
  return !frameOrigins.some((allowed) => {
    if (!allowed.includes("*.")) return allowed === origin;
    const [wantedProtocol, wantedHost] = allowed.split("//*");
    return protocol === wantedProtocol && host.endsWith(wantedHost ?? "");
  });
}
