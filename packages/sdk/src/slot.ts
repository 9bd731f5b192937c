import type { VisitorClientOptions } from "./rim.ts";

/**
 * Names whom a client is for, in storage and among tabs: nothing for the browser's own visitor, so that messages which
 * wait and threads which are shown never pass from one visitor to another on the same browser. Nobody has verified the
 * token here: its uuid is good for a name only.
 */
export function findSlot({ signedIdentity, claims }: Pick<VisitorClientOptions, "signedIdentity" | "claims">): string {
  if (!signedIdentity) return claims?.uuid ? `named:${encodeURIComponent(claims.uuid)}:` : "";
  const payload = (signedIdentity.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
  let uuid: unknown;
  try {
    // Its bytes, not its letters: one name for one uuid is all that it takes.
    uuid = (JSON.parse(atob(payload)) as { uuid?: unknown } | null)?.uuid;
  } catch {
    // The server says what is wrong with it.
  }
  return `signed:${encodeURIComponent(String(uuid))}:`;
}
