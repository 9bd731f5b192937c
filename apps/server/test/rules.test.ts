import { readFileSync } from "node:fs";
import type { AuditEvent, Rule, RuleCondition, RuleTrialAnswer, Tag, ThreadSummary } from "@beckon/protocol";
import { afterAll, beforeAll, describe, expect, it, test, vi } from "vitest";
import { openFactFeed } from "../src/delivery/facts/index.ts";
import { createHints } from "../src/delivery/hints.ts";
import { createSealedSecrets } from "../src/features/communities/index.ts";
import { createLiveChats } from "../src/features/live-chats/index.ts";
import { createMessageService } from "../src/features/messages/index.ts";
import { judgeCondition, type RuleContext } from "../src/features/rules/conditions.decisions.ts";
import { createRuleFollower } from "../src/features/rules/index.ts";
import { createChatWork, createTaskTeller } from "../src/features/tasks/index.ts";
import { startWebhooks } from "../src/features/webhooks/index.ts";
import { openBus } from "../src/platform/bus/index.ts";
import { systemClock } from "../src/platform/clock.ts";
import { newId } from "../src/platform/identifiers.ts";
import { availableDatabaseKinds, openTestDatabase } from "./database.ts";
import { connectVisitor, createTenant, firstMessageOrigin, newBrowser, silent } from "./delivery/world.ts";
import { startWorld, type Tenant, type World } from "./http/world.ts";

const { kinds } = await availableDatabaseKinds();

const NOTHING_KNOWN: RuleContext = {
  sourceId: "",
  message: "",
  messageTypes: [],
  language: null,
  triggerId: null,
  categoryIds: [],
  tagIds: [],
  contextData: {},
  extraValues: {},
  identity: { uuid: null, firstname: null, lastname: null, screenname: null, company: null, email: null },
  person: {},
  customValues: {},
  customVariables: {},
  pageUrl: null,
  pageTitle: null,
  dayOfWeek: "monday",
  time: "10:00",
  businessHours: true,
  agentsAvailable: false,
};

interface Case {
  name: string;
  rule: string;
  condition: RuleCondition;
  known: Partial<RuleContext>;
  expect: boolean;
}
const cases: Case[] = JSON.parse(readFileSync(new URL("../../../spec/cases/rules.json", import.meta.url), "utf8"));

test.each(cases)("$rule: $name", ({ condition, known, expect: expected }) => {
  expect(judgeCondition(condition, { ...NOTHING_KNOWN, ...known }).holds).toBe(expected);
});

