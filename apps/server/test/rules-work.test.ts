import { readFileSync } from "node:fs";
import type { AuditEvent, CustomField, IdentityGroup, Rule, RuleTrialAnswer, Task, Team } from "@beckon/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it, test, vi } from "vitest";
import { openFactFeed } from "../src/delivery/facts/index.ts";
import { createHints } from "../src/delivery/hints.ts";
import { createSealedSecrets } from "../src/features/communities/index.ts";
import { createLiveChats } from "../src/features/live-chats/index.ts";
import { createMessageService } from "../src/features/messages/index.ts";
import {
  type ForecastThread,
  foreseeAction,
  type OwnForecastAction,
} from "../src/features/rules/forecast.decisions.ts";
import { createRuleFollower } from "../src/features/rules/index.ts";
import { createChatWork, createTaskFollower, createTaskTeller } from "../src/features/tasks/index.ts";
import { startWebhooks } from "../src/features/webhooks/index.ts";
import { openBus } from "../src/platform/bus/index.ts";
import { systemClock } from "../src/platform/clock.ts";
import { newId } from "../src/platform/identifiers.ts";
import { availableDatabaseKinds, openTestDatabase } from "./database.ts";
import {
  connectAgent,
  connectVisitor,
  createTenant,
  firstMessageOrigin,
  newBrowser,
  silent,
} from "./delivery/world.ts";
import { startWorld, type Tenant, type World } from "./http/world.ts";

const { kinds } = await availableDatabaseKinds();
const PATIENCE = { timeout: 60_000, interval: 200 };

interface Case {
  name: string;
  action: Exclude<Rule["actions"][number], OwnForecastAction>;
  thread?: Partial<ForecastThread>;
  existing?: string[];
  expect: string;
}
const cases: Case[] = JSON.parse(
  readFileSync(new URL("../../../spec/cases/rule-forecasts.json", import.meta.url), "utf8"),
);
const PLAIN_THREAD: ForecastThread = {
  state: "open",
  live: null,
  locked: false,
  priority: 1,
  language: null,
  email: null,
  emailRequest: null,
  categoryIds: [],
  messageCategoryIds: null,
  tagIds: [],
};

test.each(cases)("$name", ({ action, thread, existing = [], expect: expected }) => {
  expect(foreseeAction(action, { ...PLAIN_THREAD, ...thread }, new Set(existing)).would).toBe(expected);
});

