import { createHash } from "node:crypto";
import { ERRORS, type TokenCheck } from "@beckon/protocol";
import type { Logger } from "pino";
import type { Clock } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/index.ts";
import { newId } from "../../platform/identifiers.ts";
import { createRateLimiter } from "../../platform/rate-limiter.ts";
import { Refusal } from "../../platform/refusal.ts";
import { type ErasureMarks, erasuresThatBar, wasErasedSince } from "../erasures/index.ts";
import type { Communities } from "./communities.service.ts";
import type { CommunityRow } from "./communities.store.ts";
import { judgeToken, type SignedClaims, type TokenVerdict } from "./judge-token.ts";
import { createKeysStore } from "./keys.store.ts";
import { createRefusalsStore } from "./refusals.store.ts";

const MINUTE_MS = 60_000;
const FIRST_VALIDITY_MS = 60 * MINUTE_MS;
/** Refusals that a community's log takes in a minute: what somebody sends in masses is told by its first ones. */
const LOGGED = { count: 30, windowMs: MINUTE_MS };

/** What a source asks of its visitors' identities. */
export interface SigningPolicy {
  domainId: string;
  sourceId: string;
  communityId: string;
  signedIdentities: CommunityRow["signed_identities"];
  firstHourRequired: boolean | null;
}

/** A visitor whom a token has proven. */
export interface ProvenVisitor {
  keyId: string;
  claims: SignedClaims;
  /** Null for a token that does not say it. */
  issuedAtMs: number | null;
  expiresAtMs: number;
}

export type Signing = ReturnType<typeof createSigning>;

/** Verifies signed identities, and keeps for administrators why some were refused. */
export function createSigning(options: {
  database: Database;
  communities: Communities;
  marks: ErasureMarks;
  clock: Clock;
  logger: Logger;
}) {
  const { database, communities, marks, clock, logger } = options;
  const keys = createKeysStore(database);
  const refusals = createRefusalsStore(database);
  const logged = createRateLimiter(LOGGED, clock);

  async function judgeFirstHour(policy: SigningPolicy, token: string, verdict: TokenVerdict): Promise<TokenVerdict> {
    const isRequired = policy.firstHourRequired ?? policy.signedIdentities === "require";
    if (verdict.kind === "refused" || !isRequired) return verdict;
    const nowMs = clock.nowMs();
    const tokenHash = createHash("sha256").update(token).digest();
    if (verdict.expiresAtMs - nowMs >= FIRST_VALIDITY_MS) {
      await keys.notePresented(policy, tokenHash, new Date(verdict.expiresAtMs), new Date(nowMs));
      return verdict;
    }
    if (await keys.wasPresented(policy, tokenHash)) return verdict;
    return { kind: "refused", code: "token_validity_short", kid: verdict.kid };
  }

  /** What was erased is not brought back by a token from before. */
  async function judgeAge({ domainId, communityId }: SigningPolicy, verdict: TokenVerdict): Promise<TokenVerdict> {
    if (verdict.kind === "refused") return verdict;
    const mark = marks.markOf(domainId, { kind: "uuid", communityId, uuid: verdict.claims.uuid });
    const isBarred = await wasErasedSince(database, domainId, mark, erasuresThatBar(verdict, clock.nowMs()));
    return isBarred ? { kind: "refused", code: "token_predates_erasure", kid: verdict.kid } : verdict;
  }

  /** A log that cannot be written keeps no answer from anybody. */
  async function log(policy: SigningPolicy, verdict: TokenVerdict & { kind: "refused" }): Promise<void> {
    if (logged.take(policy.communityId).kind === "limited") return;
    await refusals
      .insert({
        domain_id: policy.domainId,
        id: newId(),
        community_id: policy.communityId,
        source_id: policy.sourceId,
        code: verdict.code,
        reason: verdict.reason ?? null,
        kid: verdict.kid,
        occurred_at: new Date(clock.nowMs()),
      })
      .catch((error: unknown) => logger.warn({ err: error }, "a refused identity could not be noted"));
  }

  async function refuse(policy: SigningPolicy, verdict: TokenVerdict & { kind: "refused" }): Promise<never> {
    await log(policy, verdict);
    throw new Refusal(verdict.code, verdict.reason === undefined ? {} : { reason: verdict.reason });
  }

  return {
    /** The visitor whom a token names. Refuses with the reason, which stands in the community's log then. */
    async prove(policy: SigningPolicy, token: string): Promise<ProvenVisitor> {
      if (policy.signedIdentities === "reject") {
        return refuse(policy, { kind: "refused", code: "signed_identities_rejected", kid: null });
      }
      const find = (kid: string) => communities.findVerificationKey(policy, kid);
      const verified = await judgeAge(policy, await judgeToken(token, find, clock.nowMs()));
      const verdict = await judgeFirstHour(policy, token, verified);
      if (verdict.kind === "refused") return refuse(policy, verdict);
      await keys.noteUse(policy.domainId, verdict.keyId, new Date(clock.nowMs()));
      return verdict;
    },

    /** A visitor comes without a token. Refuses where one is required. */
    async admitUnsigned(policy: SigningPolicy): Promise<void> {
      if (policy.signedIdentities !== "require") return;
      await refuse(policy, { kind: "refused", code: "identity_unsigned", kid: null });
    },

    /** What would become of a token that is presented now; nothing is noted. Refuses with not_found. */
    async check(domainId: string, communityId: string, token: string): Promise<TokenCheck> {
      const community = await communities.find(domainId, communityId);
      const find = (kid: string) => communities.findVerificationKey({ domainId, communityId }, kid);
      const verdict = await judgeToken(token.trim(), find, clock.nowMs());
      if (verdict.kind === "refused") {
        const { code, reason, kid } = verdict;
        const message = [ERRORS[code].sentence, reason].filter((part) => part !== undefined).join(" ");
        return { verified: false, code, message, kid, uuid: null, expires_at: null, warnings: [] };
      }
      return {
        verified: true,
        code: null,
        message: null,
        kid: verdict.kid,
        uuid: verdict.claims.uuid,
        expires_at: new Date(verdict.expiresAtMs).toISOString(),
        warnings: warningsFor(community, verdict.expiresAtMs - clock.nowMs()),
      };
    },
  };
}

function warningsFor({ signed_identities, first_hour_required }: CommunityRow, validForMs: number): string[] {
  const warnings: string[] = [];
  if (signed_identities === "reject") warnings.push(ERRORS.signed_identities_rejected.sentence);
  if ((first_hour_required ?? signed_identities === "require") && validForMs < FIRST_VALIDITY_MS) {
    warnings.push(ERRORS.token_validity_short.sentence);
  }
  return warnings;
}
