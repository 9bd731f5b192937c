import { makeUuid } from "./identifiers.ts";
import { decodeObject, encodeJson } from "./json.ts";
import type { RequestLock, Surroundings } from "./rim.ts";
import type { SafeStorage } from "./safe-storage.ts";

const LEASE_MS = 10_000;
const RENEWAL_MS = 3_000;
const LOOK_MS = 1_000;
/** After it is written, a lease counts once it is still there so much later: of two writers the last one stays. */
const CONFIRMATION_MS = 100;

/**
 * A lock by a lease in storage, for pages without Web Locks (insecure ones, and older browsers). Two tabs may hold it
 * for a moment; that is harmless because what they send has ids, and the next renewal settles it.
 */
export function createLeaseLock(
  storage: SafeStorage,
  { now, schedule }: Pick<Surroundings, "now" | "schedule">,
): RequestLock {
  return (name, options, hold) =>
    new Promise<void>((resolve, reject) => {
      const owner = makeUuid(now());
      let isHeld = false;
      let steals = "steal" in options;
      let cancel = () => {};

      const isOwn = () => decodeObject(storage.read(name))?.owner === owner;
      function end(): void {
        cancel();
        if (isOwn()) storage.remove(name);
        resolve();
      }
      function look(): void {
        const lease = decodeObject(storage.read(name));
        const nowMs = now();
        const until = typeof lease?.until === "number" ? lease.until : 0;
        const isConfirmed = lease?.owner === owner;
        if (isHeld && !isConfirmed) {
          reject(new Error("Another tab has taken the lease."));
          return;
        }
        // A lease from the future was written before the clock was set back.
        const isTaken = !isConfirmed && !steals && until > nowMs && until <= nowMs + LEASE_MS;
        steals = false;
        if (!isTaken) storage.write(name, encodeJson({ owner, until: nowMs + LEASE_MS }));
        cancel = schedule(look, isConfirmed ? RENEWAL_MS : isTaken ? LOOK_MS : CONFIRMATION_MS);
        if (isHeld || !isConfirmed) return;
        isHeld = true;
        hold().then(end, end);
      }
      if ("signal" in options) {
        options.signal.addEventListener("abort", () => {
          if (!isHeld) end();
        });
        if (options.signal.aborted) return resolve();
      }
      look();
    });
}
