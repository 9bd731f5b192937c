import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import type { AuditEvent, Bot, CreatedBot, HandoverAnswer, Message, Rule, Task, Team } from "@beckon/protocol";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test, vi } from "vitest";
import { type BotWait, judgeBotWait } from "../src/features/bots/bots.decisions.ts";
import { newId } from "../src/platform/identifiers.ts";
import { type CalledService, startCalledService } from "./called-service.ts";
import { availableDatabaseKinds } from "./database.ts";
import { connectAgent, connectVisitor, firstMessageOrigin, newBrowser } from "./delivery/world.ts";
import { ROUTES } from "./http/rights-table.ts";
import { startWorld, type Tenant, type World } from "./http/world.ts";

const { kinds } = await availableDatabaseKinds();
const PATIENCE = { timeout: 60_000, interval: 200 };

const cases: { name: string; wait: BotWait; nowMs: number; expect: object }[] = JSON.parse(
  readFileSync(new URL("../../../spec/cases/bots.json", import.meta.url), "utf8"),
);
test.each(cases)("$name", ({ wait, nowMs, expect: expected }) => {
  expect(judgeBotWait(wait, nowMs)).toEqual(expected);
});

interface Told {
  event: "conversation_started" | "message_arrived";
  domain_id: string;
  bot: { id: string; name: string };
  thread: { id: string; source_id: string };
  message: { number: number; body: string } | null;
}

