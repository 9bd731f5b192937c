import { randomBytes } from "node:crypto";
import { CLOSE_CODES, PROTOCOL_VERSION, type ServerToVisitor, type VisitorToServer } from "@beckon/protocol";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Application, startApplication } from "../../src/application.ts";
import { newId } from "../../src/platform/identifiers.ts";
import { availableBusKinds, testRedisUrl } from "../bus.ts";
import { availableDatabaseKinds, openTestDatabase, type TestDatabase } from "../database.ts";
import {
  type Browser,
  connectAgent,
  connectVisitor,
  createTenant,
  createToken,
  firstMessageOrigin,
  newBrowser,
  silent,
  testEnvironment,
} from "./world.ts";

const { kinds } = await availableDatabaseKinds();
const buses = await availableBusKinds();
const hasNodes = kinds.includes("postgresql") && buses.kinds.includes("redis");

type Told = { event: string; data: string };

/** A visitor whose browser gets no WebSocket through: `posts` go to a node of their own. */
async function openStream(url: string, sourceToken: string, posts = url) {
  const path = `/chat/${sourceToken}/streams/${randomBytes(32).toString("base64url")}`;
  const cut = new AbortController();
  const answer = await fetch(url + path, { signal: cut.signal });
  const told: Told[] = [];
  let hasEnded = false;
  const reading = (async () => {
    let rest = "";
    for await (const bytes of answer.body ?? []) {
      const events = (rest + Buffer.from(bytes).toString()).split("\n\n");
      rest = events.pop() ?? "";
      for (const text of events) {
        const field = (name: string) => new RegExp(`^${name}:(.*)$`, "m").exec(text)?.[1];
        const data = field("data");
        if (data !== undefined) told.push({ event: field("event") ?? "message", data });
      }
    }
  })()
    .catch(() => undefined)
    .finally(() => {
      hasEnded = true;
    });
  let number = 0;
  const post = (lines: string, as = number++) =>
    fetch(`${posts}${path}?number=${as}`, { method: "POST", body: lines, headers: { "content-type": "text/plain" } });
  const frames = () =>
    told.filter(({ event }) => event === "message").map(({ data }) => JSON.parse(data) as ServerToVisitor);
  return {
    headers: answer.headers,
    told,
    frames,
    post,
    send: (...sent: VisitorToServer[]) => post(sent.map((frame) => JSON.stringify(frame)).join("\n")),
    next: <Type extends ServerToVisitor["type"]>(type: Type) =>
      vi.waitFor(() => {
        const found = frames().find((frame) => frame.type === type);
        expect(found, JSON.stringify(told)).toBeDefined();
        return found as Extract<ServerToVisitor, { type: Type }>;
      }, 20_000),
    closed: () =>
      vi.waitFor(() => {
        expect(hasEnded).toBe(true);
        return Number(told.find(({ event }) => event === "close")?.data);
      }, 20_000),
    async leave() {
      cut.abort();
      await reading;
    },
  };
}

const hello = (browser: Browser): VisitorToServer => ({
  type: "hello",
  version: PROTOCOL_VERSION,
  identity: browser.identity,
  known: [],
});
const words = (thread_id: string, body: string): VisitorToServer => ({
  type: "send_message",
  id: newId(),
  thread_id,
  body,
  origin: firstMessageOrigin,
});