describe.each(kinds)("rules on %s", (kind) => {
  let world: World;
  let tenant: Tenant;
  let stranger: Tenant;

  beforeAll(async () => {
    world = await startWorld(kind);
    tenant = await world.createTenant("purple");
    stranger = await world.createTenant("green");
  });
  afterAll(() => world.close());

  const administer = <Body>(method: string, path: string, body?: object, token = tenant.tokens.administrator) =>
    world.ask<Body>(`/api/v1${path}`, { method, token, ...(body === undefined ? {} : { body }) });
  const makeRule = async (body: object) => {
    const answer = await administer<Rule>("POST", "/rules", { active: true, ...body });
    expect(answer.status, answer.text).toBe(201);
    return answer.body;
  };
  const removeRules = async () => {
    const { records } = (await administer<{ records: Rule[] }>("GET", "/rules")).body;
    for (const { id } of records) await administer("DELETE", `/rules/${id}`);
  };
  const findThread = async (id: string) => (await administer<ThreadSummary>("GET", `/threads/${id}`)).body;

  async function write(body: string, isInitiated = false) {
    const threadId = newId();
    const visitor = await connectVisitor(world.application.url, tenant.source.token, newBrowser());
    const say = async (text: string, isFirst: boolean) => {
      const origin = isFirst ? { ...firstMessageOrigin, identity_initiated: isInitiated } : null;
      visitor.send({ type: "send_message", id: newId(), thread_id: threadId, body: text, origin });
      await visitor.next("message_acknowledged");
    };
    await say(body, true);
    return { threadId, visitor, say };
  }

  it("RUL1, RUL4, RUL8: act in their order, see what earlier ones did, and are in the log", {
    timeout: 90_000,
  }, async () => {
    const tag = (await administer<Tag>("POST", "/tags", { label: "By itself" })).body;
    const second = await makeRule({
      label: "Tagged",
      event: "thread_started",
      conditions: [{ criterion: "tag", operator: "is", value: tag.id }],
      actions: [{ type: "set_language", language: "de" }, { type: "lock" }],
    });
    const first = await makeRule({
      label: "Begun by the visitor",
      event: "thread_started",
      conditions: [{ criterion: "extra_value", name: "identity_initiated_thread", operator: "is", value: "true" }],
      actions: [{ type: "tag", tag_ids: [tag.id] }],
    });
    expect(await administer("PUT", "/rules/order", { ids: [first.id] })).toMatchObject({ status: 422 });
    expect(await administer("PUT", "/rules/order", { ids: [first.id, second.id] })).toMatchObject({ status: 204 });
    const other = await write("Hello", false);
    const { threadId, visitor } = await write("Hello", true);
    await vi.waitFor(async () => {
      const expected = { tag_ids: [tag.id], language: "de", locked: true };
      expect(await findThread(threadId)).toMatchObject(expected);
    }, 180_000);
    expect(await findThread(other.threadId)).toMatchObject({ tag_ids: [], language: "en", locked: false });
    const log = await administer<{ records: AuditEvent[] }>("GET", "/audit_events?action=rule_applied");
    expect(log.body.records.map(({ object, after, user }) => [object.label, after, user]).reverse()).toEqual([
      ["Begun by the visitor", { thread_id: threadId, event: "thread_started", actions: ["tag"] }, null],
      ["Tagged", { thread_id: threadId, event: "thread_started", actions: ["set_language", "lock"] }, null],
    ]);
    await Promise.all([visitor.close(), other.visitor.close()]);
    await removeRules();
  });

  it("RUL5, RUL7: reply once per grace period, and never to themselves", { timeout: 90_000 }, async () => {
    const reply = (body: string, grace_minutes: number) => ({ type: "reply", body, grace_minutes });
    const event = "visitor_message_arrived";
    await makeRule({ label: "Receipt", event, actions: [reply("We read this within a day.", 60)] });
    await makeRule({
      label: "Ignored",
      event,
      conditions: [{ criterion: "message_body", operator: "contains", value: "spam" }],
      actions: [{ type: "ignore" }],
    });
    const { threadId, visitor, say } = await write("Hello");
    const answer = await visitor.next("message_added");
    expect(answer.message).toMatchObject({ author: { type: "bot" }, body: "We read this within a day." });
    await say("Are you there?", false);
    await say("This is spam", false);
    await vi.waitFor(async () => expect((await findThread(threadId)).state).toBe("closed"), 60_000);
    const { records } = (
      await administer<{ records: { author: { type: string } }[] }>("GET", `/threads/${threadId}/messages`)
    ).body;
    expect(records.map(({ author }) => author.type)).toEqual(["visitor", "bot", "visitor", "visitor"]);
    await visitor.close();
    await removeRules();
  });

  it("RUL9: are tried on threads of the past, with reasons", async () => {
    const { threadId, visitor } = await write("Where is my refund?");
    await visitor.close();
    const conditions = [
      { criterion: "message_body", operator: "contains", value: "refund" },
      { criterion: "language", operator: "is", value: "fr" },
    ];
    const trial = { event: "thread_started", source_ids: [], conditions };
    const tried = await administer<RuleTrialAnswer>("POST", "/rules/test", trial);
    expect(tried.body.records.find(({ thread_id }) => thread_id === threadId)).toMatchObject({
      message: "Where is my refund?",
      holds: false,
      conditions: [
        { seen: ["Where is my refund?"], holds: true },
        { seen: ["en"], holds: false },
      ],
    });
    const strange = await administer<RuleTrialAnswer>("POST", "/rules/test", trial, stranger.tokens.administrator);
    expect(strange.body.records).toEqual([]);
  });

  it.each([
    ["conditions.0.name", { conditions: [{ criterion: "extra_value", operator: "is", value: "x" }] }],
    ["conditions.0.operator", { conditions: [{ criterion: "message_body", operator: "gte", value: "x" }] }],
    ["conditions.0.value", { conditions: [{ criterion: "message_body", operator: "is", value: " " }] }],
    ["actions.0.tag_ids.0", { actions: [{ type: "tag", tag_ids: [newId()] }] }],
    ["actions.1", { actions: [{ type: "lock" }, { type: "lock" }] }],
    ["source_ids.0", { source_ids: [newId()] }],
  ])("what is wrong with one is said at %s", async (field, wrong) => {
    const body = { label: "Wrong", event: "thread_started", ...wrong };
    expect(await administer("POST", "/rules", body)).toMatchObject({ status: 422, body: { field } });
  });

  it("are nobody else's", async () => {
    const { id } = await makeRule({ label: "Mine", event: "thread_started" });
    for (const [method, body] of [["GET"], ["PATCH", { label: "x" }], ["DELETE"]] as const) {
      const answer = await administer(method, `/rules/${id}`, body, stranger.tokens.administrator);
      expect(answer).toMatchObject({ status: 404 });
      expect(await administer(method, `/rules/${id}`, body, tenant.tokens.supervisor)).toMatchObject({ status: 403 });
    }
    await removeRules();
  });
});

