import { createHash, generateKeyPairSync, sign as signWith } from "node:crypto";
import type { Community, CommunityKey, CreatedCommunityKey, TokenCheck } from "@beckon/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { availableDatabaseKinds } from "./database.ts";
import { startWorld, type Tenant, type World } from "./http/world.ts";
import { forge, GIVEN_SECRET, hmac, inHours, signToken } from "./tokens.ts";

const { kinds } = await availableDatabaseKinds();
const rsa = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const otherRsa = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const pemOf = (key: typeof rsa.publicKey) => key.export({ type: "spki", format: "pem" }).toString();
const rs256 = (key: typeof rsa.privateKey) => (input: string) =>
  signWith("sha256", Buffer.from(input), key).toString("base64url");

describe.each(kinds)("communities on %s", (kind) => {
  let world: World;
  let tenant: Tenant;
  let other: Tenant;

  beforeAll(async () => {
    world = await startWorld(kind);
    [tenant, other] = [await world.createTenant("purple"), await world.createTenant("green")];
  });
  afterAll(() => world.close());

  const ask = <Body>(method: string, path: string, body?: unknown, of: Tenant = tenant) =>
    world.ask<Body>(`/api/v1${path}`, {
      method,
      token: of.tokens.administrator,
      ...(body === undefined ? {} : { body }),
    });
  const addKey = (communityId: string, key: object, of: Tenant = tenant) =>
    ask<CreatedCommunityKey>("POST", `/communities/${communityId}/keys`, key, of);

  it("IDN1: are made, changed, listed and deleted by administrators, and only while nothing belongs to them", async () => {
    const made = await ask<Community>("POST", "/communities", { name: "Members" });
    expect(made).toMatchObject({
      status: 201,
      body: { name: "Members", signed_identities: "accept", accept_unsigned_uuids: false, first_hour_required: null },
    });
    const path = `/communities/${made.body.id}`;
    const changed = await ask<Community>("PATCH", path, { signed_identities: "require", accept_unsigned_uuids: true });
    expect(changed.body).toMatchObject({ signed_identities: "require", accept_unsigned_uuids: true });
    expect((await ask("GET", "/communities")).body).toMatchObject({ count: 2 });
    expect(await ask("PATCH", path, { signed_identities: "perhaps" })).toMatchObject({ status: 422 });
    expect((await addKey(made.body.id, { kid: "logged", algorithm: "HS256" })).status).toBe(201);
    const [key] = (await ask<{ records: CommunityKey[] }>("GET", `${path}/keys`)).body.records;
    expect((await ask("DELETE", `${path}/keys/${key?.id}`)).status).toBe(204);
    const log = (await ask<{ records: object[] }>("GET", `/audit_events?object_id=${made.body.id}`)).body.records;
    expect(log).toMatchObject([
      { action: "community_key_revoked", before: { kid: "logged" }, after: null },
      { action: "community_key_created", before: null, after: { kid: "logged", algorithm: "HS256" } },
      { action: "community_changed", before: { signed_identities: "accept" }, after: { signed_identities: "require" } },
      { action: "community_created", user: { name: "purple administrator" }, object: { label: "Members" } },
    ]);
    expect(JSON.stringify(log)).not.toMatch(/secret|[0-9a-f]{64}/);
    expect((await ask("DELETE", path)).status).toBe(204);
    expect((await ask("GET", path)).status).toBe(404);
    expect(await ask("DELETE", `/communities/${tenant.source.community_id}`)).toMatchObject({
      status: 409,
      body: { error: "community_in_use" },
    });
    const asAgent = await world.ask("/api/v1/communities", { token: tenant.tokens.agent });
    expect(asAgent.status).toBe(403);
  });

  it("IDN2: keep a key's secret encrypted, show it once, and forget it when the key is revoked", async () => {
    const { body: community } = await ask<Community>("POST", "/communities", { name: "Keys" });
    const made = await addKey(community.id, { kid: "made", algorithm: "HS256" });
    expect(made.status, made.text).toBe(201);
    expect(made.body.secret).toMatch(/^[0-9a-f]{64}$/);
    const given = await addKey(community.id, { kid: "given", algorithm: "HS256", secret: GIVEN_SECRET });
    expect(given.body.secret).toBeNull();
    const listed = await ask<{ records: CommunityKey[] }>("GET", `/communities/${community.id}/keys`);
    expect(listed.body.records.map(({ kid }) => kid)).toEqual(["made", "given"]);
    expect(listed.text).not.toContain(made.body.secret);

    const stored = () =>
      world.database.kysely.selectFrom("community_keys").selectAll().where("community_id", "=", community.id).execute();
    for (const secret of [made.body.secret ?? "", GIVEN_SECRET]) {
      for (const row of await stored()) expect(row.sealed_secret?.includes(secret)).toBe(false);
    }
    expect((await addKey(community.id, { kid: "made", algorithm: "HS256" })).status).toBe(409);
    expect((await ask("DELETE", `/communities/${community.id}/keys/${made.body.id}`)).status).toBe(204);
    expect((await ask("DELETE", `/communities/${community.id}/keys/${made.body.id}`)).status).toBe(404);
    expect((await stored()).find(({ kid }) => kid === "made")).toMatchObject({ sealed_secret: null });
    // The name is free again, and the other domain's administrator gets nowhere.
    expect((await addKey(community.id, { kid: "made", algorithm: "HS256" })).status).toBe(201);
    expect((await addKey(community.id, { kid: "intruder", algorithm: "HS256" }, other)).status).toBe(404);
  });

  it("IDN2: refuse keys that are weak, of another kind, or private, and say which field is wrong", async () => {
    const small = generateKeyPairSync("rsa", { modulusLength: 1_024 }).publicKey;
    const curve = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey;
    const privatePem = rsa.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const cases: [object, string][] = [
      [{ kid: "Upper", algorithm: "HS256" }, "kid"],
      [{ kid: "a-b", algorithm: "HS256" }, "kid"],
      [{ kid: "k", algorithm: "none" }, "algorithm"],
      [{ kid: "k", algorithm: "HS512" }, "algorithm"],
      [{ kid: "k", algorithm: "HS256", secret: "short" }, "secret"],
      [{ kid: "k", algorithm: "HS256", secret: "this has only 25 letters." }, "secret"],
      [{ kid: "k", algorithm: "HS256", public_key: pemOf(rsa.publicKey) }, "public_key"],
      [{ kid: "k", algorithm: "RS256" }, "public_key"],
      [{ kid: "k", algorithm: "RS256", secret: GIVEN_SECRET }, "secret"],
      [{ kid: "k", algorithm: "RS256", public_key: "nonsense" }, "public_key"],
      [{ kid: "k", algorithm: "RS256", public_key: pemOf(small) }, "public_key"],
      [{ kid: "k", algorithm: "RS256", public_key: pemOf(curve) }, "public_key"],
      [{ kid: "k", algorithm: "RS256", public_key: privatePem }, "public_key"],
      [{ kid: 5, algorithm: "HS256" }, "kid"],
    ];
    for (const [key, field] of cases) {
      expect(await addKey(tenant.source.community_id, key), JSON.stringify(key)).toMatchObject({
        status: 422,
        body: { field },
      });
    }
  });

  describe("SIG1: a token", () => {
    let communityId: string;

    beforeAll(async () => {
      communityId = (await ask<Community>("POST", "/communities", { name: "Signed" })).body.id;
      await addKey(communityId, { kid: "main", algorithm: "HS256", secret: GIVEN_SECRET });
      await addKey(communityId, { kid: "rsa", algorithm: "RS256", public_key: pemOf(rsa.publicKey) });
      const gone = await addKey(communityId, { kid: "gone", algorithm: "HS256", secret: GIVEN_SECRET });
      await ask("DELETE", `/communities/${communityId}/keys/${gone.body.id}`);
      await addKey(other.source.community_id, { kid: "theirs", algorithm: "HS256", secret: GIVEN_SECRET }, other);
    });

    const check = async (token: string) =>
      (await ask<TokenCheck>("POST", `/communities/${communityId}/token_check`, { token })).body;

    const header = { typ: "JWT", alg: "HS256", kid: "main" };
    const payload = { uuid: "42", firstname: "Ada", exp: inHours(2) };
    const hs = hmac(GIVEN_SECRET);
    const withExtra = (extra_values: unknown) => forge(header, { ...payload, extra_values }, hs);

    it("is verified with the key of its kid, HS256 or RS256, ten seconds beyond its end", async () => {
      const verified = { verified: true, code: null, uuid: "42" };
      expect(await check(signToken(payload))).toMatchObject({ ...verified, kid: "main", warnings: [] });
      expect(await check(forge({ ...header, alg: "RS256", kid: "rsa" }, payload, rs256(rsa.privateKey)))).toMatchObject(
        {
          ...verified,
          kid: "rsa",
        },
      );
      const late = Math.floor(Date.now() / 1_000) - 5;
      expect(await check(forge(header, { ...payload, exp: late }, hs))).toMatchObject(verified);
      expect(await check(withExtra({ plan: "gold", age: 3, vip: true, none: null }))).toMatchObject(verified);
    });

    const pem = pemOf(rsa.publicKey);
    const forged: [string, string, string][] = [
      ["that is empty", "", "token_malformed"],
      ["that is no token", "hello", "token_malformed"],
      ["with a fourth part", `${forge(header, payload, hs)}.x`, "token_malformed"],
      ["whose header is no JSON", forge("{", payload, hs), "token_malformed"],
      ["whose header is a list", forge([], payload, hs), "token_malformed"],
      ["of another type", forge({ ...header, typ: "at+jwt" }, payload, hs), "token_malformed"],
      ["with a type that is a number", forge({ ...header, typ: 1 }, payload, hs), "token_malformed"],
      ["with critical extensions", forge({ ...header, crit: ["x"], x: 1 }, payload, hs), "token_malformed"],
      ["without algorithm", forge({ typ: "JWT", kid: "main" }, payload, hs), "token_algorithm_refused"],
      [
        "with alg none and no signature",
        forge({ ...header, alg: "none" }, payload, () => ""),
        "token_algorithm_refused",
      ],
      ["with alg None", forge({ ...header, alg: "None" }, payload, hs), "token_algorithm_refused"],
      [
        "with HS512",
        forge({ ...header, alg: "HS512" }, payload, hmac(GIVEN_SECRET, "sha512")),
        "token_algorithm_refused",
      ],
      ["with an algorithm in lower case", forge({ ...header, alg: "hs256" }, payload, hs), "token_algorithm_refused"],
      ["with a list of algorithms", forge({ ...header, alg: ["HS256"] }, payload, hs), "token_algorithm_refused"],
      ["HMAC with the public key", forge({ ...header, kid: "rsa" }, payload, hmac(pem)), "token_algorithm_refused"],
      [
        "HMAC with the trimmed public key",
        forge({ ...header, kid: "rsa" }, payload, hmac(pem.trim())),
        "token_algorithm_refused",
      ],
      [
        "RS256 for a secret's kid",
        forge({ ...header, alg: "RS256" }, payload, rs256(rsa.privateKey)),
        "token_algorithm_refused",
      ],
      [
        "by another RSA key",
        forge({ ...header, alg: "RS256", kid: "rsa" }, payload, rs256(otherRsa.privateKey)),
        "token_signature_wrong",
      ],
      [
        "that brings its own key",
        forge({ ...header, jwk: { kty: "oct", k: "QUFBQQ" } }, payload, hmac("AAAA")),
        "token_signature_wrong",
      ],
      ["without a signature", forge(header, payload, () => ""), "token_signature_wrong"],
      ["by the empty secret", forge(header, payload, hmac("")), "token_signature_wrong"],
      [
        "by the secret's bytes",
        forge(header, payload, (input) => hmac(Buffer.from(GIVEN_SECRET, "hex").toString("latin1"))(input)),
        "token_signature_wrong",
      ],
      [
        "with a plain hash",
        forge(header, payload, (input) =>
          createHash("sha256")
            .update(input + GIVEN_SECRET)
            .digest("base64url"),
        ),
        "token_signature_wrong",
      ],
      [
        "with another payload",
        `${forge(header, payload, hs).split(".")[0]}.${Buffer.from('{"uuid":"43","exp":9999999999}').toString("base64url")}.${forge(header, payload, hs).split(".")[2]}`,
        "token_signature_wrong",
      ],
      ["without kid", forge({ typ: "JWT", alg: "HS256" }, payload, hs), "token_key_unknown"],
      [
        "with a kid that is a path",
        forge({ ...header, kid: "../../dev/null" }, payload, hmac("")),
        "token_key_unknown",
      ],
      ["with a kid that is SQL", forge({ ...header, kid: "x' union select 'a" }, payload, hs), "token_key_unknown"],
      ["with a kid of the language", forge({ ...header, kid: "__proto__" }, payload, hs), "token_key_unknown"],
      ["with a kid that is an object", forge({ ...header, kid: { a: 1 } }, payload, hs), "token_key_unknown"],
      ["of another community's key", forge({ ...header, kid: "theirs" }, payload, hs), "token_key_unknown"],
      ["of a revoked key", forge({ ...header, kid: "gone" }, payload, hs), "token_key_revoked"],
      ["without exp", forge(header, { uuid: "42" }, hs), "token_expiry_missing"],
      ["whose exp is a text", forge(header, { ...payload, exp: "9999999999" }, hs), "token_expiry_missing"],
      ["whose exp is null", forge(header, { ...payload, exp: null }, hs), "token_expiry_missing"],
      [
        "whose exp is in milliseconds",
        forge(header, { ...payload, exp: Date.now() * 1_000 }, hs),
        "token_expiry_missing",
      ],
      ["whose exp is negative", forge(header, { ...payload, exp: -1 }, hs), "token_expiry_missing"],
      ["that has expired", forge(header, { ...payload, exp: inHours(-1) }, hs), "token_expired"],
      ["of tomorrow", forge(header, { ...payload, nbf: inHours(24), exp: inHours(48) }, hs), "token_not_yet_valid"],
      ["whose nbf is a text", forge(header, { ...payload, nbf: "0" }, hs), "token_not_yet_valid"],
      ["without uuid", forge(header, { exp: inHours(2) }, hs), "token_uuid_missing"],
      ["with an empty uuid", forge(header, { ...payload, uuid: " " }, hs), "token_uuid_missing"],
      ["with a uuid that is a number", forge(header, { ...payload, uuid: 42 }, hs), "token_uuid_missing"],
      ["with a uuid that is an object", forge(header, { ...payload, uuid: { $ne: "" } }, hs), "token_uuid_missing"],
      [
        "with an inherited uuid",
        forge(header, `{"__proto__":{"uuid":"42"},"exp":${inHours(2)}}`, hs),
        "token_uuid_missing",
      ],
      ["with an endless uuid", forge(header, { ...payload, uuid: "4".repeat(201) }, hs), "token_payload_invalid"],
      ["with a name that is a list", forge(header, { ...payload, firstname: ["Ada"] }, hs), "token_payload_invalid"],
      ["with an e-mail that is a number", forge(header, { ...payload, email: 1 }, hs), "token_payload_invalid"],
      ["whose payload is a list", forge(header, [payload], hs), "token_malformed"],
      ["whose payload is null", forge(header, "null", hs), "token_malformed"],
      ["whose payload is no JSON", forge(header, "{uuid:42}", hs), "token_malformed"],
      ["with extra values in a list", withExtra([["a", 1]]), "token_payload_invalid"],
      ["with nested extra values", withExtra({ a: { b: 1 } }), "token_payload_invalid"],
      [
        "with __proto__ among the extra values",
        forge(header, `{"uuid":"42","exp":${inHours(2)},"extra_values":{"__proto__":"x"}}`, hs),
        "token_payload_invalid",
      ],
      [
        "with 101 extra values",
        withExtra(Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`k${n}`, n]))),
        "token_payload_invalid",
      ],
      ["with a long extra value", withExtra({ a: "x".repeat(2_001) }), "token_payload_invalid"],
    ];

    it.each(forged)("%s is refused: %s", async (_name, token, code) => {
      const answer = await check(token);
      expect(answer).toMatchObject({ verified: false, code, uuid: null });
      expect(answer.message).not.toContain(GIVEN_SECRET);
    });

    it("warns of what stands in the way of a right token", async () => {
      await ask("PATCH", `/communities/${communityId}`, { signed_identities: "require" });
      const short = await check(signToken({ ...payload, exp: inHours(0.5) }));
      expect(short).toMatchObject({ verified: true, warnings: [expect.stringContaining("at least an hour")] });
      await ask("PATCH", `/communities/${communityId}`, { signed_identities: "reject" });
      expect((await check(signToken(payload))).warnings).toHaveLength(1);
    });
  });
});