describe.each(kinds)("visitors over HTTP alone, with the %s database", (kind) => {
  let database: TestDatabase;
  let nodes: Application[];
  let tenant: Awaited<ReturnType<typeof createTenant>>;
  const here = () => nodes[0]?.url ?? "";
  const there = () => nodes.at(-1)?.url ?? "";

  beforeAll(async () => {
    database = await openTestDatabase(kind);
    const count = kind === "postgresql" && hasNodes ? 2 : 1;
    nodes = [];
    for (let index = 0; index < count; index += 1) {
      const environment = { ...testEnvironment(database.location), ...(count === 2 && { redisUrl: testRedisUrl }) };
      nodes.push(await startApplication({ environment, logger: silent, database }));
    }
    tenant = await createTenant(database, "Purple");
  }, 180_000);
  afterAll(async () => {
    for (const node of nodes) await node.close();
    await database.close();
  });

  test("MSG25: the same frames go both ways, whichever node is posted to", async () => {
    const stream = await openStream(here(), tenant.sourceToken, there());
    expect(stream.headers.get("access-control-allow-origin")).toBe("*");
    expect(stream.headers.get("content-type")).toBe("text/event-stream");
    const threadId = newId();
    expect((await stream.send(hello(newBrowser()))).status).toBe(204);
    await stream.next("welcomed");
    await stream.send(words(threadId, "one"), words(threadId, "two"), { type: "ping" });
    await stream.next("pong");
    expect(stream.frames().filter(({ type }) => type === "message_acknowledged")).toHaveLength(2);

    const agent = await connectAgent(there(), await createToken(there(), tenant.emails[0] ?? ""));
    agent.send({
      type: "send_message",
      id: newId(),
      thread_id: threadId,
      body: "\nan answer\r\n\nin lines",
      private: false,
    });
    const { message } = await stream.next("message_added");
    expect(message).toMatchObject({ number: 3, body: "\nan answer\r\n\nin lines" });
    await stream.leave();
    await agent.close();
  });

  test("MSG26: a post that comes again is let pass, a missing one ends the connection", async () => {
    const stream = await openStream(here(), tenant.sourceToken);
    const browser = newBrowser();
    await stream.send(hello(browser));
    await stream.next("welcomed");
    const threadId = newId();
    await stream.post(JSON.stringify(words(threadId, "said once")), 1);
    await stream.post(JSON.stringify(words(threadId, "let pass")), 1);
    await stream.post(JSON.stringify({ type: "ping" }), 2);
    await stream.next("pong");
    await stream.post(JSON.stringify(words(threadId, "out of order")), 4);
    expect(await stream.closed()).toBe(CLOSE_CODES.resume_later);
    const again = await connectVisitor(here(), tenant.sourceToken, browser);
    expect(again.welcomed.threads.map(({ last_message }) => last_message?.body)).toEqual(["said once"]);
    await again.close();
  });

  test("MSG27: what is not right is told as on a WebSocket, and reaches nobody else", async () => {
    const nowhere = await openStream(here(), "no-such-source");
    expect(await nowhere.closed()).toBe(CLOSE_CODES.source_closed);

    const stream = await openStream(here(), tenant.sourceToken);
    await stream.post("not JSON\n{}");
    await vi.waitFor(() => expect(stream.frames().filter(({ type }) => type === "refused")).toHaveLength(2));
    await stream.send({ type: "set_typing", thread_id: newId(), typing: true });
    expect(await stream.closed()).toBe(CLOSE_CODES.hello_expected);

    const path = `${here()}/chat/${tenant.sourceToken}/streams`;
    const asPost = { method: "POST", body: "{}", headers: { "content-type": "text/plain" } };
    // Nothing is said of streams that are not there.
    expect((await fetch(`${path}/${randomBytes(32).toString("base64url")}?number=0`, asPost)).status).toBe(204);
    expect((await fetch(`${path}/short?number=0`, asPost)).status).toBe(404);
    expect((await fetch(`${path}/${"a".repeat(43)}?number=-1`, asPost)).status).toBe(422);
    const large = { ...asPost, body: "x".repeat(70_000) };
    const refused = await fetch(`${path}/${"a".repeat(43)}?number=0`, large);
    expect(await refused.json()).toMatchObject({ status: 413, error: "body_too_large" });
  });

  test("MSG28: presence ends with the stream", async () => {
    const stream = await openStream(here(), tenant.sourceToken);
    await stream.send(hello(newBrowser()));
    await stream.next("welcomed");
    const threadId = newId();
    await stream.send(words(threadId, "is anybody there?"));
    await stream.next("message_acknowledged");
    const agent = await connectAgent(here(), await createToken(here(), tenant.emails[0] ?? ""));
    agent.send({ type: "watch_thread", thread_id: threadId, known_number: 0 });
    await agent.next("visitor_presence_changed", ({ presence }) => presence.online);
    await stream.leave();
    await agent.next("visitor_presence_changed", ({ presence }) => !presence.online);
    await agent.close();
  });
});