describe.each(kinds)("bots on %s", (kind) => {
  let world: World;
  let tenant: Tenant;
  let program: CalledService;
  /** What the program does with what it is told; the status that it answers with. */
  let react: (told: Told) => Promise<number> | number;
  let tenants = 0;

  beforeAll(async () => {
    world = await startWorld(kind, { variables: { BECKON_PRIVATE_WEBHOOKS: "1" } });
  });
  beforeEach(async () => {
    tenant = await world.createTenant(`purple${++tenants}`);
    react = () => 204;
    program = await startCalledService(async (body) => ({ status: await react(JSON.parse(body)) }));
  });
  afterEach(() => program.stop());
  afterAll(() => world.close());

  const ask = <Body>(method: string, path: string, body?: object, token = tenant.tokens.administrator) =>
    world.ask<Body>(`/api/v1${path}`, { method, token, ...(body === undefined ? {} : { body }) });
  const make = async <Body>(path: string, body: object, token?: string) => {
    const answer = await ask<Body>("POST", path, body, token);
    expect(answer.status, answer.text).toBe(201);
    return answer.body;
  };
  const idOf = async (token: string) => (await ask<{ id: string }>("GET", "/me", undefined, token)).body.id;
  const makeBot = (more: object = {}) => make<CreatedBot>("/bots", { name: "Robin", url: program.url, ...more });
  const startOn = (bot: Bot, event: string, more: object = {}) =>
    make<Rule>("/rules", {
      label: "First a bot",
      event,
      active: true,
      actions: [{ type: "start_bot", bot_id: bot.id }],
      ...more,
    });
  const findTask = async (threadId: string) => {
    const { records } = (await ask<{ records: Task[] }>("GET", "/tasks?folder=all")).body;
    return records.find((task) => task.thread_id === threadId);
  };
  const whenTask = (threadId: string, expected: object) =>
    vi.waitFor(async () => expect(await findTask(threadId)).toMatchObject(expected), PATIENCE);
  const findEvent = async (action: string, objectId: string) => {
    const { body } = await ask<{ records: AuditEvent[] }>(
      "GET",
      `/audit_events?action=${action}&object_id=${objectId}`,
    );
    return body.records;
  };
  const listMessages = async (threadId: string) =>
    (await ask<{ records: Message[] }>("GET", `/threads/${threadId}/messages?limit=50`)).body.records;

  async function write(body: string, sourceToken = tenant.source.token) {
    const threadId = newId();
    const visitor = await connectVisitor(world.application.url, sourceToken, newBrowser());
    const say = async (text: string, isFirst = false) => {
      const origin = isFirst ? firstMessageOrigin : null;
      visitor.send({ type: "send_message", id: newId(), thread_id: threadId, body: text, origin });
      await visitor.next("message_acknowledged");
    };
    await say(body, true);
    return { threadId, visitor, say };
  }

  it("BOT1–BOT4, BOT6: is told, answers the visitor, and hands over to who is there", {
    timeout: 120_000,
  }, async () => {
    const bot = await makeBot();
    const team = await make<Team>("/teams", { label: "Returns", member_ids: [await idOf(tenant.tokens.agent)] });
    // Every event: none of them gives it again what it has given up.
    for (const event of ["thread_started", "visitor_message_arrived", "task_created"]) await startOn(bot, event);
    const agent = await connectAgent(world.application.url, tenant.tokens.agent);
    const answers: HandoverAnswer[] = [];
    react = async ({ message, thread }) => {
      if (message?.body === "A person, please") {
        const wanted = { team_id: team.id, comment: "They want a person." };
        answers.push((await ask<HandoverAnswer>("POST", `/threads/${thread.id}/handover`, wanted, bot.token)).body);
      } else {
        await make(`/threads/${thread.id}/messages`, { body: `You wrote: ${message?.body}` }, bot.token);
      }
      return 204;
    };
    const { threadId, visitor, say } = await write("Hello");
    const answered = await visitor.next("message_added", ({ message }) => message.author.type === "bot");
    expect(answered.message).toMatchObject({
      author: { type: "bot", id: bot.id, name: "Robin" },
      body: "You wrote: Hello",
    });
    expect(await findTask(threadId)).toMatchObject({ state: "accepted", agent: { id: bot.id, name: "Robin" } });

    await say("And more");
    await visitor.next("message_added", ({ message }) => message.body === "You wrote: And more");
    expect(program.received.map(({ body }) => (JSON.parse(body) as Told).event)).toEqual([
      "conversation_started",
      "message_arrived",
    ]);
    const [first] = program.received;
    const timestamp = String(first?.headers["beckon-timestamp"]);
    const mac = createHmac("sha256", bot.secret).update(`${timestamp}.${first?.body}`).digest("hex");
    expect(first?.headers["beckon-signature"]).toBe(`v1=${mac}`);
    expect(JSON.parse(first?.body ?? "")).toMatchObject({
      domain_id: tenant.domainId,
      bot: { id: bot.id, name: "Robin" },
      thread: { id: threadId, source_id: tenant.source.id },
      message: { number: 1, body: "Hello" },
    });

    await say("A person, please");
    await whenTask(threadId, { state: "ringing", target_label: "Returns", transferred_by: { id: bot.id } });
    expect(answers).toEqual([{ available: true }]);
    expect(await listMessages(threadId)).toContainEqual(
      expect.objectContaining({
        private: true,
        body: "They want a person.",
        author: expect.objectContaining({ type: "bot" }),
      }),
    );
    expect(await findEvent("conversation_transferred", threadId)).toMatchObject([
      { user: { id: bot.id, name: "Robin" }, after: { to: { label: "Returns" }, comment: "They want a person." } },
    ]);
    // What it gave up, no rule gives it again, and it writes no more there.
    await say("Are you there?");
    const late = await ask("POST", `/threads/${threadId}/messages`, { body: "Me again" }, bot.token);
    expect(late).toMatchObject({ status: 409, body: { error: "thread_taken" } });
    expect(await ask("POST", `/threads/${threadId}/handover`, {}, bot.token)).toMatchObject({ status: 409 });
    await make(`/threads/${threadId}/messages`, { body: "I am a person." }, tenant.tokens.agent);
    await whenTask(threadId, { state: "accepted", agent: { id: await idOf(tenant.tokens.agent) } });
    expect(program.received).toHaveLength(3);
    await Promise.all([agent.close(), visitor.close()]);
  });

  it("BOT5: whose bot does not answer in its time, or cannot be told, comes to agents", {
    timeout: 120_000,
  }, async () => {
    const bot = await makeBot({ answer_seconds: 5 });
    await startOn(bot, "thread_started");
    const agent = await connectAgent(world.application.url, tenant.tokens.agent);
    const silent = await write("Is anybody there?");
    await whenTask(silent.threadId, { state: "accepted", agent: { id: bot.id } });
    await whenTask(silent.threadId, { state: "ringing", agent: { id: await idOf(tenant.tokens.agent) } });
    expect(await findEvent("conversation_released", silent.threadId)).toMatchObject([
      { user: null, before: { bot: { name: "Robin" } }, after: { reason: "It did not answer in time." } },
    ]);

    await ask("PATCH", `/bots/${bot.id}`, { answer_seconds: 3_600 });
    react = () => 410;
    const gone = await write("And now?");
    await vi.waitFor(async () => {
      expect(await findEvent("conversation_released", gone.threadId)).toMatchObject([
        { after: { reason: "It could not be told. It answered 410." } },
      ]);
    }, PATIENCE);
    expect((await findTask(gone.threadId))?.agent?.id).not.toBe(bot.id);
    await Promise.all([agent.close(), silent.visitor.close(), gone.visitor.close()]);
  });

  it("BOT5: what a bot has that is switched off goes to agents, and it can do nothing more", {
    timeout: 120_000,
  }, async () => {
    const bot = await makeBot();
    const rule = await startOn(bot, "thread_started");
    const { threadId, visitor } = await write("Hello");
    await whenTask(threadId, { state: "accepted", agent: { id: bot.id } });
    expect(await ask("PATCH", `/bots/${bot.id}`, { active: false })).toMatchObject({
      status: 200,
      body: { active: false },
    });
    expect(await findTask(threadId)).toMatchObject({ state: "waiting", agent: null });
    expect(await ask("GET", "/categories", undefined, bot.token)).toMatchObject({ status: 401 });
    const other = await write("Hello again");
    await vi.waitFor(async () => {
      expect((await findEvent("rule_applied", rule.id)).map(({ after }) => after)).toContainEqual({
        thread_id: other.threadId,
        event: "thread_started",
        actions: [],
        failed: [{ action: "start_bot", reason: "Robin is switched off." }],
      });
    }, PATIENCE);
    await Promise.all([visitor.close(), other.visitor.close()]);
  });

  it("BOT7: an agent takes it by replying, and of a live chat by taking it", { timeout: 120_000 }, async () => {
    const chat = await make<{ token: string }>("/sources", { label: "Chat", mode: "live_chat" });
    const bot = await makeBot();
    await startOn(bot, "thread_started");
    const agentId = await idOf(tenant.tokens.agent);
    const written = await write("Hello");
    await whenTask(written.threadId, { state: "accepted", agent: { id: bot.id } });
    await make(`/threads/${written.threadId}/messages`, { body: "I am here." }, tenant.tokens.agent);
    await whenTask(written.threadId, { state: "accepted", agent: { id: agentId } });

    const talked = await write("Hello", chat.token);
    await talked.visitor.next("message_added", ({ message }) => message.notice?.kind === "agent_connected");
    await whenTask(talked.threadId, { state: "accepted", agent: { id: bot.id } });
    await make(`/threads/${talked.threadId}/messages`, { body: "A bot speaks." }, bot.token);
    const take = await ask("POST", `/threads/${talked.threadId}/take`, undefined, tenant.tokens.agent);
    expect(take.status, take.text).toBe(200);
    await whenTask(talked.threadId, { state: "accepted", agent: { id: agentId } });

    // Handed over, a live chat waits in the queue again.
    const passed = await write("Hello", chat.token);
    await whenTask(passed.threadId, { state: "accepted", agent: { id: bot.id } });
    const handed = await ask("POST", `/threads/${passed.threadId}/handover`, {}, bot.token);
    expect(handed, handed.text).toMatchObject({ status: 200, body: { available: false } });
    await whenTask(passed.threadId, { state: "waiting", agent: null });
    await passed.visitor.next("queue_updated");
    await Promise.all([written.visitor.close(), talked.visitor.close(), passed.visitor.close()]);
  });

  it("BOT1, BOT2: has a token and no password, and uses no other routes than those for bots", {
    timeout: 60_000,
  }, async () => {
    const other = await make<{ id: string }>("/sources", { label: "Another", mode: "messaging" });
    const bot = await makeBot({ source_ids: [other.id] });
    const open = [
      "GET /api/v1/threads/{id}",
      "GET /api/v1/threads/{id}/messages",
      "POST /api/v1/threads/{id}/messages",
      "POST /api/v1/threads/{id}/handover",
      "PUT /api/v1/threads/{id}/categories",
      "GET /api/v1/categories",
      "GET /api/v1/threads/{id}/message_categories",
      "PUT /api/v1/messages/{id}/categories",
    ];
    const { threadId, visitor } = await write("Hello");
    for (const [route, access] of Object.entries(ROUTES)) {
      if (access === "everybody") continue;
      const [method = "", path = ""] = route.split(" ");
      const answer = await world.ask(path.replaceAll(/\{[^}]+\}/g, threadId), {
        method,
        token: bot.token,
        ...(method === "GET" || method === "DELETE" ? {} : { body: { body: "x", category_ids: [] } }),
      });
      if (!open.includes(route)) expect(answer.status, route).toBe(403);
      // In a source that is not chosen for it there is nothing for it.
      else expect([404, 422], route).toContain(path.includes("{id}") ? answer.status : 404);
    }
    const login = { email: `${bot.id}@bot.invalid`, password: "none" };
    expect(await world.ask("/api/v1/tokens", { method: "POST", body: login })).toMatchObject({ status: 401 });
    await expect(connectAgent(world.application.url, bot.token)).rejects.toThrow();
    for (const path of ["/users", "/tokens"]) {
      expect((await ask(`GET`, path)).text, path).not.toContain(bot.id);
    }
    expect(await ask("GET", `/users/${bot.id}`)).toMatchObject({ status: 404 });
    expect(await ask("POST", `/threads/${threadId}/handover`, {})).toMatchObject({ status: 403 });
    await visitor.close();
  });

  it("BOT8: tokens and secrets are told once and replaced at once, and changes are in the log", async () => {
    const bot = await makeBot();
    expect(JSON.stringify((await ask("GET", `/bots/${bot.id}`)).body)).not.toContain(bot.token);
    const { token } = await make<{ token: string }>(`/bots/${bot.id}/token`, {});
    expect(await ask("GET", "/categories", undefined, bot.token)).toMatchObject({ status: 401 });
    expect(await ask("GET", "/categories", undefined, token)).toMatchObject({ status: 200 });
    const { secret } = await make<{ secret: string }>(`/bots/${bot.id}/secret`, {});
    expect(secret).not.toBe(bot.secret);
    await ask("PATCH", `/bots/${bot.id}`, { name: "Robina" });
    const { body } = await ask<{ records: AuditEvent[] }>("GET", `/audit_events?object_id=${bot.id}`);
    expect(body.records.map(({ action }) => action)).toEqual([
      "bot_changed",
      "bot_secret_replaced",
      "bot_token_replaced",
      "bot_created",
    ]);
    for (const secretThing of [bot.token, token, bot.secret, secret, "in-the-address"]) {
      expect(JSON.stringify(body)).not.toContain(secretThing);
    }
    const wrong: [string, object][] = [
      ["url", { url: "ftp://example.com" }],
      ["source_ids.0", { source_ids: [newId()] }],
    ];
    for (const [field, change] of wrong) {
      expect(await ask("PATCH", `/bots/${bot.id}`, change), field).toMatchObject({ status: 422, body: { field } });
    }
    const stranger = await world.createTenant(`green${tenants}`);
    expect(await ask("GET", `/bots/${bot.id}`, undefined, stranger.tokens.administrator)).toMatchObject({
      status: 404,
    });
    const theirs = { label: "Theirs", event: "thread_started", actions: [{ type: "start_bot", bot_id: bot.id }] };
    expect(await ask("POST", "/rules", theirs, stranger.tokens.administrator)).toMatchObject({
      status: 422,
      body: { field: "actions.0.bot_id" },
    });
  });
});
