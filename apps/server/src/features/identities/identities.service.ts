import type { IdentityClaims } from "@beckon/protocol";
import { insertFacts } from "../../delivery/facts/index.ts";
import type { Hints } from "../../delivery/hints.ts";
import type { Clock } from "../../platform/clock.ts";
import { assertWritable, type Database, type Executor, inTransaction } from "../../platform/database/index.ts";
import { hashSecret, matchesHash, newId } from "../../platform/identifiers.ts";
import { createRateLimiter } from "../../platform/rate-limiter.ts";
import { Refusal } from "../../platform/refusal.ts";
import { judgeExtraValues, type Signing, type SigningPolicy } from "../communities/index.ts";
import { type ErasureMarks, erasuresThatBar } from "../erasures/index.ts";
import { type ClaimsToWrite, nameVisitor } from "./identities.decisions.ts";
import {
  findIdentity,
  type IdentityRow,
  insertOrFindByUuid,
  insertOrFindIdentity,
  listIdentities,
  writeClaims,
} from "./identities.store.ts";

/** What of a source decides who its visitors are. */
export interface IdentityPolicy extends SigningPolicy {
  acceptUnsignedUuids: boolean;
}

/** A visitor who is who they say, as far as the community asks for it. */
export interface RecognisedIdentity {
  domainId: string;
  id: string;
  name: string;
  /** The company's own name for the visitor. */
  uuid: string | null;
  /** How the uuid came to be theirs; null without one. */
  standing: IdentityRow["uuid_standing"];
  /** The key that signed the visitor, and until when; null for those who are not signed. */
  proof: { keyId: string; expiresAtMs: number } | null;
}

/** What a hello says of who is there. */
export interface Introduction {
  identity: { id: string; secret: string };
  claims?: IdentityClaims;
  token?: string;
}

const MINUTE_MS = 60_000;
/** Connections of one address that name a uuid without proof, in a minute: uuids are not to be tried out. */
const NAMED_UUIDS = { count: 60, windowMs: MINUTE_MS };
/** Tokens of one address that were refused. */
const REFUSED_TOKENS = { count: 60, windowMs: MINUTE_MS };

export type Identities = ReturnType<typeof createIdentities>;