describe.each(kinds)("rules that give work on %s", (kind) => {
  let world: World;
  let tenant: Tenant;
  let stranger: Tenant;

  let tenants = 0;

  beforeAll(async () => {
    world = await startWorld(kind);
    stranger = await world.createTenant("green");
  });
  // What one test leaves waiting is not the next one's to take.
  beforeEach(async () => {
    tenant = await world.createTenant(`purple${++tenants}`);
  });
  afterAll(() => world.close());

  const administer = async <Body>(method: string, path: string, body?: object, token = tenant.tokens.administrator) =>
    world.ask<Body>(`/api/v1${path}`, { method, token, ...(body === undefined ? {} : { body }) });
  const make = async <Body>(path: string, body: object, token = tenant.tokens.administrator) => {
    const answer = await administer<Body>("POST", path, body, token);
    expect(answer.status, answer.text).toBe(201);
    return answer.body;
  };
  const makeRule = (body: object) => make<Rule>("/rules", { active: true, ...body });
  const idOf = async (token: string) => (await administer<{ id: string }>("GET", "/me", undefined, token)).body.id;
  const listRuns = async (threadId: string) => {
    const { body } = await administer<{ records: AuditEvent[] }>("GET", "/audit_events?action=rule_applied&limit=150");
    return body.records
      .flatMap(({ object, after }) => {
        const run = after as { thread_id: string; event: string; actions: string[]; failed?: object[] };
        const { thread_id, ...done } = run;
        return thread_id === threadId ? [{ label: object.label, ...done }] : [];
      })
      .reverse();
  };
  const findTask = async (threadId: string) => {
    const { records } = (await administer<{ records: Task[] }>("GET", "/tasks?folder=all")).body;
    return records.find((task) => task.thread_id === threadId);
  };

  async function write(body: string, sourceToken = tenant.source.token) {
    const threadId = newId();
    const browser = newBrowser();
    const visitor = await connectVisitor(world.application.url, sourceToken, browser);
    const say = async (text: string, isFirst = false) => {
      const origin = isFirst ? firstMessageOrigin : null;
      visitor.send({ type: "send_message", id: newId(), thread_id: threadId, body: text, origin });
      await visitor.next("message_acknowledged");
    };
    await say(body, true);
    return { threadId, identityId: browser.identity.id, visitor, say };
  }

  it("RUL10: the work has a priority, and a team is asked first", { timeout: 90_000 }, async () => {
    const supervisorId = await idOf(tenant.tokens.supervisor);
    const team = await make<Team>("/teams", { label: "Returns", member_ids: [supervisorId] });
    await makeRule({
      label: "Returns first",
      event: "visitor_message_arrived",
      actions: [
        { type: "route_to_team", team_id: team.id },
        { type: "set_priority", priority: "urgent" },
      ],
    });
    const agent = await connectAgent(world.application.url, tenant.tokens.agent);
    const supervisor = await connectAgent(world.application.url, tenant.tokens.supervisor);
    const { threadId, visitor } = await write("I want to send this back.");
    await vi.waitFor(async () => {
      const expected = { state: "ringing", priority: "urgent", agent: { id: supervisorId }, target_label: "Returns" };
      expect(await findTask(threadId)).toMatchObject(expected);
    }, PATIENCE);
    await Promise.all([agent.close(), supervisor.close(), visitor.close()]);
  });

  it("RTE16: nobody is asked before the rules have said who is meant", { timeout: 90_000 }, async () => {
    const supervisorId = await idOf(tenant.tokens.supervisor);
    const team = await make<Team>("/teams", { label: "Returns", member_ids: [supervisorId] });
    const action = { type: "route_to_team", team_id: team.id };
    await makeRule({ label: "Returns first", event: "thread_started", actions: [action] });
    const agent = await connectAgent(world.application.url, tenant.tokens.agent);
    const supervisor = await connectAgent(world.application.url, tenant.tokens.supervisor);
    const written = [];
    for (let count = 0; count < 3; count += 1) written.push(await write("I want to send this back."));
    for (const { threadId } of written) {
      const rings = await supervisor.next(
        "task_changed",
        ({ task }) => task.thread_id === threadId && task.state === "ringing",
      );
      expect(rings.task).toMatchObject({ agent: { id: supervisorId } });
      await administer("POST", `/tasks/${rings.task.id}/accept`, {}, tenant.tokens.supervisor);
    }
    const agentId = await idOf(tenant.tokens.agent);
    expect(agent.frames.filter((frame) => frame.type === "task_changed" && frame.task.agent?.id === agentId)).toEqual(
      [],
    );
    await Promise.all([agent, supervisor, ...written.map(({ visitor }) => visitor)].map((peer) => peer.close()));
  });

  it("RUL10: who has the skill is asked first, for a message of a kind", { timeout: 90_000 }, async () => {
    const supervisorId = await idOf(tenant.tokens.supervisor);
    const skill = await make<{ id: string }>("/categories", { label: "Sizes" });
    const given = await administer("PATCH", `/users/${supervisorId}`, { category_ids: [skill.id] });
    expect(given).toMatchObject({ status: 200 });
    await makeRule({
      label: "Sizes first",
      event: "visitor_message_arrived",
      conditions: [
        { criterion: "message_type", operator: "is", value: "text" },
        { criterion: "message_type", operator: "is_not", value: "image, file" },
      ],
      actions: [{ type: "route_to_skill", category_id: skill.id }],
    });
    const agent = await connectAgent(world.application.url, tenant.tokens.agent);
    const supervisor = await connectAgent(world.application.url, tenant.tokens.supervisor);
    const { threadId, visitor } = await write("Does it run small?");
    await vi.waitFor(async () => {
      const expected = { state: "ringing", agent: { id: supervisorId }, target_label: "Sizes" };
      expect(await findTask(threadId)).toMatchObject(expected);
    }, PATIENCE);
    const both = [
      { type: "route_to_skill", category_id: skill.id },
      { type: "route_to_team", team_id: (await make<Team>("/teams", { label: "Fitters", member_ids: [] })).id },
    ];
    expect(await administer("POST", "/rules", { label: "x", event: "thread_started", actions: both })).toMatchObject({
      status: 422,
      body: { field: "actions.1" },
    });
    const strange = [{ criterion: "message_type", operator: "is", value: "video" }];
    expect(
      await administer("POST", "/rules", { label: "x", event: "thread_started", conditions: strange }),
    ).toMatchObject({ status: 422, body: { field: "conditions.0.value" } });
    await Promise.all([agent.close(), supervisor.close(), visitor.close()]);
  });

  it("RUL10: the higher priority is asked first, of equal ones the older", { timeout: 90_000 }, async () => {
    await makeRule({
      label: "Loud",
      event: "thread_started",
      conditions: [{ criterion: "message_body", operator: "contains", value: "fire" }],
      actions: [{ type: "set_priority", priority: "high" }],
    });
    const first = await write("A question");
    const second = await write("There is a fire");
    await vi.waitFor(async () => expect(await findTask(second.threadId)).toMatchObject({ priority: "high" }), PATIENCE);
    const waiting = async () =>
      (await administer<{ records: Task[] }>("GET", "/tasks?folder=waiting")).body.records.map(
        (task) => task.thread_id,
      );
    expect(await waiting()).toEqual([second.threadId, first.threadId]);
    await Promise.all([first.visitor.close(), second.visitor.close()]);
  });

  it("RTE12: who waits in a live chat is told of the place that they have", { timeout: 90_000 }, async () => {
    const chat = await make<{ token: string }>("/sources", { label: "Chat", mode: "live_chat" });
    await makeRule({
      label: "Loud",
      event: "visitor_message_arrived",
      conditions: [{ criterion: "message_body", operator: "contains", value: "fire" }],
      actions: [{ type: "set_priority", priority: "high" }],
    });
    const first = await write("A question", chat.token);
    const second = await write("There is a fire", chat.token);
    await first.visitor.next("queue_updated", ({ position }) => position === 2);
    await second.visitor.next("queue_updated", ({ position }) => position === 1);
    await Promise.all([first.visitor.close(), second.visitor.close()]);
  });

  it("RUL7, RUL10: assigned to who can take it; of who cannot, the run says so and it waits as usual", {
    timeout: 90_000,
  }, async () => {
    const agentId = await idOf(tenant.tokens.agent);
    // Each begins where another rule has acted: none of them begins itself or the others anew.
    await makeRule({
      label: "To Green",
      event: "task_created",
      actions: [
        { type: "assign", user_id: agentId },
        { type: "reply", body: "Green reads this.", grace_minutes: 1 },
      ],
    });
    const missed = await write("Nobody is here");
    await vi.waitFor(async () => {
      expect(await listRuns(missed.threadId)).toEqual([
        {
          label: "To Green",
          event: "task_created",
          actions: ["reply"],
          failed: [{ action: "assign", reason: `purple${tenants} agent is not available.` }],
        },
      ]);
    }, PATIENCE);
    expect(await findTask(missed.threadId)).toMatchObject({ state: "waiting", target: null });

    const agent = await connectAgent(world.application.url, tenant.tokens.agent);
    await vi.waitFor(async () => expect(await findTask(missed.threadId)).toMatchObject({ state: "ringing" }), PATIENCE);
    const taken = await write("Somebody is here");
    await vi.waitFor(async () => {
      expect(await findTask(taken.threadId)).toMatchObject({ state: "accepted", agent: { id: agentId } });
    }, PATIENCE);
    await taken.say("And again");
    const later = await write("Later");
    await vi.waitFor(async () => expect(await listRuns(later.threadId)).toHaveLength(1), PATIENCE);
    expect(await listRuns(taken.threadId)).toEqual([
      { label: "To Green", event: "task_created", actions: ["assign", "reply"] },
    ]);
    await Promise.all([agent.close(), missed.visitor.close(), taken.visitor.close(), later.visitor.close()]);
  });

  it("RUL7, RUL11: a closed intervention begins rules, and one that a rule has ended does not", {
    timeout: 90_000,
  }, async () => {
    const field = await make<CustomField>("/custom_fields", { label: "Served", type: "boolean" });
    await makeRule({
      label: "Spam",
      event: "visitor_message_arrived",
      conditions: [{ criterion: "message_body", operator: "contains", value: "spam" }],
      actions: [{ type: "ignore" }],
    });
    await makeRule({
      label: "Served",
      event: "intervention_closed",
      actions: [{ type: "set_custom_field", field_id: field.id, value: true }, { type: "ignore" }],
    });
    const served = async (identityId: string) =>
      (await administer<IdentityGroup>("GET", `/identity_groups/${identityId}`)).body.custom_values[field.id];
    const answer = async (threadId: string) => {
      const message = { id: newId(), body: "Gladly.", private: false };
      const sent = await administer("POST", `/threads/${threadId}/messages`, message, tenant.tokens.agent);
      expect(sent.status, sent.text).toBe(201);
      await vi.waitFor(async () => expect(await findTask(threadId)).toMatchObject({ state: "accepted" }), PATIENCE);
    };
    const ignored = await write("Hello");
    await answer(ignored.threadId);
    await ignored.say("This is spam");
    await vi.waitFor(
      async () => expect(await findTask(ignored.threadId)).toMatchObject({ state: "completed" }),
      PATIENCE,
    );

    const closed = await write("Hello");
    await answer(closed.threadId);
    const task = await findTask(closed.threadId);
    expect(await administer("POST", `/tasks/${task?.id}/complete`)).toMatchObject({ status: 200 });
    await vi.waitFor(async () => expect(await served(closed.identityId)).toBe(true), PATIENCE);
    expect(await listRuns(closed.threadId)).toEqual([
      { label: "Served", event: "intervention_closed", actions: ["set_custom_field", "ignore"] },
    ]);
    // The same follower came past the ignored one before.
    expect(await listRuns(ignored.threadId)).toEqual([
      { label: "Spam", event: "visitor_message_arrived", actions: ["ignore"] },
    ]);
    expect(await served(ignored.identityId)).toBeUndefined();

    await makeRule({
      label: "Known",
      event: "visitor_message_arrived",
      conditions: [{ criterion: "custom_field", name: field.id, operator: "is", value: "true" }],
      actions: [{ type: "set_priority", priority: "high" }],
    });
    await closed.say("One more thing");
    await vi.waitFor(async () => expect(await findTask(closed.threadId)).toMatchObject({ priority: "high" }), PATIENCE);
    await Promise.all([ignored.visitor.close(), closed.visitor.close()]);
  });

  it("RUL2: a condition looks at the person as agents wrote them, merged identities included", {
    timeout: 90_000,
  }, async () => {
    const { threadId, identityId, visitor, say } = await write("Hello");
    const other = await write("It is me, from my phone");
    await make("/rules", {
      label: "Known by name",
      event: "visitor_message_arrived",
      active: true,
      conditions: [
        { criterion: "person_field", name: "lastname", operator: "is", value: "Winter" },
        { criterion: "person_field", name: "emails", operator: "is", value: "ada@vip.test" },
      ],
      actions: [{ type: "set_priority", priority: "urgent" }],
    });
    const written = { lastname: "Winter", emails: ["ada@home.test", "ada@vip.test"] };
    expect(await administer("PATCH", `/identity_groups/${other.identityId}`, written)).toMatchObject({ status: 200 });
    await say("Nobody knows me here");
    const trial = {
      event: "visitor_message_arrived",
      source_ids: [],
      conditions: [{ criterion: "person_field", name: "lastname", operator: "is", value: "Winter" }],
    };
    const seen = async () =>
      (await administer<RuleTrialAnswer>("POST", "/rules/test", trial)).body.records.find(
        ({ thread_id }) => thread_id === threadId,
      );
    expect(await seen()).toMatchObject({ holds: false, conditions: [{ seen: [] }] });
    const merge = { group_id: identityId };
    const merged = await administer("POST", `/identity_groups/${other.identityId}/merge`, merge);
    expect(merged.status, merged.text).toBeLessThan(300);
    expect(await seen()).toMatchObject({ holds: true, conditions: [{ seen: ["Winter"] }] });
    await say("And now?");
    await vi.waitFor(async () => expect(await findTask(threadId)).toMatchObject({ priority: "urgent" }), PATIENCE);
    const wrong = {
      label: "x",
      event: "thread_started",
      conditions: [{ criterion: "person_field", name: "uuid", operator: "present" }],
    };
    expect(await administer("POST", "/rules", wrong)).toMatchObject({
      status: 422,
      body: { field: "conditions.0.name" },
    });
    await Promise.all([visitor.close(), other.visitor.close()]);
  });

  it("RUL9, RUL12: what is gone is said by the trial, does not keep a rule from being switched off, and is refused anew", async () => {
    const team = await make<Team>("/teams", { label: "Soon gone", member_ids: [] });
    const actions = [
      { type: "route_to_team", team_id: team.id },
      { type: "set_priority", priority: "low" },
    ];
    const rule = await makeRule({ label: "Outlives its team", event: "task_created", actions });
    await administer("DELETE", `/teams/${team.id}`);
    const { threadId, visitor } = await write("Hello");
    await vi.waitFor(async () => {
      expect(await listRuns(threadId)).toMatchObject([
        { actions: ["set_priority"], failed: [{ action: "route_to_team", reason: "The team is gone." }] },
      ]);
    }, PATIENCE);
    const trial = { event: "task_created", source_ids: [], conditions: [], actions };
    const tried = await administer<RuleTrialAnswer>("POST", "/rules/test", trial);
    expect(tried.body.records.find(({ thread_id }) => thread_id === threadId)?.actions).toEqual([
      { would: "fail", reason: "The team is gone." },
      { would: "pass", reason: "It has that priority already." },
    ]);
    expect(await administer("PATCH", `/rules/${rule.id}`, { active: false })).toMatchObject({ status: 200 });
    const again = await administer("PATCH", `/rules/${rule.id}`, { actions });
    expect(again).toMatchObject({ status: 422, body: { field: "actions.0.team_id" } });
    await visitor.close();
  });

  it("RUL12: what another domain has, or does not fit, is refused", async () => {
    const strange = stranger.tokens.administrator;
    const team = await make<Team>("/teams", { label: "Theirs", member_ids: [] }, strange);
    const theirs = await make<CustomField>("/custom_fields", { label: "Theirs", type: "text" }, strange);
    const number = await make<CustomField>("/custom_fields", { label: "Orders", type: "number" });
    const category = await make<{ id: string }>("/categories", { label: "Theirs" }, strange);
    const user_id = await idOf(stranger.tokens.agent);
    const set = { type: "set_custom_field", field_id: number.id };
    const wrong: [string, object][] = [
      ["actions.0.team_id", { actions: [{ type: "route_to_team", team_id: team.id }] }],
      ["actions.0.user_id", { actions: [{ type: "assign", user_id }] }],
      ["actions.0.field_id", { actions: [{ ...set, field_id: theirs.id, value: "x" }] }],
      ["actions.0.value", { actions: [{ ...set, value: "many" }] }],
      [
        "actions.1",
        {
          actions: [
            { ...set, value: 1 },
            { ...set, value: 2 },
          ],
        },
      ],
      ["actions.0", { actions: [{ type: "assign", user_id }, { type: "ignore" }] }],
      ["actions.0", { event: "intervention_closed", actions: [{ type: "assign", user_id }] }],
      ["conditions.0.value", { conditions: [{ criterion: "category", operator: "is", value: category.id }] }],
      ["conditions.0.name", { conditions: [{ criterion: "custom_field", name: theirs.id, operator: "present" }] }],
      ["conditions.0.value", { conditions: [{ criterion: "trigger", operator: "is_not", value: "none" }] }],
    ];
    for (const [field, body] of wrong) {
      const answer = await administer("POST", "/rules", { label: "Wrong", event: "thread_started", ...body });
      expect(answer, field).toMatchObject({ status: 422, body: { field } });
    }
  });
});

