import type { AuditEvent, Intervention, Task } from "@beckon/protocol";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Application } from "../../src/application.ts";
import { newId } from "../../src/platform/identifiers.ts";
import { availableDatabaseKinds, openTestDatabase, type TestDatabase } from "../database.ts";
import type { AgentPeer, VisitorPeer } from "./peer.ts";
import {
  connectAgent,
  connectVisitor,
  createTenant,
  createToken,
  firstMessageOrigin,
  newBrowser,
  startTestApplication,
} from "./world.ts";

const { kinds } = await availableDatabaseKinds();

describe.each(kinds)("tasks with the %s database", (kind) => {
  let database: TestDatabase;
  let application: Application;
  let shops = 0;

  beforeAll(async () => {
    database = await openTestDatabase(kind);
    application = await startTestApplication(database);
  }, 120_000);
  afterAll(async () => {
    await application.close();
    await database.close();
  });

  /** A domain of its own for each test, with a source of each mode. */
  async function openShop(agentCount = 2) {
    const tenant = await createTenant(database, `Tasks${++shops}`, agentCount);
    const tokens = await Promise.all(tenant.emails.map((email) => createToken(application.url, email)));
    const { domainId } = tenant;
    async function ask<Body = Record<string, unknown>>(method: string, path: string, index = 0, body?: object) {
      const response = await fetch(`${application.url}/api/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${tokens[index]}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: (await response.json()) as Body };
    }
    const ids = await Promise.all(tokens.map(async (_, index) => String((await ask("GET", "/me", index)).body.id)));
    return {
      ...tenant,
      ids,
      ask,
      /** One that takes nothing by itself says so before it comes. */
      async agent(index = 0, isAvailable = true): Promise<AgentPeer> {
        const realtime = isAvailable ? "available" : "away";
        await ask("PUT", "/me/presence", index, { realtime, asynchronous: realtime });
        return connectAgent(application.url, tokens[index] ?? "");
      },
      visit: () => connectVisitor(application.url, tenant.sourceToken, newBrowser()),
      makeLive: () =>
        database.query({
          text: "update sources set mode = 'live_chat' where domain_id = $1 and id = $2",
          values: [domainId, tenant.sourceId],
        }),
      setRouting: (channel: string, settings: object) =>
        database.query({
          text: "insert into routing_settings (domain_id, channel, settings) values ($1, $2, $3)",
          values: [domainId, channel, JSON.stringify(settings)],
        }),
      setLimits: (channel: string, limit: number) =>
        database.query({
          text: "insert into channels (domain_id, channel, soft_limit, hard_limit) values ($1, $2, $3, $3)",
          values: [domainId, channel, limit],
        }),
      promote: (index: number, role = "supervisor") =>
        database.query({
          text: `insert into user_roles (domain_id, user_id, role_id)
                 select users.domain_id, users.id, roles.id from users
                 join roles on roles.domain_id = users.domain_id and roles.ready_made = $3
                 where users.domain_id = $1 and users.email = $2`,
          values: [domainId, tenant.emails[index], role],
        }),
      async list(folder: string, index = 0): Promise<Task[]> {
        return (await ask<{ records: Task[] }>("GET", `/tasks?folder=${folder}`, index)).body.records;
      },
      async interventions(threadId: string): Promise<Intervention[]> {
        return (await ask<{ records: Intervention[] }>("GET", `/interventions?thread_id=${threadId}`)).body.records;
      },
    };
  }

  function write(visitor: VisitorPeer, threadId: string, body = "Is anybody there?"): void {
    visitor.send({ type: "send_message", id: newId(), thread_id: threadId, body, origin: firstMessageOrigin });
  }

  function begin(visitor: VisitorPeer): string {
    const threadId = newId();
    write(visitor, threadId);
    return threadId;
  }

  const nextTask = async (peer: AgentPeer, fits: (task: Task) => boolean): Promise<Task> =>
    (await peer.next("task_changed", (frame) => fits(frame.task))).task;

  test("RTE1, RTE2: a message makes a task, which rings at one agent; accepted, it is theirs, in both modes", async () => {
    for (const mode of ["messaging", "live_chat"]) {
      const shop = await openShop();
      if (mode === "live_chat") await shop.makeLive();
      const peers = [await shop.agent(0), await shop.agent(1)];
      const visitor = await shop.visit();
      const threadId = begin(visitor);
      const task = await nextTask(peers[0] as AgentPeer, ({ state }) => state === "ringing");
      expect(task).toMatchObject({
        thread_id: threadId,
        preview: "Is anybody there?",
        channel: mode === "live_chat" ? "realtime" : "asynchronous",
      });
      const ringsAt = shop.ids.indexOf(task.agent?.id ?? "");
      expect((await shop.list("mine", ringsAt)).map(({ id }) => id)).toEqual([task.id]);
      expect(await shop.list("mine", 1 - ringsAt)).toEqual([]);
      const accepted = await shop.ask("POST", `/tasks/${task.id}/accept`, ringsAt);
      expect(accepted).toMatchObject({ status: 200, body: { state: "accepted", agent: { id: shop.ids[ringsAt] } } });
      expect((await shop.ask("POST", `/tasks/${task.id}/accept`, ringsAt)).status).toBe(200);
      const refused = await shop.ask("POST", `/tasks/${task.id}/accept`, 1 - ringsAt);
      expect(refused).toMatchObject({ status: 409, body: { error: "thread_taken" } });
      expect(await shop.interventions(threadId)).toMatchObject([{ state: "open", agent: { id: shop.ids[ringsAt] } }]);
      if (mode === "live_chat") {
        const { message } = await visitor.next("message_added");
        expect(message.notice).toMatchObject({ kind: "agent_connected" });
      }
      write(visitor, threadId, "one more thing");
      await visitor.next("message_acknowledged", (frame) => frame.number > 1);
      await vi.waitFor(async () => expect((await shop.list("mine", ringsAt))[0]?.preview).toBe("one more thing"));
      expect(await shop.list("mine", ringsAt)).toHaveLength(1);
      await Promise.all(peers.map((peer) => peer.close()));
    }
  });

  // Two transactions at once need two connections, which the embedded database does not have.
  const holdsBack = kind === "postgresql";
  test.runIf(holdsBack)(
    "RTE16: a message rings although facts are held back, and makes no second task after it",
    async () => {
      const shop = await openShop(1);
      const peer = await shop.agent(0);
      const visitor = await shop.visit();
      const writing = await database.connect();
      await writing.query({ text: "begin" });
      await writing.query({ text: "create temporary table marks (id integer) on commit drop" });
      const threadId = begin(visitor);
      const { id } = await nextTask(peer, ({ state, thread_id }) => state === "ringing" && thread_id === threadId);
      expect(await shop.ask("POST", `/tasks/${id}/accept`)).toMatchObject({ status: 200 });
      const reply = { id: newId(), body: "Gladly." };
      expect((await shop.ask("POST", `/threads/${threadId}/messages`, 0, reply)).status).toBe(201);
      expect(await shop.ask("POST", `/tasks/${id}/complete`, 0, {})).toMatchObject({ status: 200 });
      const { rows } = await database.query<{ taken: number }>({ text: "select max(position) as taken from facts" });
      await writing.query({ text: "commit" });
      writing.release();
      await vi.waitFor(
        async () => {
          const follower = await database.query<{ position: number }>({
            text: "select position from fact_followers where name = 'tasks'",
          });
          expect(follower.rows[0]?.position).toBeGreaterThanOrEqual(rows[0]?.taken ?? Number.NaN);
        },
        { timeout: 10_000 },
      );
      const tasks = await database.query({ text: "select id from tasks where thread_id = $1", values: [threadId] });
      expect(tasks.rows).toEqual([{ id }]);
      await Promise.all([peer.close(), visitor.close()]);
    },
  );

  test("RTE3: declined, it rings at the next agent; a missed ring makes away, and coming back is asked again", async () => {
    const shop = await openShop();
    await shop.setRouting("asynchronous", { ring_seconds: 1 });
    const peers = [await shop.agent(0), await shop.agent(1)];
    begin(await shop.visit());
    const first = await nextTask(peers[0] as AgentPeer, ({ state }) => state === "ringing");
    const decliner = shop.ids.indexOf(first.agent?.id ?? "");
    const other = 1 - decliner;
    expect((await shop.ask("POST", `/tasks/${first.id}/decline`, other)).status).toBe(409);
    expect((await shop.ask("POST", `/tasks/${first.id}/decline`, decliner)).status).toBe(200);
    const isRingingAt = (index: number) => (task: Task) =>
      task.state === "ringing" && task.agent?.id === shop.ids[index];
    await nextTask(peers[decliner] as AgentPeer, isRingingAt(other));
    const missed = await nextTask(peers[other] as AgentPeer, (task) => task.missed_by.includes(shop.ids[other] ?? ""));
    expect(missed).toMatchObject({ state: "waiting", agent: null });
    await vi.waitFor(async () => {
      const { body } = await shop.ask<{ records: { user: { id: string }; asynchronous: string }[] }>(
        "GET",
        "/presence",
      );
      expect(body.records.find(({ user }) => user.id === shop.ids[other])?.asynchronous).toBe("away");
    });
    await shop.ask("PUT", "/me/presence", other, { asynchronous: "available" });
    await nextTask(peers[other] as AgentPeer, isRingingAt(other));
    await Promise.all(peers.map((peer) => peer.close()));
  });

  test("RTE2: of many who take it at once one gets it", async () => {
    const shop = await openShop(4);
    const threadId = begin(await shop.visit());
    const task = await vi.waitFor(async () => {
      const [waiting] = await shop.list("waiting");
      expect(waiting?.thread_id).toBe(threadId);
      return waiting as Task;
    });
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => shop.ask("POST", `/tasks/${task.id}/accept`, index % 4)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
    expect(await shop.interventions(threadId)).toHaveLength(1);
  });

  test("RTE4: at the hard limit nothing more; request takes the next; accepting can be automatic", async () => {
    const shop = await openShop(1);
    for (let count = 0; count < 6; count += 1) begin(await shop.visit());
    await vi.waitFor(async () => expect(await shop.list("waiting")).toHaveLength(6));
    await shop.setRouting("asynchronous", { accept_automatically: true });
    const peer = await shop.agent(0);
    // Three by themselves, up to the soft limit.
    await vi.waitFor(async () =>
      expect((await shop.list("mine")).map(({ state }) => state)).toEqual(["accepted", "accepted", "accepted"]),
    );
    for (let count = 0; count < 3; count += 1) {
      expect((await shop.ask("POST", "/tasks/request_next", 0, {})).status).toBe(200);
    }
    begin(await shop.visit());
    await vi.waitFor(async () => expect(await shop.list("waiting")).toHaveLength(1));
    expect(await shop.ask("POST", "/tasks/request_next", 0, {})).toMatchObject({
      status: 409,
      body: { error: "capacity_reached" },
    });
    expect(await shop.ask("POST", "/tasks/request_next", 0, { channel: "realtime" })).toMatchObject({
      status: 409,
      body: { error: "nothing_waiting" },
    });
    await peer.close();
  });

  test("RTE4: at the hard limit neither a reply nor a taking takes more, and the reply is not lost", async () => {
    for (const mode of ["messaging", "live_chat"]) {
      const shop = await openShop();
      const channel = mode === "live_chat" ? "realtime" : "asynchronous";
      await shop.setLimits(channel, 1);
      if (mode === "live_chat") await shop.makeLive();
      await shop.promote(1);
      const [held, other] = [begin(await shop.visit()), begin(await shop.visit())];
      await vi.waitFor(async () => expect(await shop.list("waiting")).toHaveLength(2));
      const reply = (threadId: string, body: object) => shop.ask("POST", `/threads/${threadId}/messages`, 0, body);
      const refused = { status: 409, body: { error: "capacity_reached" } };
      expect((await reply(held, { body: "Good morning" })).status).toBe(201);
      expect(await shop.list("mine")).toMatchObject([{ thread_id: held, state: "accepted" }]);
      const answer = { id: newId(), body: "And to you" };
      expect(await reply(other, answer)).toMatchObject(refused);
      expect((await reply(other, { body: "a note", private: true })).status).toBe(201);
      expect((await reply(held, { body: "Here is more" })).status).toBe(201);
      if (mode === "live_chat") {
        expect(await shop.ask("POST", `/threads/${other}/take`)).toMatchObject(refused);
        expect((await shop.ask("POST", `/threads/${held}/take`)).status).toBe(200);
      }
      const peer = await shop.agent(0, false);
      peer.send({ type: "send_message", thread_id: other, private: false, ...answer });
      expect(await peer.next("message_refused")).toMatchObject({ id: answer.id, error: { code: "capacity_reached" } });
      const page = await shop.ask<{ records: { body: string }[] }>("GET", `/threads/${other}/messages`);
      expect(page.body.records.map(({ body }) => body)).not.toContain("And to you");
      const [waiting] = await shop.list("waiting");
      const to = { kind: "agent", id: shop.ids[0] };
      const given = await shop.ask("POST", `/tasks/${waiting?.id}/transfer`, 1, { to, bypass_queue: true });
      expect(given).toMatchObject({ status: 200, body: { state: "accepted" } });
      expect((await reply(other, answer)).status).toBe(201);
      await peer.close();
    }
  });

  test("RTE11: the log has what is decided of others' work, by the thread, and not one's own", async () => {
    const shop = await openShop(3);
    await shop.makeLive();
    await shop.promote(1);
    await shop.promote(2, "administrator");
    const threadId = begin(await shop.visit());
    const [task] = await vi.waitFor(async () => {
      const waiting = await shop.list("waiting");
      expect(waiting).toHaveLength(1);
      return waiting;
    });
    await shop.ask("POST", `/tasks/${task?.id}/accept`);
    await shop.ask("POST", `/threads/${threadId}/messages`, 0, { body: "Good morning" });
    await shop.ask("POST", `/threads/${threadId}/take`, 1);
    const [taken] = await shop.list("mine", 1);
    const to = { kind: "agent", id: shop.ids[0] };
    const passed = await shop.ask<Task>("POST", `/tasks/${taken?.id}/transfer`, 1, { to, comment: "knows her" });
    await shop.ask("POST", `/tasks/${passed.body.id}/accept`);
    const [intervention] = await shop.interventions(threadId);
    await shop.ask("POST", `/interventions/${intervention?.id}/assign`, 1, { user_id: shop.ids[2] });
    await shop.ask("POST", `/interventions/${intervention?.id}/close`, 1);
    const log = await shop.ask<{ records: AuditEvent[] }>("GET", `/audit_events?object_id=${threadId}`, 2);
    expect(log.body.records.map(({ action }) => action).reverse()).toEqual([
      "conversation_taken_over",
      "conversation_transferred",
      "conversation_assigned",
      "conversation_closed",
    ]);
    expect(log.body.records[2]).toMatchObject({
      user: { id: shop.ids[1] },
      object: { type: "thread", label: expect.stringContaining("Visitor") },
      before: { agent: { id: shop.ids[1] } },
      after: { to: { ...to, label: "Alicia Agent0" }, comment: "knows her" },
    });
  });

  test("RTE5: after its steps it is undelivered, and can be taken, or moved back by a supervisor", async () => {
    const shop = await openShop();
    await shop.setRouting("asynchronous", { steps: [{ kind: "everyone", seconds: 1 }] });
    begin(await shop.visit());
    const task = await vi.waitFor(
      async () => {
        const [undelivered] = await shop.list("undelivered");
        expect(undelivered?.state).toBe("undelivered");
        return undelivered as Task;
      },
      { timeout: 10_000 },
    );
    expect((await shop.ask("POST", `/tasks/${task.id}/move`)).status).toBe(403);
    await shop.promote(1);
    expect(await shop.ask("POST", `/tasks/${task.id}/move`, 1)).toMatchObject({
      status: 200,
      body: { state: "waiting" },
    });
    expect(await shop.ask("POST", `/tasks/${task.id}/accept`)).toMatchObject({
      status: 200,
      body: { state: "accepted" },
    });
  });

  test("RTE15: a conversation that an agent began counts from the visitor's first word", async () => {
    const shop = await openShop(1);
    await shop.setLimits("asynchronous", 1);
    const browser = newBrowser();
    const visitor = await connectVisitor(application.url, shop.sourceToken, browser);
    const first = begin(visitor);
    await vi.waitFor(async () => expect(await shop.list("waiting")).toHaveLength(1));
    expect((await shop.ask("POST", "/tasks/request_next", 0, {})).body).toMatchObject({ thread_id: first });
    await shop.ask("POST", `/threads/${first}/messages`, 0, { body: "It is on its way." });
    const [held] = await shop.list("mine");
    await shop.ask("POST", `/tasks/${held?.id}/complete`, 0);
    const outbound = { source_id: shop.sourceId, identity_id: browser.identity.id, body: "It has arrived." };
    const { body } = await shop.ask("POST", "/threads", 0, outbound);
    const began = String(body.id);
    await vi.waitFor(async () =>
      expect(await shop.list("mine")).toMatchObject([{ thread_id: began, state: "accepted" }]),
    );
    const peer = await shop.agent(0);
    const other = begin(await shop.visit());
    const rings = await nextTask(peer, (task) => task.thread_id === other && task.state === "ringing");
    expect((await shop.ask("POST", `/tasks/${rings.id}/accept`)).status).toBe(200);
    // With the answer there are two, of one that may be.
    await visitor.next("thread_changed", (frame) => frame.thread.id === began);
    write(visitor, began, "Thank you. One more thing");
    await visitor.next("message_acknowledged");
    await shop.ask("POST", `/tasks/${rings.id}/transfer`, 0, { to: { kind: "language", language: "fr" } });
    expect(await shop.ask("POST", "/tasks/request_next", 0, {})).toMatchObject({
      status: 409,
      body: { error: "nothing_waiting" },
    });
    const third = begin(await shop.visit());
    await vi.waitFor(async () =>
      expect((await shop.list("waiting")).map(({ thread_id }) => thread_id)).toContain(third),
    );
    expect(await shop.ask("POST", "/tasks/request_next", 0, {})).toMatchObject({
      status: 409,
      body: { error: "capacity_reached" },
    });
    await Promise.all([peer.close(), visitor.close()]);
  });

  test("RTE14: a source has steps of its own until they are taken back, and the log has it", async () => {
    const shop = await openShop();
    await shop.promote(1, "administrator");
    await shop.setRouting("asynchronous", { steps: [{ kind: "everyone", seconds: null }] });
    const path = `/routing/sources/${shop.sourceId}`;
    const steps = [{ kind: "skilled", seconds: 60 }];
    expect(await shop.ask("PUT", path, 1, { steps })).toEqual({
      status: 200,
      body: { source_id: shop.sourceId, steps },
    });
    expect((await shop.ask("GET", "/routing/sources", 1)).body).toMatchObject({ count: 1, records: [{ steps }] });
    await shop.agent(0);
    // Nobody has its language: the one step is left at once.
    const threadId = begin(await shop.visit());
    await vi.waitFor(
      async () => expect(await shop.list("undelivered")).toMatchObject([{ thread_id: threadId, state: "undelivered" }]),
      10_000,
    );
    expect(await shop.ask("PUT", path, 1, { steps: null })).toMatchObject({ status: 200, body: { steps: null } });
    const [task] = await shop.list("undelivered");
    await shop.ask("POST", `/tasks/${task?.id}/move`, 1);
    await vi.waitFor(async () => expect(await shop.list("mine")).toMatchObject([{ state: "ringing" }]), 10_000);
    const log = await shop.ask<{ records: AuditEvent[] }>("GET", `/audit_events?object_id=${shop.sourceId}`, 1);
    expect(log.body.records.filter(({ action }) => action === "routing_changed")).toMatchObject([
      { before: { steps }, after: { steps: null } },
      { before: { steps: null }, after: { steps } },
    ]);
    expect(await shop.ask("PUT", `/routing/sources/${newId()}`, 1, { steps })).toMatchObject({ status: 404 });
    expect(await shop.ask("PUT", path, 0, { steps })).toMatchObject({ status: 403 });
  });

  test("RTE6: a live chat that is given back rings at another agent", async () => {
    const shop = await openShop();
    await shop.makeLive();
    const threadId = begin(await shop.visit());
    await vi.waitFor(async () => expect(await shop.list("waiting")).toHaveLength(1));
    await shop.ask("POST", `/threads/${threadId}/take`);
    expect(await shop.list("mine")).toMatchObject([{ state: "accepted", thread_id: threadId }]);
    const peers = [await shop.agent(0), await shop.agent(1)];
    await shop.ask("POST", `/threads/${threadId}/release`);
    await nextTask(peers[0] as AgentPeer, (task) => task.state === "ringing" && task.agent?.id === shop.ids[1]);
    expect(await shop.interventions(threadId)).toMatchObject([{ state: "open", agent: null }]);
    await shop.ask("POST", `/threads/${threadId}/end`);
    expect(await shop.list("waiting")).toEqual([]);
    expect(await shop.interventions(threadId)).toMatchObject([{ state: "canceled" }]);
    await Promise.all(peers.map((peer) => peer.close()));
  });

  test("RTE7: transferred with a comment it rings at whom it is meant for, and the visitor waits in the queue", async () => {
    const shop = await openShop(3);
    await shop.makeLive();
    const visitor = await shop.visit();
    const threadId = begin(visitor);
    await vi.waitFor(async () => expect(await shop.list("waiting")).toHaveLength(1));
    await shop.ask("POST", `/threads/${threadId}/take`);
    const [task] = await shop.list("mine");
    const transfer = (index: number, body: object) =>
      shop.ask<Task>("POST", `/tasks/${task?.id}/transfer`, index, body);
    expect((await transfer(1, { to: { kind: "language", language: "fr" } })).status).toBe(409);
    expect(await transfer(0, { to: { kind: "agent", id: newId() } })).toMatchObject({
      status: 422,
      body: { field: "to" },
    });
    expect(await transfer(0, { to: { kind: "category", id: newId() } })).toMatchObject({
      status: 422,
      body: { field: "to" },
    });
    const peers = [await shop.agent(0), await shop.agent(1), await shop.agent(2)];
    const to = { kind: "agent", id: shop.ids[2] };
    expect(await transfer(0, { to, comment: "knows the dresses", bypass_queue: true })).toMatchObject({ status: 403 });
    expect(await transfer(0, { to, comment: "knows the dresses" })).toMatchObject({
      status: 200,
      body: { comment: "knows the dresses", transferred_by: { id: shop.ids[0] }, target_label: "Alicia Agent2" },
    });
    const { message } = await visitor.next("message_added", (frame) => frame.message.notice?.kind === "transferred");
    expect(message.body).not.toContain("dresses");
    const ringing = await nextTask(peers[2] as AgentPeer, ({ state }) => state === "ringing");
    expect(ringing.agent?.id).toBe(shop.ids[2]);
    expect((await shop.ask("POST", `/tasks/${ringing.id}/accept`, 2)).status).toBe(200);
    const page = await shop.ask<{ records: { body: string; private: boolean }[] }>(
      "GET",
      `/threads/${threadId}/messages`,
    );
    expect(page.body.records.filter((each) => each.private).map(({ body }) => body)).toEqual(["knows the dresses"]);
    await Promise.all(peers.map((peer) => peer.close()));
  });

  test("RTE8: a supervisor gives it to an agent at once, past the queue", async () => {
    const shop = await openShop();
    await shop.makeLive();
    await shop.promote(1);
    const threadId = begin(await shop.visit());
    const [task] = await vi.waitFor(async () => {
      const waiting = await shop.list("waiting");
      expect(waiting).toHaveLength(1);
      return waiting;
    });
    const body = { to: { kind: "agent", id: shop.ids[0] }, bypass_queue: true };
    expect(await shop.ask("POST", `/tasks/${task?.id}/transfer`, 1, body)).toMatchObject({
      status: 200,
      body: { state: "accepted", agent: { id: shop.ids[0] } },
    });
    expect((await shop.ask("GET", `/threads/${threadId}`)).body).toMatchObject({ live: { state: "connected" } });
    expect((await shop.ask("GET", "/tasks?folder=ongoing")).status).toBe(403);
    const [ongoing] = await shop.list("ongoing", 1);
    expect(ongoing).toMatchObject({ thread_id: threadId, agent: { id: shop.ids[0] } });
    // As a board would that has not heard of it yet.
    const late = await shop.ask("POST", `/tasks/${ongoing?.id}/transfer`, 1, { ...body, held_by: null });
    expect(late).toMatchObject({
      status: 409,
      body: { error: "thread_taken", message: expect.stringContaining("Agent0") },
    });
    const [intervention] = await shop.interventions(threadId);
    const path = `/interventions/${intervention?.id}/assign`;
    expect((await shop.ask("POST", path, 0, { user_id: shop.ids[1] })).status).toBe(403);
    expect((await shop.ask("POST", path, 1, { user_id: newId() })).status).toBe(422);
    expect(await shop.ask("POST", path, 1, { user_id: shop.ids[1] })).toMatchObject({
      body: { agent: { id: shop.ids[1] } },
    });
    expect(await shop.list("mine", 0)).toEqual([]);
    expect(await shop.list("mine", 1)).toMatchObject([{ thread_id: threadId, state: "accepted" }]);
  });

  test("RTE9: closing asks for a reply; it can be undone for a moment, and what is not answered is canceled", async () => {
    const shop = await openShop();
    const threadId = begin(await shop.visit());
    await vi.waitFor(async () => expect(await shop.list("waiting")).toHaveLength(1));
    const next = await shop.ask<Task>("POST", "/tasks/request_next", 0, {});
    const path = `/tasks/${next.body.id}`;
    expect(await shop.ask("POST", `${path}/complete`)).toMatchObject({ status: 409, body: { error: "reply_missing" } });
    expect(await shop.ask("POST", `${path}/complete`, 1)).toMatchObject({
      status: 409,
      body: { error: "thread_taken" },
    });
    await shop.ask("POST", `/threads/${threadId}/messages`, 0, { body: "Yes, I am here." });
    expect(await shop.ask("POST", `/interventions/${next.body.intervention_id}/cancel`)).toMatchObject({
      body: { error: "reply_given" },
    });
    expect(await shop.ask("POST", `${path}/complete`)).toMatchObject({
      body: { state: "completed", completion: "closed" },
    });
    expect(await shop.ask("POST", `${path}/undo`)).toMatchObject({ status: 200, body: { state: "accepted" } });
    expect(await shop.interventions(threadId)).toMatchObject([{ state: "open", agent: { id: shop.ids[0] } }]);
    expect((await shop.ask("POST", `/interventions/${next.body.intervention_id}/close`)).body).toMatchObject({
      state: "closed",
    });
    expect(await shop.list("mine")).toEqual([]);
    const { body } = await shop.ask("GET", `/threads/${threadId}`);
    expect(body).toMatchObject({ state: "open" });
  });

  test("RTE10: put off, it comes back by itself to who put it off, or when the visitor writes", async () => {
    const shop = await openShop();
    const visitor = await shop.visit();
    const threadId = begin(visitor);
    await vi.waitFor(async () => expect(await shop.list("waiting")).toHaveLength(1));
    const { body: task } = await shop.ask<Task>("POST", "/tasks/request_next", 0, {});
    const path = `/interventions/${task.intervention_id}/defer`;
    const inMs = (ms: number) => ({ until: new Date(Date.now() + ms).toISOString() });
    expect(await shop.ask("POST", path, 0, inMs(-1_000))).toMatchObject({ status: 422, body: { field: "until" } });
    expect(await shop.ask("POST", path, 0, inMs(3_600_000))).toMatchObject({ body: { state: "deferred" } });
    expect(await shop.list("mine")).toMatchObject([{ completion: "deferred", id: task.id }]);
    const peers = [await shop.agent(0), await shop.agent(1)];
    write(visitor, threadId, "I have found it");
    const back = await nextTask(peers[0] as AgentPeer, ({ state }) => state === "ringing");
    expect(back).toMatchObject({ agent: { id: shop.ids[0] }, intervention_id: task.intervention_id });
    await shop.ask("POST", `/tasks/${back.id}/accept`);
    await shop.ask("POST", path, 0, inMs(500));
    const again = await nextTask(peers[0] as AgentPeer, ({ id, state }) => id !== back.id && state === "ringing");
    expect(again).toMatchObject({ agent: { id: shop.ids[0] }, intervention_id: task.intervention_id });
    await Promise.all(peers.map((peer) => peer.close()));
  });

  test("RTE1: the first reply in messaging takes what waits, and opens an intervention where nothing does", async () => {
    const shop = await openShop();
    const threadId = begin(await shop.visit());
    await vi.waitFor(async () => expect(await shop.list("waiting")).toHaveLength(1));
    await shop.ask("POST", `/threads/${threadId}/messages`, 1, { body: "a note", private: true });
    await shop.ask("POST", `/threads/${threadId}/messages`, 1, { body: "Good morning" });
    await vi.waitFor(async () =>
      expect(await shop.list("mine", 1)).toMatchObject([{ thread_id: threadId, state: "accepted" }]),
    );
    expect(await shop.list("waiting")).toEqual([]);
    const [intervention] = await shop.interventions(threadId);
    expect(await shop.ask("POST", `/interventions/${intervention?.id}/close`, 1)).toMatchObject({
      body: { state: "closed" },
    });
  });
});
