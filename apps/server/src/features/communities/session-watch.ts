import type { Logger } from "pino";
import type { Bus } from "../../platform/bus/index.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/index.ts";
import { communityChannel } from "./communities.service.ts";
import { type CommunityStanding, createCommunitiesStore } from "./communities.store.ts";

/** Many who come at once are one look. */
const GATHER_MS = 500;
const EXPIRY_SWEEP_MS = 5_000;
/** A revocation whose hint was lost is seen after this long; a session of a revoked key ends within a minute. */
const LOOK_EVERY_SWEEPS = 4;

/** A visitor's session as far as its community may end it. */
export interface WatchedSession {
  communityId: string;
  /** The key that signed the visitor and when that ends; null for visitors who are not signed. */
  proof(): { keyId: string; expiresAtMs: number } | null;
  /** Let in under a company's uuid without any proof. */
  sharesUuid: boolean;
  end(why: SessionEnd): void;
}

/** `not_admitted`: what let the visitor in no longer does; coming back tells what does. */
export type SessionEnd = "token_expired" | "token_key_revoked" | "not_admitted";

export interface SessionWatch {
  /** Returns the end of the watch. */
  watch(session: WatchedSession): () => void;
  stop(): void;
}

/** Why a session that was let in has to go, or null. */
function judgeSession(session: WatchedSession, standing: CommunityStanding): SessionEnd | null {
  const proof = session.proof();
  if (proof === null) {
    const isAdmitted = standing.signedIdentities !== "require" && (!session.sharesUuid || standing.acceptUnsignedUuids);
    return isAdmitted ? null : "not_admitted";
  }
  if (standing.signedIdentities === "reject") return "not_admitted";
  return standing.activeKeyIds.includes(proof.keyId) ? null : "token_key_revoked";
}

/** Ends sessions of this node whose token has expired, whose key was revoked, or whose community has changed. */
export function watchSessions(options: { database: Database; bus: Bus; clock: Clock; logger: Logger }): SessionWatch {
  const { bus, clock, logger } = options;
  const store = createCommunitiesStore(options.database);
  const communities = new Map<string, { sessions: Set<WatchedSession>; unsubscribe(): void }>();
  let sweeps = 0;
  const fresh = new Set<string>();
  let gathering: NodeJS.Timeout | null = null;

  async function look(communityIds: readonly string[]): Promise<void> {
    if (communityIds.length === 0) return;
    for (const standing of await store.readStandings(communityIds)) {
      for (const session of communities.get(standing.communityId)?.sessions ?? []) {
        const end = judgeSession(session, standing);
        if (end !== null) session.end(end);
      }
    }
  }

  function lookSoon(communityIds: readonly string[]): void {
    look(communityIds).catch((error: unknown) => logger.warn({ err: error }, "communities could not be looked at"));
  }

  /** What changed between a proof and its watch was told to nobody here. */
  function lookAtFresh(communityId: string): void {
    fresh.add(communityId);
    gathering ??= setTimeout(() => {
      gathering = null;
      lookSoon([...fresh]);
      fresh.clear();
    }, GATHER_MS).unref();
  }

  const sweeping = setInterval(() => {
    const nowMs = clock.nowMs();
    for (const { sessions } of communities.values()) {
      for (const session of sessions) {
        const proof = session.proof();
        if (proof !== null && proof.expiresAtMs <= nowMs) session.end("token_expired");
      }
    }
    sweeps += 1;
    if (sweeps % LOOK_EVERY_SWEEPS === 0) lookSoon([...communities.keys()]);
  }, EXPIRY_SWEEP_MS);
  sweeping.unref();

  return {
    watch(session) {
      const { communityId } = session;
      const watched = communities.get(communityId) ?? {
        sessions: new Set(),
        unsubscribe: bus.subscribe(communityChannel(communityId), () => lookSoon([communityId])),
      };
      communities.set(communityId, watched);
      watched.sessions.add(session);
      lookAtFresh(communityId);
      return () => {
        watched.sessions.delete(session);
        if (watched.sessions.size > 0) return;
        watched.unsubscribe();
        communities.delete(communityId);
      };
    },
    stop() {
      clearInterval(sweeping);
      if (gathering !== null) clearTimeout(gathering);
    },
  };
}
