export interface OriginHeaders {
  host?: string | undefined;
  origin?: string | undefined;
  "sec-fetch-site"?: string | string[] | undefined;
}

export type OriginVerdict = "own" | "foreign" | "unknown";

/**
 * Which page a request comes from, as the browser says it: our own, another one, or unknown, since what is no
 * browser says nothing. Our own are those of the public origin and those of the host that was really asked, so
 * that the console works under every name of this server; a page cannot forge either header.
 */
export function judgeOrigin(headers: OriginHeaders, publicOrigin: string): OriginVerdict {
  if (headers.origin !== undefined) {
    const isOwn = headers.origin === publicOrigin || hostOf(headers.origin) === headers.host;
    return isOwn ? "own" : "foreign";
  }
  const site = headers["sec-fetch-site"];
  if (site === undefined) return "unknown";
  return site === "same-origin" ? "own" : "foreign";
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
