import type { Task } from "@beckon/protocol";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Application } from "../../src/application.ts";
import { newId } from "../../src/platform/identifiers.ts";
import { availableDatabaseKinds, openTestDatabase, type TestDatabase } from "../database.ts";
import { type ChildServer, startChildServer } from "./child-server.ts";
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

/** The nodes do not hear of each other: all that they share is the database, by which they have to agree. */
describe.each(kinds.filter((kind) => kind === "postgresql"))("tasks on two nodes with one %s database", (kind) => {
  let database: TestDatabase;
  let here: Application;
  let there: ChildServer;

  beforeAll(async () => {
    database = await openTestDatabase(kind);
    here = await startTestApplication(database);
    there = await startChildServer(database.location, { moment: "never" });
  }, 120_000);
  afterAll(async () => {
    there.kill("SIGKILL");
    await there.ended;
    await here.close();
    await database.close();
  });

  async function openShop(name: string, agentCount: number, settings: object) {
    const tenant = await createTenant(database, name, agentCount);
    const { domainId } = tenant;
    await database.query({
      text: "insert into routing_settings (domain_id, channel, settings) values ($1, 'asynchronous', $2)",
      values: [domainId, JSON.stringify(settings)],
    });
    return { ...tenant, tokens: await Promise.all(tenant.emails.map((email) => createToken(here.url, email))) };
  }

  async function begin(url: string, sourceToken: string): Promise<void> {
    const visitor = await connectVisitor(url, sourceToken, newBrowser());
    const thread_id = newId();
    visitor.send({ type: "send_message", id: newId(), thread_id, body: "Hello?", origin: firstMessageOrigin });
    await visitor.next("message_acknowledged");
    await visitor.close();
  }

  async function list(token: string, folder: string): Promise<Task[]> {
    const response = await fetch(`${here.url}/api/v1/tasks?folder=${folder}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return ((await response.json()) as { records: Task[] }).records;
  }

  test("RTE2: each task goes to exactly one agent, and nobody is given more than they take", async () => {
    const { domainId, sourceToken, tokens } = await openShop("TwoNodes", 4, { accept_automatically: true });
    const peers = await Promise.all(
      tokens.map((token, index) => connectAgent(index % 2 === 0 ? here.url : there.url, token)),
    );
    await Promise.all(
      Array.from({ length: 16 }, (_, index) => begin(index % 2 === 0 ? here.url : there.url, sourceToken)),
    );
    const [token = ""] = tokens;
    // Four agents take three each: the others wait.
    await vi.waitFor(
      async () => {
        expect(await list(token, "waiting")).toHaveLength(4);
        const held = await Promise.all(tokens.map((each) => list(each, "mine")));
        expect(held.map((tasks) => tasks.filter(({ state }) => state === "accepted").length)).toEqual([3, 3, 3, 3]);
      },
      { timeout: 30_000, interval: 200 },
    );
    const told = await database.query<{ type: string; count: number; tasks: number }>({
      text: `select type, count(*)::integer as count, count(distinct payload ->> 'task_id')::integer as tasks from facts
             where domain_id = $1 and type in ('task_assigned', 'task_taken') group by type order by type`,
      values: [domainId],
    });
    expect(told.rows).toEqual([
      { type: "task_assigned", count: 12, tasks: 12 },
      { type: "task_taken", count: 12, tasks: 12 },
    ]);
    await Promise.all(peers.map((peer) => peer.close()));
  }, 60_000);

  test("RTE3: what rings at an agent of a node that is killed goes on to another", async () => {
    const { sourceToken, tokens } = await openShop("KilledNode", 2, { ring_seconds: 2 });
    const [first = "", second = ""] = tokens;
    await connectAgent(there.url, first);
    await begin(there.url, sourceToken);
    const [rang] = await vi.waitFor(
      async () => {
        const mine = await list(first, "mine");
        expect(mine).toMatchObject([{ state: "ringing" }]);
        return mine;
      },
      { timeout: 10_000, interval: 50 },
    );
    there.kill("SIGKILL");
    await there.ended;
    const peer = await connectAgent(here.url, second);
    await vi.waitFor(
      async () => expect(await list(second, "mine")).toMatchObject([{ id: rang?.id, state: "ringing" }]),
      { timeout: 20_000, interval: 100 },
    );
    expect(await list(first, "mine")).toEqual([]);
    const accepted = await fetch(`${here.url}/api/v1/tasks/${rang?.id}/accept`, {
      method: "POST",
      headers: { authorization: `Bearer ${second}` },
    });
    expect(accepted.status).toBe(200);
    await peer.close();
  }, 60_000);

  test("RTE13: what an agent of a node that is killed had accepted goes to a colleague, and why is in thread and log", async () => {
    const doomed = await startChildServer(database.location, { moment: "never" });
    const { domainId, sourceToken, tokens, emails } = await openShop("GoneAgent", 2, {});
    await database.query({
      text: `insert into channels (domain_id, channel, soft_limit, hard_limit, give_back_seconds)
             values ($1, 'asynchronous', 3, 6, 2)`,
      values: [domainId],
    });
    await database.query({
      text: `insert into user_roles (domain_id, user_id, role_id)
             select users.domain_id, users.id, roles.id from users
             join roles on roles.domain_id = users.domain_id and roles.ready_made = 'administrator'
             where users.domain_id = $1 and users.email = $2`,
      values: [domainId, emails[1]],
    });
    const [first = "", second = ""] = tokens;
    const ask = async (token: string, method: string, path: string) => {
      const response = await fetch(`${here.url}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${token}` },
      });
      return (await response.json()) as { records: Record<string, unknown>[] };
    };
    await connectAgent(doomed.url, first);
    await begin(doomed.url, sourceToken);
    const rang = await vi.waitFor(
      async () => {
        const [task] = await list(first, "mine");
        expect(task).toMatchObject({ state: "ringing" });
        return task;
      },
      { timeout: 10_000, interval: 50 },
    );
    await ask(first, "POST", `/tasks/${rang?.id}/accept`);
    doomed.kill("SIGKILL");
    await doomed.ended;
    const peer = await connectAgent(here.url, second);
    await vi.waitFor(
      async () => expect(await list(second, "mine")).toMatchObject([{ id: rang?.id, state: "ringing" }]),
      { timeout: 45_000, interval: 200 },
    );
    expect(await list(first, "mine")).toEqual([]);
    const { records } = await ask(second, "GET", `/threads/${rang?.thread_id}/messages`);
    expect(records).toMatchObject([
      { author: { type: "visitor" } },
      { author: { type: "system" }, private: true, body: expect.stringContaining("Alicia Agent0 is not at the desk") },
    ]);
    const log = await ask(second, "GET", "/audit_events?action=conversation_given_back");
    expect(log.records).toMatchObject([
      {
        user: null,
        object: { type: "thread", id: rang?.thread_id },
        before: { agent: { name: "Alicia Agent0" } },
        after: { reason: "not_connected" },
      },
    ]);
    await peer.close();
  }, 90_000);
});