/** Who the visitors are: recognised by their browser's secret, by a token, or, where the community says so, by a uuid. */
export function createIdentities(options: {
  database: Database;
  hints: Hints;
  signing: Signing;
  marks: ErasureMarks;
  clock: Clock;
}) {
  const { database, hints, signing, marks, clock } = options;
  const namedUuids = createRateLimiter(NAMED_UUIDS, clock);
  const refusedTokens = createRateLimiter(REFUSED_TOKENS, clock);

  function bound(limiter: typeof namedUuids, key: string): void {
    const verdict = limiter.take(key);
    if (verdict.kind === "limited") {
      throw new Refusal("rate_limited", { retryAfterSeconds: verdict.retryAfterSeconds });
    }
  }

  /** Right tokens cost their address nothing. */
  async function prove(policy: IdentityPolicy, token: string, address: string) {
    bound(refusedTokens, `${policy.sourceId} ${address}`);
    const proven = await signing.prove(policy, token);
    refusedTokens.forgive(`${policy.sourceId} ${address}`);
    return proven;
  }

  async function write(identity: { domainId: string; id: string }, claims: ClaimsToWrite): Promise<void> {
    assertWritable(database);
    const changed = await inTransaction(database, (transaction) => takeClaims(transaction, identity, claims));
    if (changed) hints.toFollowers();
  }

  async function recogniseSigned(policy: IdentityPolicy, token: string, address: string) {
    const { keyId, claims, issuedAtMs, expiresAtMs } = await prove(policy, token, address);
    const { uuid } = claims;
    const mark = marks.markOf(policy.domainId, { kind: "uuid", communityId: policy.communityId, uuid });
    const barredBy = { mark, since: erasuresThatBar({ issuedAtMs }, clock.nowMs()) };
    const row = await findByUuid(policy, uuid, "signed", toWrite(claims), barredBy);
    // Erased while the token was being looked at.
    if (row === null) throw new Refusal("token_predates_erasure");
    return toRecognised(policy, row, { keyId, expiresAtMs });
  }

  /** The one identity of a uuid with what is said of it, or null where an erasure bars it; the facts tell of one that is new. */
  async function findByUuid(
    { domainId, communityId }: IdentityPolicy,
    uuid: string,
    standing: "shared" | "signed",
    claims: ClaimsToWrite,
    barredBy: { mark: Buffer; since: Date } | null,
  ): Promise<IdentityRow | null> {
    assertWritable(database);
    const { row, isTold } = await inTransaction(database, async (transaction) => {
      const wanted = { domainId, communityId, id: newId(), uuid, standing, barredBy };
      const { row: found, isNew } = await insertOrFindByUuid(transaction, wanted);
      if (found === null) return { row: null, isTold: false };
      const changed = await takeClaims(transaction, { domainId, id: found.id }, claims, isNew);
      return { row: (changed && (await findIdentity(transaction, domainId, found.id))) || found, isTold: changed };
    });
    if (isTold) hints.toFollowers();
    return row;
  }

  async function recogniseUnsigned(policy: IdentityPolicy, { identity, claims }: Introduction, address: string) {
    const uuid = claims?.uuid ?? null;
    if (uuid?.includes("\u0000")) throw new Refusal("identity_refused");
    if (uuid !== null) bound(namedUuids, `${policy.sourceId} ${address}`);
    if (uuid !== null && policy.acceptUnsignedUuids) {
      const row = await findByUuid(policy, uuid, "shared", {}, null);
      if (row === null) throw new Refusal("identity_refused");
      return toRecognised(policy, row, null);
    }
    const { row, isTold } = await insertOrFindIdentity(database, {
      ...policy,
      id: identity.id,
      secretHash: hashSecret(identity.secret),
      uuid,
      mark: marks.markOf(policy.domainId, { kind: "id", id: identity.id }),
    });
    if (isTold) hints.toFollowers();
    const isHeld =
      row !== null &&
      row.community_id === policy.communityId &&
      row.secret_hash !== null &&
      matchesHash(identity.secret, row.secret_hash) &&
      // A uuid is another identity than the browser's own, and than that of another uuid.
      (uuid === null || row.uuid === uuid);
    if (!isHeld) throw new Refusal("identity_refused");
    return toRecognised(policy, row, null);
  }

  return {
    /**
     * Finds or creates the identity of whoever says hello. Refuses with the reason: a token that is not right, a
     * secret that is not the identity's, a community that asks for more. `address`: where it comes from.
     */
    async recognise(policy: IdentityPolicy, introduction: Introduction, address: string): Promise<RecognisedIdentity> {
      if (introduction.token !== undefined) return recogniseSigned(policy, introduction.token, address);
      await signing.admitUnsigned(policy);
      return recogniseUnsigned(policy, introduction, address);
    },

    /** Until when a newer token of the same visitor proves them, and by which key. Refuses as `recognise` does. */
    async renew(
      policy: IdentityPolicy,
      identity: Pick<RecognisedIdentity, "domainId" | "id" | "uuid" | "standing">,
      token: string,
      address: string,
    ): Promise<{ keyId: string; expiresAtMs: number }> {
      const { keyId, claims, expiresAtMs } = await prove(policy, token, address);
      if (identity.standing !== "signed" || claims.uuid !== identity.uuid) throw new Refusal("identity_differs");
      await write(identity, toWrite(claims));
      return { keyId, expiresAtMs };
    },

    /** Takes over what the website says of a visitor. The claims are only shown; they open nothing. */
    async complete(
      identity: Pick<RecognisedIdentity, "domainId" | "id" | "uuid" | "standing">,
      claims: IdentityClaims,
    ): Promise<void> {
      if (identity.standing === "signed") throw new Refusal("identity_signed");
      if (claims.uuid !== undefined && claims.uuid !== identity.uuid) throw new Refusal("identity_differs");
      await write(identity, toWrite(claims));
    },

    /** Refuses with not_found. */
    async find(domainId: string, id: string): Promise<IdentityRow> {
      const row = await findIdentity(database, domainId, id);
      if (row === null) throw new Refusal("not_found");
      return row;
    },

    list: (domainId: string, filter: { communityId: string | null }, page: { offset: number; limit: number }) =>
      listIdentities(database, domainId, filter, page),
  };
}

/** Refuses with extra_values_refused. */
function toWrite({ uuid: _, extra_values, ...claims }: IdentityClaims): ClaimsToWrite {
  const verdict = judgeExtraValues(extra_values);
  if (verdict.kind === "refused") throw new Refusal("extra_values_refused", { reason: verdict.reason });
  return { ...withoutNull(claims), extraValues: verdict.values };
}

/** No text in the database holds the character; nobody's name needs it. */
function withoutNull(claims: Omit<IdentityClaims, "uuid" | "extra_values">): ClaimsToWrite {
  return Object.fromEntries(Object.entries(claims).map(([name, text]) => [name, text.replaceAll("\u0000", "")]));
}

function toRecognised(
  { domainId }: IdentityPolicy,
  row: IdentityRow,
  proof: RecognisedIdentity["proof"],
): RecognisedIdentity {
  return { domainId, id: row.id, name: nameVisitor(row), uuid: row.uuid, standing: row.uuid_standing, proof };
}

/**
 * Writes claims within the caller's transaction. Returns whether anything differs, or is told since the identity is new;
 * the caller then tells the followers.
 */
export async function takeClaims(
  transaction: Executor,
  identity: { domainId: string; id: string },
  claims: ClaimsToWrite,
  isNew = false,
): Promise<boolean> {
  const written = await writeClaims(transaction, identity.domainId, identity.id, claims);
  if (!written.changed && !isNew) return false;
  // Each thread shows it; of an identity without one it is told all the same.
  const threadIds = written.threadIds.length === 0 ? [null] : written.threadIds;
  await insertFacts(
    transaction,
    threadIds.map((threadId) => ({
      domainId: identity.domainId,
      threadId,
      type: "identity_completed",
      payload: { identity_id: identity.id },
    })),
  );
  return true;
}
