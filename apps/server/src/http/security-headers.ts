const NEVER_FRAMED = "frame-ancestors 'none'";

/** For JSON and plain text: whoever opens it as a page gets a page that can do nothing. */
const CLOSED_POLICY = `default-src 'none'; ${NEVER_FRAMED}`;

/**
 * For the console's page. Styles may stand in the page, since its component library writes them at run time;
 * scripts may not. Pictures may come from any https address: visitors' avatars do.
 */
export const CONSOLE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob: https:",
  "font-src 'self' data:",
  "media-src 'self' data: blob:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  NEVER_FRAMED,
].join("; ");

/** For the page within the console that shows the window: only the console frames it. */
export const PREVIEW_HEADERS = {
  "content-security-policy": CONSOLE_POLICY.replace(NEVER_FRAMED, "frame-ancestors 'self'"),
  "x-frame-options": "SAMEORIGIN",
} as const;

/** For the page that documents the API: one style sheet and no script. */
export const DOCUMENTATION_POLICY = `default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; ${NEVER_FRAMED}`;

/** What every answer that is our own page or data carries. */
export const PAGE_HEADERS = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "strict-origin-when-cross-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
} as const;

/** What every answer for target websites carries: anybody may read it, and it says nothing of who asks. */
export const PUBLIC_HEADERS = {
  "access-control-allow-origin": "*",
  "cross-origin-resource-policy": "cross-origin",
  "x-content-type-options": "nosniff",
} as const;

/** Browsers that came by https once come by https for a year. */
export function transportHeaders(isHttps: boolean): Record<string, string> {
  return isHttps ? { "strict-transport-security": "max-age=31536000" } : {};
}

/** The headers of what the framework answers. Only `/chat/` is for pages of other origins. */
export function answerHeaders(url: string, isHttps: boolean): Record<string, string> {
  return {
    ...(url.startsWith("/chat/") ? PUBLIC_HEADERS : PAGE_HEADERS),
    ...transportHeaders(isHttps),
    "content-security-policy": CLOSED_POLICY,
    "cache-control": "no-store",
  };
}
