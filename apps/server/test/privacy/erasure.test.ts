import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Writable } from "node:stream";
import { type AuditEvent, CLOSE_CODES, type Identity, type Message, PROTOCOL_VERSION } from "@beckon/protocol";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { PERSONAL_DATA } from "../../src/features/privacy/erasure/personal-data.decisions.ts";
import { newId } from "../../src/platform/identifiers.ts";
import { createLogger } from "../../src/platform/logging.ts";
import { availableDatabaseKinds } from "../database.ts";
import { connectPeer, type VisitorPeer } from "../delivery/peer.ts";
import { connectAgent, firstMessageOrigin, newBrowser } from "../delivery/world.ts";
import { startWorld, type Tenant, type World } from "../http/world.ts";
import { GIVEN_SECRET, signToken } from "../tokens.ts";
import { comeMarked, type MarkedVisitor, socketOf, untilStored, urlOf } from "./marked-visitor.ts";
import { findTexts, listColumns } from "./search-everything.ts";

const { kinds } = await availableDatabaseKinds();

describe.each(kinds)("erasures on %s", { timeout: 60_000 }, (kind) => {
  let world: World;
  let tenant: Tenant;
  let log = "";
  const open: { cut(): void }[] = [];

  beforeAll(async () => {
    const written = new Writable({
      write(chunk, _encoding, done) {
        log += String(chunk);
        done();
      },
    });
    world = await startWorld(kind, { logger: createLogger("trace", written) });
    tenant = await world.createTenant("erasers");
  }, 180_000);
  afterAll(async () => {
    for (const peer of open) peer.cut();
    await world.close();
  });

  const ask = <Body>(method: string, path: string, body?: unknown) =>
    world.ask<Body>(`/api/v1${path}`, {
      method,
      token: tenant.tokens.administrator,
      ...(body === undefined ? {} : { body }),
    });

  async function come(): Promise<MarkedVisitor> {
    const visitor = await comeMarked(world, tenant);
    open.push(visitor.peer);
    await untilStored(world, visitor.markers.page ?? "");
    return visitor;
  }

  async function hello(more: object): Promise<VisitorPeer> {
    const peer: VisitorPeer = await connectPeer(socketOf(world, tenant));
    open.push(peer);
    peer.send({ type: "hello", version: PROTOCOL_VERSION, identity: newBrowser().identity, known: [], ...more });
    return peer;
  }

  /** Files go after the commit, by a job that is due at once. */
  async function expectNothingLeft({ markers, attachment }: MarkedVisitor): Promise<void> {
    const key = attachment.url.split("/").at(-1) ?? "";
    const folder = join(world.database.location.dataDir, "files", "attachments", tenant.domainId);
    await vi.waitFor(async () => expect((await readdir(folder)).filter((name) => name.startsWith(key))).toEqual([]), {
      timeout: 20_000,
    });
    expect(await findTexts(world.database, Object.values(markers))).toEqual([]);
    expect((await fetch(urlOf(world) + attachment.url)).status).toBe(404);
    for (const [place, marker] of Object.entries(markers)) expect(log.includes(marker), place).toBe(false);
  }

  test("PRV5: every table and column has been judged, and no other is named", async () => {
    const columns = (await listColumns(world.database, ["public"])).filter(({ table }) => !/^kysely_/.test(table));
    const judged = Object.entries(PERSONAL_DATA).flatMap(([table, { personal, plain }]) =>
      [...Object.keys(personal), ...plain].map((column) => `${table}.${column}`),
    );
    expect(judged.toSorted()).toEqual(columns.map(({ table, column }) => `${table}.${column}`).toSorted());
  });

  test("PRV3, PRV5: an anonymised visitor's conversations stay, and nothing of what was said", async () => {
    const visitor = await come();
    const id = visitor.browser.identity.id;
    const agent = await connectAgent(urlOf(world), tenant.tokens.administrator);
    open.push(agent);
    expect(await findTexts(world.database, Object.values(visitor.markers))).not.toEqual([]);
    expect((await ask("GET", `/identities/${id}/stored`)).body).toEqual({
      threads: 1,
      messages: 3,
      attachments: 1,
      page_views: 1,
    });

    const anonymised = await ask<Identity>("POST", `/identities/${id}/anonymize`);
    expect(anonymised).toMatchObject({ status: 200, body: { id, firstname: null, email: null, extra_values: {} } });
    expect(anonymised.body.anonymized_at).not.toBeNull();
    expect((await agent.next("thread_anonymized")).thread_id).toBe(visitor.threadId);
    expect(await visitor.peer.closed).toBe(CLOSE_CODES.not_authorised);

    const { body } = await ask<{ records: Message[] }>("GET", `/threads/${visitor.threadId}/messages`);
    expect(body.records.map(({ notice, attachments }) => [notice?.kind, attachments.length])).toEqual(
      Array.from({ length: 3 }, () => ["anonymized", 0]),
    );
    await expectNothingLeft(visitor);
    // Once more is the same.
    expect((await ask("POST", `/identities/${id}/anonymize`)).status).toBe(200);
  });

  test("PRV4, PRV5: of a deleted visitor nothing stays but that somebody deleted them", async () => {
    const visitor = await come();
    const id = visitor.browser.identity.id;
    const agent = await connectAgent(urlOf(world), tenant.tokens.administrator);
    open.push(agent);
    expect((await ask("DELETE", `/identities/${id}`)).status).toBe(204);
    expect((await agent.next("thread_deleted")).thread_id).toBe(visitor.threadId);
    expect((await ask("GET", `/identities/${id}`)).status).toBe(404);
    expect((await ask("GET", `/threads/${visitor.threadId}`)).status).toBe(404);
    expect((await ask("DELETE", `/identities/${id}`)).status).toBe(404);
    await expectNothingLeft(visitor);
    const events = await ask<{ records: AuditEvent[] }>("GET", `/audit_events?object_id=${id}`);
    expect(events.body.records).toMatchObject([
      { action: "identity_deleted", user: { name: "erasers administrator" }, before: { threads: 1, messages: 3 } },
    ]);
  });

  test.each(["anonymize", "delete"] as const)("PRV6: after %s an old secret brings nothing back", async (how) => {
    const { browser, markers, threadId } = await come();
    const path = `/identities/${browser.identity.id}`;
    await (how === "delete" ? ask("DELETE", path) : ask("POST", `${path}/anonymize`));
    const peer = await hello({ identity: browser.identity, claims: { firstname: markers.first } });
    expect((await peer.next("refused")).error.code).toBe("identity_refused");
    // As the browser then does: another identity, which knows of nothing.
    const fresh = newBrowser();
    peer.send({ type: "hello", version: PROTOCOL_VERSION, identity: fresh.identity, known: [] });
    expect((await peer.next("welcomed")).threads).toEqual([]);
    peer.send({ type: "load_history", thread_id: threadId, before_number: 9, limit: 9 });
    expect((await peer.next("refused")).error.code).toBe("not_found");
    expect(await findTexts(world.database, Object.values(markers))).toEqual([]);
  });

  test("PRV6: a token from before an erasure opens nothing; a newer one opens an empty identity", async () => {
    await ask("POST", `/communities/${tenant.source.community_id}/keys`, {
      kid: "main",
      algorithm: "HS256",
      secret: GIVEN_SECRET,
    });
    const nowSeconds = Math.floor(Date.now() / 1_000);
    const claims = { uuid: "customer-7", firstname: "Unforgettable" };
    const dated = signToken({ ...claims, iat: nowSeconds - 60 });
    const undated = signToken(claims);
    const peer = await hello({ token: dated });
    const { identity_id } = await peer.next("welcomed");
    const threadId = newId();
    peer.send({ type: "send_message", id: newId(), thread_id: threadId, body: "Hello", origin: firstMessageOrigin });
    await peer.next("message_acknowledged");
    await ask("DELETE", `/identities/${identity_id}`);
    for (const token of [dated, undated]) {
      expect((await (await hello({ token })).next("refused")).error.code).toBe("token_predates_erasure");
    }
    expect(await findTexts(world.database, ["Unforgettable", "customer-7"])).toEqual([]);
    const welcomed = await (await hello({ token: signToken({ ...claims, iat: nowSeconds + 60 }) })).next("welcomed");
    expect(welcomed.identity_id).not.toBe(identity_id);
    expect(welcomed.threads).toEqual([]);
  });

  test("PRV7: only who may anonymise does; others' visitors are not there", async () => {
    const { browser } = await come();
    const path = `/api/v1/identities/${browser.identity.id}`;
    const { agent, supervisor } = tenant.tokens;
    expect((await world.ask(`${path}/anonymize`, { method: "POST", token: supervisor })).status).toBe(403);
    expect((await world.ask(path, { method: "DELETE", token: agent })).status).toBe(403);
    const strange = await world.createTenant("strange-erasers");
    const token = strange.tokens.administrator;
    expect((await world.ask(path, { method: "DELETE", token })).status).toBe(404);
    expect((await world.ask(`${path}/anonymize`, { method: "POST", token })).status).toBe(404);
    expect((await ask("GET", `/identities/${browser.identity.id}`)).status).toBe(200);
  });
});
