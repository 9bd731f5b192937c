const ordinaryPolicy = "base-uri 'self'; form-action 'self'; frame-ancestors 'self'; object-src 'none'";

/** What every page is sent with. Nothing is said about scripts: the shop's snippet is inline, as on most websites. */
export const ordinaryHeaders: Readonly<Record<string, string>> = {
  "Content-Security-Policy": ordinaryPolicy,
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "SAMEORIGIN",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
};

/**
 * The policy of the strict page: scripts and connections of the shop and of the chat's origin (its socket included),
 * everything else of the shop alone or not at all, and no string becomes code but through a named policy.
 */
export function strictHeaders(beckonOrigin: string): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${beckonOrigin}`,
    `connect-src ${beckonOrigin} ${beckonOrigin.replace(/^http/, "ws")}`,
    "img-src 'self'",
    "style-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types beckon purple-shop",
  ];
  return { ...ordinaryHeaders, "Content-Security-Policy": policy.join("; "), "X-Frame-Options": "DENY" };
}
