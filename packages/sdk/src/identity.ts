import { isUuid, makeSecret, makeUuid } from "./identifiers.ts";
import { decodeObject, encodeJson } from "./json.ts";
import type { SafeStorage } from "./safe-storage.ts";

/** Who this browser is to a source: an id, and the secret that proves it. */
export interface BrowserIdentity {
  id: string;
  secret: string;
}

const SECRET = /^[\w-]{43}$/;

/**
 * The stored identity, else the one that the tabs hold, else a new one; it is then stored. `refused`: one that the
 * server did not accept and that is not used again. Call it as the leader only, so that two first tabs make one.
 */
export function takeIdentity(
  storage: SafeStorage,
  key: string,
  nowMs: number,
  held: BrowserIdentity | null,
  refused: BrowserIdentity | null,
): BrowserIdentity {
  const stored = decodeObject(storage.read(key));
  if (stored) {
    const { id, secret } = stored;
    const isUsable = typeof secret === "string" && SECRET.test(secret) && secret !== refused?.secret;
    if (isUsable && isUuid(id)) return { id, secret };
  }
  const identity = held ?? { id: makeUuid(nowMs), secret: makeSecret() };
  storage.write(key, encodeJson(identity));
  return identity;
}
