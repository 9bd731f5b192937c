import { createHmac } from "node:crypto";
import type { AuditEvent, Rule, RuleTrialAnswer } from "@beckon/protocol";
import { afterAll, beforeAll, describe, expect, it, test, vi } from "vitest";
import { findTargetFault, isPublicAddress } from "../src/features/webhooks/public-addresses.ts";
import type { Clock } from "../src/platform/clock.ts";
import { newId } from "../src/platform/identifiers.ts";
import { type CalledService, startCalledService } from "./called-service.ts";
import { availableDatabaseKinds } from "./database.ts";
import { connectVisitor, firstMessageOrigin, newBrowser } from "./delivery/world.ts";
import { startWorld, type Tenant, type World } from "./http/world.ts";

const { kinds } = await availableDatabaseKinds();
const PATIENCE = { timeout: 60_000, interval: 200 };

test.each([
  "127.0.0.1",
  "10.1.2.3",
  "100.64.0.1",
  "169.254.169.254",
  "172.31.255.255",
  "192.168.1.1",
  "0.0.0.0",
  "224.0.0.1",
  "255.255.255.255",
  "::1",
  "::",
  "::ffff:10.0.0.1",
  "64:ff9b::a00:1",
  "2002:a00:1::",
  "fc00::1",
  "fe80::1",
  "ff02::1",
  "localhost",
])("RUL13: %s is not public", (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(["1.1.1.1", "172.32.0.1", "93.184.216.34", "2606:4700::1111"])("RUL13: %s is public", (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each([
  ["https://example.com/hook", null],
  ["http://example.com/hook", "Write an address that begins with https://."],
  ["ftp://example.com", "Write an address that begins with https://."],
  ["https://user:word@example.com", "Leave name and password out: calls are signed."],
  ["https://127.1/", "That is an address of a private network."],
  ["https://2130706433/", "That is an address of a private network."],
  ["https://[::1]:8443/", "That is an address of a private network."],
  ["hook", "That is not an address."],
])("RUL13: %s: %s", (address, fault) => {
  expect(findTargetFault(address, false)).toBe(fault);
});

describe.each(kinds)("rules that call other services on %s", (kind) => {
  let world: World;
  let tenant: Tenant;
  let receiver: CalledService;
  let url: string;
  let received: CalledService["received"];
  /** What the service answers, one after the other; 204 when there is none left. */
  const answers: number[] = [];
  let aheadMs = 0;
  const clock: Clock = { nowMs: () => Date.now() + aheadMs };

  beforeAll(async () => {
    receiver = await startCalledService(() => ({ status: answers.shift() ?? 204 }));
    ({ url, received } = receiver);
    world = await startWorld(kind, { clock, variables: { BECKON_PRIVATE_WEBHOOKS: "1" } });
    tenant = await world.createTenant("purple");
  });
  afterAll(async () => {
    await world.close();
    await receiver.stop();
  });

  const administer = <Body>(method: string, path: string, body?: object) =>
    world.ask<Body>(`/api/v1${path}`, {
      method,
      token: tenant.tokens.administrator,
      ...(body === undefined ? {} : { body }),
    });

  async function write(body: string): Promise<string> {
    const threadId = newId();
    const visitor = await connectVisitor(world.application.url, tenant.source.token, newBrowser());
    visitor.send({ type: "send_message", id: newId(), thread_id: threadId, body, origin: firstMessageOrigin });
    await visitor.next("message_acknowledged");
    await visitor.close();
    return threadId;
  }

  const findEvent = async (action: string, threadId: string) => {
    const { body } = await administer<{ records: AuditEvent[] }>("GET", `/audit_events?action=${action}`);
    return body.records.find(({ after }) => (after as { thread_id?: string } | null)?.thread_id === threadId)?.after;
  };

  it("RUL13: are signed, tried again until they are taken, and told in the log", { timeout: 120_000 }, async () => {
    const call = { type: "call_webhook", url };
    const rule = { label: "Tell the shop", event: "thread_started", active: true, actions: [call] };
    const made = await administer<Rule>("POST", "/rules", rule);
    expect(made.status, made.text).toBe(201);
    const unsigned = await write("Nothing signs yet");
    await vi.waitFor(async () => {
      expect(await findEvent("rule_applied", unsigned)).toMatchObject({ failed: [{ action: "call_webhook" }] });
    }, PATIENCE);
    expect((await administer<{ made_at: string | null }>("GET", "/rules/call_secret")).body.made_at).toBeNull();
    const { secret } = (await administer<{ secret: string }>("POST", "/rules/call_secret")).body;
    const trial = { event: "thread_started", source_ids: [], conditions: [], actions: [call] };
    const tried = await administer<RuleTrialAnswer>("POST", "/rules/test", trial);
    expect(tried.body.records[0]?.actions).toEqual([{ would: "act", reason: null }]);

    answers.push(503);
    const threadId = await write("A secret of mine");
    await vi.waitFor(() => expect(received).toHaveLength(1), PATIENCE);
    expect(await findEvent("rule_called", threadId)).toBeUndefined();
    await vi.waitFor(async () => {
      const { rows } = await world.database.query<{ waits: boolean }>({
        text: "select next_at - queued_at < interval '30 seconds' as waits from webhook_calls where tries = 1",
      });
      expect(rows).toEqual([{ waits: true }]);
    }, PATIENCE);
    aheadMs += 10_000;
    await vi.waitFor(async () => {
      expect(await findEvent("rule_called", threadId)).toEqual({
        thread_id: threadId,
        host: new URL(url).host,
        tries: 2,
        status: 204,
      });
    }, PATIENCE);
    const [first, second] = received;
    expect(JSON.parse(second?.body ?? "")).toMatchObject({
      event: "thread_started",
      rule: { label: "Tell the shop" },
      thread: { id: threadId, source_id: tenant.source.id },
    });
    expect(second?.body).toBe(first?.body);
    expect(second?.body).not.toContain("secret of mine");
    const timestamp = String(second?.headers["beckon-timestamp"]);
    const mac = createHmac("sha256", secret).update(`${timestamp}.${second?.body}`).digest("hex");
    expect(second?.headers["beckon-signature"]).toBe(`v1=${mac}`);

    // A redirect is no answer, and what is gone for good is not asked again.
    answers.push(410);
    const refused = await write("Nobody wants this");
    await vi.waitFor(async () => {
      expect(await findEvent("rule_call_failed", refused)).toMatchObject({ tries: 1, status: 410 });
    }, PATIENCE);
    expect(received).toHaveLength(3);
    const { rows } = await world.database.query({ text: "select 1 from webhook_calls" });
    expect(rows).toEqual([]);
    const stored = await world.database.query<{ sealed: Buffer }>({ text: "select sealed from webhook_secrets" });
    expect(stored.rows[0]?.sealed.includes(secret)).toBe(false);
  });

  it("RUL13: for a day the secret that another one has replaced signs too", { timeout: 120_000 }, async () => {
    const own = await world.createTenant("overlap");
    const ask = <Body>(method: string, path: string, body?: object) =>
      world.ask<Body>(`/api/v1${path}`, { method, token: own.tokens.administrator, ...(body && { body }) });
    const makeSecret = async () => (await ask<{ secret: string }>("POST", "/rules/call_secret")).body.secret;
    const before = await makeSecret();
    const actions = [{ type: "call_webhook", url }];
    await ask("POST", "/rules", { label: "Tell", event: "thread_started", active: true, actions });
    const call = async () => {
      const count = received.length;
      const visitor = await connectVisitor(world.application.url, own.source.token, newBrowser());
      const thread_id = newId();
      visitor.send({ type: "send_message", id: newId(), thread_id, body: "Hello", origin: firstMessageOrigin });
      await visitor.next("message_acknowledged");
      await visitor.close();
      await vi.waitFor(() => expect(received.length).toBe(count + 1), PATIENCE);
      const { headers, body } = received[count] ?? { headers: {}, body: "" };
      const timestamp = String(headers["beckon-timestamp"]);
      const sign = (secret: string) =>
        `v1=${createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex")}`;
      return { signature: headers["beckon-signature"], sign };
    };
    const after = await makeSecret();
    expect(
      (await ask<{ replaced_until: string | null }>("GET", "/rules/call_secret")).body.replaced_until,
    ).not.toBeNull();
    const first = await call();
    expect(first.signature).toBe(`${first.sign(after)},${first.sign(before)}`);
    aheadMs += 24 * 60 * 60_000;
    const second = await call();
    expect(second.signature).toBe(second.sign(after));
    expect((await ask<{ replaced_until: string | null }>("GET", "/rules/call_secret")).body.replaced_until).toBeNull();
    const audit = await ask<{ records: AuditEvent[] }>("GET", "/audit_events?action=webhook_secret_created");
    expect(audit.body.records).toHaveLength(2);
  });

  it("RUL13: an installation that does not allow it calls nothing of its own network", async () => {
    const strict = await startWorld(kind, { clock });
    const { tokens, source } = await strict.createTenant("green");
    const ask = <Body>(method: string, path: string, body?: object) =>
      strict.ask<Body>(`/api/v1${path}`, {
        method,
        token: tokens.administrator,
        ...(body === undefined ? {} : { body }),
      });
    const ruleOf = (address: string) => ({
      label: "Inwards",
      event: "thread_started",
      active: true,
      actions: [{ type: "call_webhook", url: address }],
    });
    const refused = await ask("POST", "/rules", ruleOf("https://169.254.169.254/latest"));
    expect(refused).toMatchObject({ status: 422, body: { field: "actions.0.url" } });
    await ask("POST", "/rules/call_secret");
    // A name that leads inwards is known only when it is looked up.
    const named = await ask("POST", "/rules", ruleOf(`https://localhost:${new URL(url).port}/hook`));
    expect(named.status, named.text).toBe(201);
    const before = received.length;
    const visitor = await connectVisitor(strict.application.url, source.token, newBrowser());
    const thread_id = newId();
    visitor.send({ type: "send_message", id: newId(), thread_id, body: "Hello", origin: firstMessageOrigin });
    await visitor.next("message_acknowledged");
    await visitor.close();
    await vi.waitFor(async () => {
      const { body } = await ask<{ records: AuditEvent[] }>("GET", "/audit_events?action=rule_call_failed");
      expect(body.records.map(({ after }) => after)).toMatchObject([
        { tries: 1, reason: "That is an address of a private network." },
      ]);
    }, PATIENCE);
    expect(received).toHaveLength(before);
    await strict.close();
  });
});