describe.each(kinds)("rules that give work, and crashes, on %s", (kind) => {
  it("RUL6, RUL10: work is given once, through a crash before the commit and on two nodes", {
    timeout: 90_000,
  }, async () => {
    const database = await openTestDatabase(kind);
    const { domainId, sourceId } = await createTenant(database, "Purple");
    const source = await database.kysely
      .selectFrom("sources")
      .select("community_id")
      .where("id", "=", sourceId)
      .executeTakeFirstOrThrow();
    const agent = await database.kysely.selectFrom("users").select("id").executeTakeFirstOrThrow();
    const [identityId, fieldId, threadId] = [newId(), newId(), newId()];
    await database.kysely
      .insertInto("identities")
      .values({
        domain_id: domainId,
        id: identityId,
        community_id: source.community_id,
        secret_hash: Buffer.alloc(32),
      })
      .execute();
    await database.query({
      text: `insert into custom_fields (domain_id, id, type, label, choices, active, place)
             values ($1, $2, 'text', 'Standing', '{}', true, 1)`,
      values: [domainId, fieldId],
    });
    const rules = [
      { event: "thread_started", actions: [{ type: "set_priority", priority: "high" }] },
      {
        event: "visitor_message_arrived",
        actions: [
          { type: "set_custom_field", field_id: fieldId, value: "new" },
          { type: "assign", user_id: agent.id },
        ],
      },
      { event: "task_created", actions: [{ type: "set_priority", priority: "urgent" }] },
    ] as const;
    for (const [index, { event, actions }] of rules.entries()) {
      await database.kysely
        .insertInto("rules")
        .values({
          domain_id: domainId,
          id: newId(),
          label: event,
          active: true,
          event,
          source_ids: [],
          conditions: "[]",
          actions: JSON.stringify(actions),
          place: index,
        })
        .execute();
    }
    const bus = await openBus({ redisUrl: undefined, namespace: "test", logger: silent });
    const hints = createHints(bus);
    const teller = createTaskTeller(database, hints, silent);
    const chatWork = createChatWork(systemClock, teller, async () => async () => true);
    const liveChats = createLiveChats(database, hints, chatWork);
    const secrets = createSealedSecrets("the installation's", "webhooks");
    const webhooks = startWebhooks({ database, secrets, clock: systemClock, logger: silent, allowPrivate: false });
    let crashes = 0;
    const nodes = [1, 2].map(() => openFactFeed(database, hints, silent));
    const followers = nodes.flatMap((node) => {
      const listAvailable = () => [agent.id];
      const jobs = { schedule: async () => undefined };
      const options = { hints, liveChats, teller, webhooks, jobs, clock: systemClock, logger: silent, listAvailable };
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
      return [node.follow(crashing), node.follow(createTaskFollower(systemClock, teller))];
    });
    const newThread = {
      domainId,
      id: threadId,
      sourceId,
      identityId,
      triggerId: null,
      language: null,
      contextData: {},
      opening: null,
    };
    await createMessageService(database, hints).addMessage(
      {
        domainId,
        id: newId(),
        threadId,
        author: { type: "visitor", id: identityId, name: "Visitor" },
        body: "Hello",
        private: false,
        attachmentIds: [],
        newThread,
      },
      null,
    );
    await Promise.all(followers.map((follower) => follower.catchUp()));
    // The task is a fact of the first pass: its rule has its turn in the next.
    await Promise.all(followers.map((follower) => follower.catchUp()));
    expect(crashes).toBe(1);
    const tasks = await database.kysely.selectFrom("tasks").select(["state", "user_id", "priority"]).execute();
    expect(tasks).toEqual([{ state: "accepted", user_id: agent.id, priority: 3 }]);
    const told = await database.kysely.selectFrom("facts").select("type").orderBy("type").execute();
    const types = told.map(({ type }) => type).filter((type) => /^(task|intervention|identity_group)_/.test(type));
    expect(types).toEqual(["identity_group_changed", "intervention_opened", "task_created", "task_taken"]);
    const known = await database.kysely.selectFrom("identity_groups").select("custom_values").execute();
    expect(known).toEqual([{ custom_values: { [fieldId]: "new" } }]);
    const log = await database.kysely
      .selectFrom("audit_events")
      .select("object_label")
      .orderBy("object_label")
      .execute();
    expect(log.map(({ object_label }) => object_label)).toEqual([
      "task_created",
      "thread_started",
      "visitor_message_arrived",
    ]);
    await Promise.all([webhooks.stop(), ...nodes.map((node) => node.stop())]);
    await bus.close();
    await database.close();
  });
});
