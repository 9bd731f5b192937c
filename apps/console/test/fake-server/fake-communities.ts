import type {
  Community,
  CommunityKey,
  CommunityKeyDraft,
  CreatedCommunityKey,
  IdentityRefusal,
  TokenCheck,
} from "@beckon/protocol";
import { type Answer, listOf, missing, refusal } from "./answers.ts";
import { madeUpId } from "./made-up-data.ts";

const now = () => new Date().toISOString();

/** The communities of the fake server: records in memory, one set of keys and refusals for each. */
export class FakeCommunities {
  readonly records: Community[] = [];
  readonly keys = new Map<string, CommunityKey[]>();
  readonly refusals = new Map<string, IdentityRefusal[]>();
  /** What every token is told. */
  verdict: TokenCheck = {
    verified: true,
    code: null,
    message: null,
    kid: "website",
    uuid: "1042",
    expires_at: "2026-06-01T12:00:00.000Z",
    warnings: [],
  };
  /** Deletions are refused: something belongs to each of them. */
  inUse = false;
  #made = 0;

  add(name: string, fields: Partial<Community> = {}): Community {
    const community: Community = {
      id: this.#id(20),
      name,
      signed_identities: "accept",
      accept_unsigned_uuids: false,
      first_hour_required: null,
      merge_equal_emails: false,
      merge_equal_uuids: false,
      extra_value_mapping: [],
      mapping_version: 1,
      created_at: now(),
      ...fields,
    };
    this.records.push(community);
    return community;
  }

  addKey(communityId: string, kid: string, fields: Partial<CommunityKey> = {}): CommunityKey {
    const key: CommunityKey = {
      id: this.#id(21),
      kid,
      algorithm: "HS256",
      public_key: null,
      created_at: now(),
      last_used_at: null,
      revoked_at: null,
      ...fields,
    };
    this.keys.set(communityId, [...(this.keys.get(communityId) ?? []), key]);
    return key;
  }

  addRefusal(communityId: string, fields: Pick<IdentityRefusal, "source_id" | "code" | "message" | "kid">): void {
    const entry = { id: this.#id(22), occurred_at: now(), ...fields };
    this.refusals.set(communityId, [entry, ...(this.refusals.get(communityId) ?? [])]);
  }

  /** Null for what is none of its routes. */
  answer(method: string, url: URL, body: unknown): Answer | null {
    const [kind, id = "", part, keyId = ""] = url.pathname.replace("/api/v1/", "").split("/");
    if (kind !== "communities") return null;
    if (id === "") return this.#collection(method, body);
    const place = this.records.findIndex((record) => record.id === id);
    const record = this.records[place];
    if (record === undefined) return missing;
    if (part === "keys") return this.#keys(method, id, keyId, body);
    if (part === "token_check") return { status: 200, body: this.verdict };
    if (part === "refusals") return listOf(this.refusals.get(id) ?? []);
    if (method === "PATCH") {
      const { mapping_version: known = record.mapping_version, ...wanted } = body as Partial<Community>;
      if (known !== record.mapping_version) {
        return refusal(409, "mapping_changed", "Somebody has changed the mapping meanwhile.", "extra_value_mapping");
      }
      const isMapped = wanted.extra_value_mapping !== undefined;
      const changed = { ...record, ...wanted, mapping_version: known + (isMapped ? 1 : 0) };
      this.records[place] = changed;
      return { status: 200, body: changed };
    }
    if (this.inUse) return refusal(409, "community_in_use", "Sources or visitors belong to that community.");
    this.records.splice(place, 1);
    return { status: 204, body: null };
  }

  #collection(method: string, body: unknown): Answer {
    if (method === "GET") return listOf(this.records);
    const { name, ...fields } = body as Community;
    return { status: 201, body: this.add(name, fields) };
  }

  #keys(method: string, communityId: string, keyId: string, body: unknown): Answer {
    const keys = this.keys.get(communityId) ?? [];
    if (method === "GET") return { status: 200, body: { records: keys } };
    if (method === "DELETE") {
      const revoked = keys.map((key) => (key.id === keyId ? { ...key, revoked_at: now() } : key));
      this.keys.set(communityId, revoked);
      return { status: 204, body: null };
    }
    const { kid, algorithm, secret, public_key = null } = body as CommunityKeyDraft;
    if (keys.some((key) => key.kid === kid && key.revoked_at === null)) {
      return refusal(409, "already_exists", "Something with that name exists already.", "kid");
    }
    const key = this.addKey(communityId, kid, { algorithm, public_key });
    const made = algorithm === "HS256" && secret === undefined ? "5e".repeat(32) : null;
    return { status: 201, body: { ...key, secret: made } satisfies CreatedCommunityKey };
  }

  #id(kind: number): string {
    this.#made += 1;
    return madeUpId(kind, this.#made);
  }
}
