import { createVisitorClient, type VisitorClient } from "@beckon/sdk";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDatabase } from "../../src/platform/database/index.ts";
import { newId } from "../../src/platform/identifiers.ts";
import { availableDatabaseKinds, copyEmbeddedTemplate, openTestDatabase } from "../database.ts";
import { type ChildServer, startChildServer } from "./child-server.ts";
import {
  connectAgent,
  connectVisitor,
  createTenant,
  createToken,
  firstMessageOrigin,
  newBrowser,
  silent,
} from "./world.ts";

const { kinds } = await availableDatabaseKinds();

/** What a browser keeps over reloads. */
function createStorage(): Storage {
  const entries = new Map<string, string>();
  return {
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
    clear: () => entries.clear(),
    key: (index) => [...entries.keys()][index] ?? null,
    get length() {
      return entries.size;
    },
  };
}

function until(client: VisitorClient, holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (!holds()) return;
      stop();
      resolve();
    };
    const stop = client.subscribe(check);
    check();
  });
}

describe.each(kinds)("a server that dies, on the %s database", (kind) => {
  let location: { dataDir: string; databaseUrl?: string };
  let removeData: () => Promise<void>;
  let sourceToken: string;
  let email: string;
  const servers: ChildServer[] = [];

  beforeEach(async () => {
    if (kind === "embedded") {
      const template = await copyEmbeddedTemplate();
      location = { dataDir: template.dataDir };
      removeData = template.remove;
      const database = await openDatabase({ ...location, logger: silent });
      const tenant = await createTenant(database, "Purple");
      [sourceToken, email] = [tenant.sourceToken, tenant.emails[0] ?? ""];
      await database.close();
    } else {
      const database = await openTestDatabase(kind);
      location = database.location;
      removeData = () => database.close();
      const tenant = await createTenant(database, "Purple");
      [sourceToken, email] = [tenant.sourceToken, tenant.emails[0] ?? ""];
    }
  }, 180_000);

  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.kill("SIGKILL");
      await server.ended;
    }
    await removeData();
  });

  async function start(
    ...parameters: Parameters<typeof startChildServer> extends [unknown, ...infer Rest] ? Rest : never
  ) {
    const server = await startChildServer(location, ...parameters);
    servers.push(server);
    return server;
  }

  async function readMessages(server: ChildServer, threadId: string): Promise<{ number: number; body: string }[]> {
    const token = await createToken(server.url, email);
    const response = await fetch(`${server.url}/api/v1/threads/${threadId}/messages?limit=100`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(response.status, `reading the thread: ${response.statusText}`).toBe(200);
    const page = (await response.json()) as { records: { number: number; body: string }[] };
    return page.records.map(({ number, body }) => ({ number, body }));
  }

  test.each(["before_commit", "after_commit"] as const)(
    "MSG1, MSG2, MSG9: killed %s, a message sent again afterwards is there once",
    async (moment) => {
      const doomed = await start({ moment, body: "the doomed one" });
      const browser = newBrowser();
      const threadId = newId();
      const visitor = await connectVisitor(doomed.url, sourceToken, browser);
      visitor.send({
        type: "send_message",
        id: newId(),
        thread_id: threadId,
        body: "a safe one",
        origin: firstMessageOrigin,
      });
      await visitor.next("message_acknowledged");
      const id = newId();
      const send = { type: "send_message", id, thread_id: threadId, body: "the doomed one", origin: null } as const;
      visitor.send(send);
      await doomed.ended;
      await visitor.closed;
      expect(visitor.frames.filter((frame) => frame.type === "message_acknowledged")).toHaveLength(1);

      const next = await start({ moment: "never" });
      const back = await connectVisitor(next.url, sourceToken, browser, [{ thread_id: threadId, number: 1 }]);
      // What was committed before the death is there already; what was not is as if it had never been sent.
      expect(back.welcomed.threads[0]?.last_number).toBe(moment === "after_commit" ? 2 : 1);
      back.send(send);
      expect(await back.next("message_acknowledged")).toMatchObject({ id, number: 2 });
      expect(await readMessages(next, threadId)).toEqual([
        { number: 1, body: "a safe one" },
        { number: 2, body: "the doomed one" },
      ]);
    },
  );

  test("MSG9, MSG10: while the server is gone both sides write; all of it arrives, in order and once", async () => {
    const first = await start({ moment: "never" });
    const storage = createStorage();
    const options = { publicUrl: first.url, sourceToken, storage };
    const client = createVisitorClient(options);
    client.start();
    const threadId = client.newThreadId();
    client.sendMessage(threadId, "before", firstMessageOrigin);
    const threadOf = (of: VisitorClient) => of.getState().threads.find((each) => each.thread.id === threadId);
    await until(client, () => threadOf(client)?.messages.length === 1);

    first.kill("SIGKILL");
    await first.ended;
    await until(client, () => client.getState().connection.kind === "interrupted");
    for (let index = 0; index < 20; index += 1) client.sendMessage(threadId, `offline ${index}`, null);
    // The page is reloaded while the server is still gone.
    client.stop();
    const reloaded = createVisitorClient(options);
    reloaded.start();
    reloaded.sendMessage(threadId, "after the reload", null);

    const second = await start({ moment: "never" }, first.port);
    const agent = await connectAgent(second.url, await createToken(second.url, email));
    agent.send({ type: "send_message", id: newId(), thread_id: threadId, body: "from the desk", private: false });
    await until(
      reloaded,
      () => threadOf(reloaded)?.thread.last_number === 23 && threadOf(reloaded)?.outgoing.length === 0,
    );
    reloaded.stop();
    const bodies = (await readMessages(second, threadId)).map((message) => message.body);
    expect(bodies.filter((body) => body !== "from the desk")).toEqual([
      "before",
      ...Array.from({ length: 20 }, (_, index) => `offline ${index}`),
      "after the reload",
    ]);
    expect(bodies).toHaveLength(23);
  });

  test("MSG17: a server that is told to stop acknowledges what it began and says 1012", async () => {
    const server = await start({ moment: "never" });
    const visitor = await connectVisitor(server.url, sourceToken, newBrowser());
    const threadId = newId();
    visitor.send({ type: "send_message", id: newId(), thread_id: threadId, body: "one", origin: firstMessageOrigin });
    await visitor.next("message_acknowledged");
    for (let index = 0; index < 10; index += 1) {
      visitor.send({ type: "send_message", id: newId(), thread_id: threadId, body: `late ${index}`, origin: null });
    }
    server.kill("SIGTERM");
    expect(await visitor.closed).toBe(1012);
    await server.ended;
    const acknowledged = visitor.frames.filter((frame) => frame.type === "message_acknowledged").length;
    const next = await start({ moment: "never" });
    const stored = await readMessages(next, threadId);
    // Nothing acknowledged is lost; at most the one in work is stored without its sender knowing.
    expect(stored.length).toBeGreaterThanOrEqual(acknowledged);
    expect(stored.length).toBeLessThanOrEqual(acknowledged + 1);
    expect(stored.map((message) => message.number)).toEqual(stored.map((_, index) => index + 1));
  });
});
