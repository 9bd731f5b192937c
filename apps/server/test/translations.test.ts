import { createHmac } from "node:crypto";
import type { AuditEvent, Message, Translation } from "@beckon/protocol";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { newId } from "../src/platform/identifiers.ts";
import { type CalledService, startCalledService } from "./called-service.ts";
import { availableDatabaseKinds } from "./database.ts";
import { connectVisitor, firstMessageOrigin, newBrowser } from "./delivery/world.ts";
import { startWorld, type Tenant, type World } from "./http/world.ts";

const { kinds } = await availableDatabaseKinds();
const SECRET = "a secret of the service";

describe.each(kinds)("translations on %s", (kind) => {
  let world: World;
  let tenant: Tenant;
  let service: CalledService;
  let url: string;
  let received: CalledService["received"];
  /** What the service answers instead of a translation. */
  let answer: { status: number; body: string } | null = null;

  beforeAll(async () => {
    service = await startCalledService((body) => {
      const { text, to } = JSON.parse(body) as { text: string; to: string };
      return answer ?? { status: 200, body: JSON.stringify({ text: `${text} (${to})`, from: "fr" }) };
    });
    ({ url, received } = service);
    world = await startWorld(kind, { variables: { BECKON_PRIVATE_WEBHOOKS: "1" } });
    tenant = await world.createTenant("purple");
  });
  afterAll(async () => {
    await world.close();
    await service.stop();
  });

  const ask = <Body>(method: string, path: string, body?: object, token = tenant.tokens.agent) =>
    world.ask<Body>(`/api/v1${path}`, { method, token, ...(body === undefined ? {} : { body }) });
  const administer = <Body>(method: string, path: string, body?: object) =>
    ask<Body>(method, path, body, tenant.tokens.administrator);

  async function write(body: string): Promise<{ threadId: string; messageId: string; identityId: string }> {
    const [threadId, messageId] = [newId(), newId()];
    const browser = newBrowser();
    const visitor = await connectVisitor(world.application.url, tenant.source.token, browser);
    visitor.send({ type: "send_message", id: messageId, thread_id: threadId, body, origin: firstMessageOrigin });
    await visitor.next("message_acknowledged");
    await visitor.close();
    return { threadId, messageId, identityId: browser.identity.id };
  }

  it("TRN1, TRN2, TRN3: off until a service is named; then asked once for each language, signed, the original staying", async () => {
    const { threadId, messageId } = await write("Bonjour");
    const translate = (to: string, token?: string) =>
      ask<Translation>("POST", `/messages/${messageId}/translations`, { to }, token);
    expect((await ask("GET", "/translations")).body).toEqual({ enabled: false });
    expect(await translate("en")).toMatchObject({ status: 409, body: { error: "translation_off" } });
    expect(await ask("PUT", "/translation_service", { url, secret: SECRET })).toMatchObject({ status: 403 });
    expect(await administer("PUT", "/translation_service", { url })).toMatchObject({
      status: 422,
      body: { field: "secret" },
    });
    expect(await administer("PUT", "/translation_service", { url: "ftp://here", secret: SECRET })).toMatchObject({
      status: 422,
      body: { field: "url" },
    });
    const named = await administer("PUT", "/translation_service", { url, secret: SECRET });
    expect(named).toMatchObject({ status: 200, body: { url } });
    expect(named.text).not.toContain(SECRET);
    expect((await ask("GET", "/translations")).body).toEqual({ enabled: true });

    expect((await translate("en")).body).toEqual({ text: "Bonjour (en)", from: "fr", to: "en" });
    expect((await translate("EN")).body).toEqual({ text: "Bonjour (en)", from: "fr", to: "en" });
    expect(received).toHaveLength(1);
    const [request] = received;
    expect(JSON.parse(request?.body ?? "")).toEqual({ text: "Bonjour", to: "en" });
    const timestamp = String(request?.headers["beckon-timestamp"]);
    const signature = createHmac("sha256", SECRET).update(`${timestamp}.${request?.body}`).digest("hex");
    expect(request?.headers["beckon-signature"]).toBe(`v1=${signature}`);
    expect((await translate("de")).body).toMatchObject({ text: "Bonjour (de)" });
    expect(received).toHaveLength(2);
    const page = await ask<{ records: Message[] }>("GET", `/threads/${threadId}/messages`);
    expect(page.body.records).toMatchObject([{ id: messageId, body: "Bonjour" }]);

    const draft = { text: "Good morning", to: "fr", from: "en" };
    expect((await ask<Translation>("POST", `/threads/${threadId}/translations`, draft)).body).toEqual({
      text: "Good morning (fr)",
      from: "fr",
      to: "fr",
    });
    expect(JSON.parse(received[2]?.body ?? "")).toEqual(draft);

    const stranger = await world.createTenant("green");
    expect(await translate("en", stranger.tokens.administrator)).toMatchObject({ status: 404 });
    const log = await administer<{ records: AuditEvent[] }>("GET", "/audit_events?action=translation_service_changed");
    expect(log.body.records).toMatchObject([{ before: null, after: { host: new URL(url).host } }]);
    expect(log.text).not.toContain("in-the-address");
  });

  it("TRN4: what a service answers amiss is told in words, and nothing of it is kept", async () => {
    const { messageId } = await write("Encore");
    const translate = () => ask<{ message: string }>("POST", `/messages/${messageId}/translations`, { to: "en" });
    const refusals: [typeof answer, string][] = [
      [{ status: 503, body: "" }, "It answered with the status 503."],
      [{ status: 200, body: "<html>" }, "Its answer is no translation."],
      [{ status: 200, body: JSON.stringify({ text: "" }) }, "Its answer is no translation."],
      [{ status: 200, body: JSON.stringify({ text: "x".repeat(300_000) }) }, "Its answer is too long."],
    ];
    for (const [given, words] of refusals) {
      answer = given;
      const refused = await translate();
      expect(refused).toMatchObject({ status: 502, body: { error: "translation_failed" } });
      expect(refused.text).toContain(words);
    }
    answer = null;
    expect((await translate()).body).toMatchObject({ text: "Encore (en)" });
    // A secret goes to no other host than the one that it was made for.
    const elsewhere = await administer("PUT", "/translation_service", { url: "https://example.com/translate" });
    expect(elsewhere).toMatchObject({ status: 422, body: { field: "secret" } });
  });

  it("TRN5: what is erased is erased in translation", async () => {
    const { messageId, identityId } = await write("Mon adresse est secrète");
    await ask("POST", `/messages/${messageId}/translations`, { to: "en" });
    const count = async () =>
      (
        await world.database.query<{ count: number }>({
          text: "select count(*)::integer as count from message_translations where message_id = $1",
          values: [messageId],
        })
      ).rows[0]?.count;
    expect(await count()).toBe(1);
    await administer("POST", `/identities/${identityId}/anonymize`);
    await vi.waitFor(async () => expect(await count()).toBe(0), 20_000);
    expect((await administer("DELETE", "/translation_service")).status).toBe(204);
    expect((await ask("GET", "/translations")).body).toEqual({ enabled: false });
  });
});

describe("a translation service of a private network", () => {
  it("TRN1: is refused unless the installation allows it", async () => {
    const [kind = "embedded"] = kinds;
    const world = await startWorld(kind);
    const tenant = await world.createTenant("private");
    for (const url of ["https://127.0.0.1/translate", "http://example.com/translate"]) {
      const refused = await world.ask("/api/v1/translation_service", {
        method: "PUT",
        token: tenant.tokens.administrator,
        body: { url, secret: SECRET },
      });
      expect(refused).toMatchObject({ status: 422, body: { field: "url" } });
    }
    await world.close();
  }, 60_000);
});
