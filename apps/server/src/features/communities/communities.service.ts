import { createPublicKey, createSecretKey, randomBytes } from "node:crypto";
import type { CommunityChange, CommunityDraft, CommunityKeyDraft, ExtraValueMapping } from "@beckon/protocol";
import type { Kysely } from "kysely";
import { insertFactsWithin } from "../../delivery/facts/index.ts";
import { createHints } from "../../delivery/hints.ts";
import type { Bus } from "../../platform/bus/index.ts";
import type { Clock } from "../../platform/clock.ts";
import { classifyDatabaseError, type Database } from "../../platform/database/index.ts";
import type { Schema } from "../../platform/database/schema.ts";
import { newId } from "../../platform/identifiers.ts";
import { Refusal } from "../../platform/refusal.ts";
import { recordAuditEvent } from "../audit/index.ts";
import { listCustomFields } from "../custom-fields/index.ts";
import { type CommunityRow, createCommunitiesStore } from "./communities.store.ts";
import { judgeMapping } from "./extra-value-mapping.decisions.ts";
import { judgeKeyDraft } from "./judge-key.ts";
import type { VerificationKey } from "./judge-token.ts";
import { createKeysStore, type KeyRow, type OfCommunity } from "./keys.store.ts";
import { createRefusalsStore } from "./refusals.store.ts";
import type { SealedSecrets } from "./sealed-secrets.ts";

export interface CommunitiesOptions {
  database: Database;
  bus: Bus;
  clock: Clock;
  secrets: SealedSecrets;
}

/** Who changes something, for the audit log; null for what the product does by itself. */
export type By = { id: string; name: string } | null;

/** Keys of a community that are active at once: the old, the new, and some for other systems. */
const ACTIVE_KEYS_LIMIT = 20;

/** The bus channel that tells that a community's sessions have to be judged anew. */
export function communityChannel(communityId: string): string {
  return `community:${communityId}`;
}

export type Communities = ReturnType<typeof createCommunities>;