describe.each(kinds)("rules and crashes on %s", (kind) => {
  it("RUL6: act once, through a crash before the commit and on two nodes", { timeout: 90_000 }, async () => {
    const database = await openTestDatabase(kind);
    const { domainId, sourceId } = await createTenant(database, "Purple");
    const { community_id } = await database.kysely
      .selectFrom("sources")
      .select("community_id")
      .where("id", "=", sourceId)
      .executeTakeFirstOrThrow();
    const identityId = newId();
    await database.kysely
      .insertInto("identities")
      .values({ domain_id: domainId, id: identityId, community_id, secret_hash: Buffer.alloc(32) })
      .execute();
    await database.kysely
      .insertInto("rules")
      .values({
        domain_id: domainId,
        id: newId(),
        label: "Reply",
        active: true,
        event: "thread_started",
        source_ids: [],
        conditions: "[]",
        actions: JSON.stringify([{ type: "reply", body: "Welcome", grace_minutes: 1 }]),
        place: 1,
      })
      .execute();
    const bus = await openBus({ redisUrl: undefined, namespace: "test", logger: silent });
    const hints = createHints(bus);
    const teller = createTaskTeller(database, hints, silent);
    const liveChats = createLiveChats(
      database,
      hints,
      createChatWork(systemClock, teller, async () => async () => true),
    );
    const secrets = createSealedSecrets("the installation's", "webhooks");
    const webhooks = startWebhooks({ database, secrets, clock: systemClock, logger: silent, allowPrivate: false });
    let crashes = 0;
    const nodes = [1, 2].map(() => openFactFeed(database, hints, silent));
    const followers = nodes.map((node) => {
      const options = {
        hints,
        liveChats,
        teller,
        webhooks,
        jobs: { schedule: async () => undefined },
        clock: systemClock,
        logger: silent,
        listAvailable: () => [],
      };
      const follower = createRuleFollower(options);
      const crashing = {
        ...follower,
        async apply(...given: Parameters<typeof follower.apply>) {
          await follower.apply(...given);
          // Its effects are written by now, and its cursor is not.
          if (crashes === 0) {
            crashes += 1;
            throw new Error("the node dies");
          }
        },
      };
      return node.follow(crashing);
    });
    const threadId = newId();
    const messages = createMessageService(database, hints);
    await messages.addMessage(
      {
        domainId,
        id: newId(),
        threadId,
        author: { type: "visitor", id: identityId, name: "Visitor" },
        body: "Hello",
        private: false,
        attachmentIds: [],
        newThread: {
          domainId,
          id: threadId,
          sourceId,
          identityId,
          triggerId: null,
          language: null,
          contextData: {},
          opening: null,
        },
      },
      null,
    );
    await Promise.all(followers.map((follower) => follower.catchUp()));
    const written = await database.kysely
      .selectFrom("messages")
      .select("author_type")
      .where("thread_id", "=", threadId)
      .orderBy("number")
      .execute();
    expect(written.map(({ author_type }) => author_type)).toEqual(["visitor", "bot"]);
    expect(crashes).toBe(1);
    const told = await database.kysely.selectFrom("audit_events").select("action").execute();
    expect(told.filter(({ action }) => action === "rule_applied")).toHaveLength(1);
    await Promise.all([webhooks.stop(), ...nodes.map((node) => node.stop())]);
    await bus.close();
    await database.close();
  });
});
