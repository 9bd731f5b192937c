import type { Clock } from "../../platform/clock.ts";
import { SESSION_LIMITS } from "./sessions.decisions.ts";

/**
 * Secrets that this node has just replaced, by their hashes, and their sessions. A page that sends several requests
 * at once would otherwise be signed out by the first answer. Only on this node: elsewhere a late request is refused.
 */
export function createReplacedSecrets(clock: Clock) {
  const sessions = new Map<string, { id: string; untilMs: number }>();
  return {
    remember(tokenHash: Buffer, id: string): void {
      const nowMs = clock.nowMs();
      for (const [key, { untilMs }] of sessions) if (untilMs <= nowMs) sessions.delete(key);
      sessions.set(tokenHash.toString("base64"), { id, untilMs: nowMs + SESSION_LIMITS.replacedGraceMs });
    },
    find(tokenHash: Buffer): string | null {
      const session = sessions.get(tokenHash.toString("base64"));
      return session !== undefined && session.untilMs > clock.nowMs() ? session.id : null;
    },
  };
}