/** A domain's communities: their settings, and the keys by which their visitors are signed. */
export function createCommunities({ database, bus, clock, secrets }: CommunitiesOptions) {
  const store = createCommunitiesStore(database);
  const keys = createKeysStore(database);
  const refusals = createRefusalsStore(database);
  const hints = createHints(bus);

  /** What is done and what the log says of it are done in one transaction. */
  const change = <Result>(
    work: (
      transaction: Kysely<Schema>,
      stores: { store: ReturnType<typeof createCommunitiesStore>; keys: ReturnType<typeof createKeysStore> },
    ) => Promise<Result>,
  ): Promise<Result> =>
    database.kysely.transaction().execute((transaction) => {
      const within = { kysely: transaction, query: database.query };
      return work(transaction, { store: createCommunitiesStore(within), keys: createKeysStore(within) });
    });

  async function find(domainId: string, id: string): Promise<CommunityRow> {
    const row = await store.find(domainId, id);
    if (row === undefined) throw new Refusal("not_found");
    return row;
  }

  async function refuseBadMapping(
    domainId: string,
    { extra_value_mapping }: CommunityChange,
    before: ExtraValueMapping,
  ): Promise<void> {
    if (extra_value_mapping === undefined || extra_value_mapping.length === 0) return;
    const fieldIds = (await listCustomFields(database, domainId)).map(({ id }) => id);
    const fault = judgeMapping(extra_value_mapping, before, fieldIds);
    if (fault !== null) throw new Refusal("invalid_request", fault);
  }

  const rowName = (domainId: string, keyId: string) => `${domainId}:${keyId}`;

  return {
    list: store.list,
    find,

    /** Refuses with invalid_request what cannot be mapped. */
    async create(domainId: string, draft: CommunityDraft, user: By): Promise<CommunityRow> {
      await refuseBadMapping(domainId, draft, []);
      return change(async (transaction, stores) => {
        const row = await stores.store.insert(domainId, newId(), draft);
        await recordAuditEvent(transaction, { domainId, user, ...ofCommunity("community_created", null, row) });
        return row;
      });
    },

    /**
     * Sessions that the new settings would not let in end; another mapping is applied to who is known already, soon after.
     * Refuses with not_found, with mapping_changed where another version of the mapping is meant, and with invalid_request
     * what cannot be mapped.
     */
    async change(domainId: string, id: string, settings: CommunityChange, user: By): Promise<CommunityRow> {
      await refuseBadMapping(domainId, settings, (await find(domainId, id)).extra_value_mapping);
      const row = await change(async (transaction, stores) => {
        const before = await stores.store.lock(domainId, id);
        if (before === undefined) throw new Refusal("not_found");
        const { mapping_version: knownVersion, ...wanted } = settings;
        if (knownVersion !== undefined && knownVersion !== before.mapping_version) {
          throw new Refusal("mapping_changed", { field: "extra_value_mapping" });
        }
        if (Object.keys(wanted).length === 0) return before;
        const { extra_value_mapping: mapping = before.extra_value_mapping } = wanted;
        const isMappingNew = JSON.stringify(mapping) !== JSON.stringify(before.extra_value_mapping);
        const mapping_version = before.mapping_version + (isMappingNew ? 1 : 0);
        const after = await stores.store.update(domainId, id, { ...wanted, mapping_version });
        if (after === undefined) throw new Refusal("not_found");
        await recordAuditEvent(transaction, { domainId, user, ...ofCommunity("community_changed", before, after) });
        if (isMappingNew) {
          const payload = { community_id: id };
          await insertFactsWithin(transaction, [
            { domainId, threadId: null, type: "extra_value_mapping_changed", payload },
          ]);
        }
        return after;
      });
      bus.publish(communityChannel(id), null);
      hints.toFollowers();
      return row;
    },

    /** Refuses with not_found, and with community_in_use while anything belongs to it. */
    async delete(domainId: string, id: string, user: By): Promise<void> {
      try {
        await change(async (transaction, stores) => {
          const before = await stores.store.find(domainId, id);
          if (before === undefined || !(await stores.store.delete(domainId, id))) throw new Refusal("not_found");
          await recordAuditEvent(transaction, { domainId, user, ...ofCommunity("community_deleted", before, null) });
        });
      } catch (error) {
        if (classifyDatabaseError(error) === "constraint") throw new Refusal("community_in_use");
        throw error;
      }
    },

    async listKeys(of: OfCommunity): Promise<KeyRow[]> {
      await find(of.domainId, of.communityId);
      return keys.list(of);
    },

    /** `secret`: the one that was made, which nothing tells again. Refuses with not_found, already_exists, invalid_request. */
    async addKey(of: OfCommunity, draft: CommunityKeyDraft, user: By): Promise<{ key: KeyRow; secret: string | null }> {
      const community = await find(of.domainId, of.communityId);
      const material = judgeKeyDraft(draft);
      if (material.kind === "refused") throw new Refusal("invalid_request", material);
      const active = (await keys.list(of)).filter((key) => key.revoked_at === null);
      if (active.some((key) => key.kid === draft.kid)) throw new Refusal("already_exists", { field: "kid" });
      if (active.length >= ACTIVE_KEYS_LIMIT) {
        throw new Refusal("invalid_request", { reason: `A community has at most ${ACTIVE_KEYS_LIMIT} active keys.` });
      }
      const id = newId();
      const secret = material.kind === "secret" ? (material.secret ?? randomBytes(32).toString("hex")) : null;
      try {
        const key = await change(async (transaction, stores) => {
          const row = await stores.keys.insert({
            domain_id: of.domainId,
            id,
            community_id: of.communityId,
            kid: draft.kid,
            algorithm: draft.algorithm,
            sealed_secret: secret === null ? null : secrets.seal(secret, rowName(of.domainId, id)),
            public_key: material.kind === "public_key" ? material.pem : null,
          });
          await recordAuditEvent(transaction, {
            domainId: of.domainId,
            user,
            action: "community_key_created",
            object: { type: "community", id: community.id, label: community.name },
            before: null,
            after: { kid: row.kid, algorithm: row.algorithm },
          });
          return row;
        });
        return { key, secret: draft.secret === undefined ? secret : null };
      } catch (error) {
        if (classifyDatabaseError(error) === "constraint") throw new Refusal("already_exists", { field: "kid" });
        throw error;
      }
    },

    /** Sessions that were signed by it end on every node. Refuses with not_found. */
    async revokeKey(of: OfCommunity, keyId: string, user: By): Promise<void> {
      const community = await find(of.domainId, of.communityId);
      await change(async (transaction, stores) => {
        const isRevoked = await stores.keys.revoke(of, keyId, new Date(clock.nowMs()));
        const key = (await stores.keys.list(of)).find(({ id }) => id === keyId);
        if (!isRevoked || key === undefined) throw new Refusal("not_found");
        await recordAuditEvent(transaction, {
          domainId: of.domainId,
          user,
          action: "community_key_revoked",
          object: { type: "community", id: community.id, label: community.name },
          before: { kid: key.kid, algorithm: key.algorithm },
          after: null,
        });
      });
      bus.publish(communityChannel(of.communityId), null);
    },

    /** What a token of this `kid` is verified with; null when the community never had such a key. */
    async findVerificationKey(of: OfCommunity, kid: string): Promise<VerificationKey | null> {
      const row = await keys.findByKid(of, kid);
      if (row === undefined) return null;
      if (row.revoked_at !== null) return { kind: "revoked" };
      const { id, algorithm, sealed_secret, public_key } = row;
      if (sealed_secret !== null) {
        const secret = secrets.open(sealed_secret, rowName(of.domainId, id));
        return { kind: "active", id, algorithm, material: createSecretKey(secret, "utf8") };
      }
      return { kind: "active", id, algorithm, material: createPublicKey(public_key ?? "") };
    },

    async listRefusals(of: OfCommunity, page: { offset: number; limit: number }) {
      await find(of.domainId, of.communityId);
      return refusals.list(of, page);
    },
  };
}

/** What the log tells of a community: its settings, and never its keys. */
function ofCommunity(action: string, before: CommunityRow | null, after: CommunityRow | null) {
  const { id, name } = after ?? before ?? { id: null, name: "" };
  return { action, object: { type: "community", id, label: name }, before: toTold(before), after: toTold(after) };
}

function toTold(row: CommunityRow | null): object | null {
  if (row === null) return null;
  const {
    domain_id: _domain,
    id: _id,
    created_at: _created,
    mapped_up_to_id: _progress,
    mapping_version: _version,
    ...settings
  } = row;
  return settings;
}
