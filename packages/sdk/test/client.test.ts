import type { Message } from "@beckon/protocol";
import { CLOSE_CODES, LIMITS } from "@beckon/protocol/constants";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  createVisitorClient,
  type PageEvent,
  type RequestLock,
  type ThreadState,
  type VisitorClient,
  type VisitorClientOptions,
  type VisitorClientState,
} from "../src/index.ts";
import { MemoryStorage } from "./memory-storage.ts";
import { ModelServer } from "./model-server.ts";
import { listen } from "./model-socket-server.ts";

const ORIGIN = { trigger_id: null, language: "en", identity_initiated: true };
const LOCKED = { code: "thread_locked", message: "This conversation is locked.", retry: false };

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

async function serve() {
  const model = new ModelServer();
  const server = await listen(model);
  cleanups.push(server.close);
  return { model, ...server };
}

/** A quick clock: every delay of the client is a hundredth, so that nobody waits for backoff and heartbeats. */
const quick: Pick<VisitorClientOptions, "schedule" | "random"> = {
  random: () => 0.5,
  schedule(callback, delayMs) {
    const timer = setTimeout(callback, delayMs / 100);
    return () => clearTimeout(timer);
  },
};

function open(options: VisitorClientOptions): VisitorClient {
  const client = createVisitorClient({ ...quick, ...options });
  cleanups.push(() => client.stop());
  return client;
}

/** The first state for which `holds`, now or after a change. */
function until(client: VisitorClient, holds: (state: VisitorClientState) => boolean): Promise<VisitorClientState> {
  return new Promise((resolve) => {
    const look = () => {
      const state = client.getState();
      if (!holds(state)) return;
      stop();
      resolve(state);
    };
    const stop = client.subscribe(look);
    look();
  });
}

const isOpen = (state: VisitorClientState) => state.connection.kind === "open";
const threadOf = (state: VisitorClientState, id: string): ThreadState | undefined =>
  state.threads.find((each) => each.thread.id === id);
const bodies = (state: VisitorClientState, id: string) => threadOf(state, id)?.messages.map((message) => message.body);
const has = (id: string, count: number) => (state: VisitorClientState) =>
  threadOf(state, id)?.messages.length === count;

/** Locks of one browser: granted in the order of asking. */
function memoryLocks(): RequestLock {
  let last: Promise<unknown> = Promise.resolve();
  return (_name, options, hold) => {
    const granted = last.then(() => ("signal" in options && options.signal.aborted ? undefined : hold()));
    last = granted.catch(() => {});
    return granted;
  };
}

function browser(publicUrl: string) {
  const requestLock = memoryLocks();
  const storage = new MemoryStorage();
  const id = crypto.randomUUID();
  return {
    storage,
    openTab() {
      let tell: (event: PageEvent) => void = () => {};
      const client = open({
        publicUrl,
        sourceToken: "demo",
        storage,
        requestLock,
        openChannel(name, onMessage) {
          const channel = new BroadcastChannel(`${id}${name}`);
          channel.onmessage = (event: MessageEvent) => onMessage(event.data);
          return { post: (message) => channel.postMessage(message), close: () => channel.close() };
        },
        watchPage(listener) {
          tell = listener;
          return () => {};
        },
      });
      client.start();
      return { client, page: (event: PageEvent) => tell(event) };
    },
  };
}

describe("one client over a real socket", () => {
  test("CLI13: nothing touches network or storage before start", async () => {
    const { publicUrl, paths } = await serve();
    const storage = new MemoryStorage();
    const client = open({ publicUrl, sourceToken: "demo", storage });
    client.sendMessage(client.newThreadId(), "early", ORIGIN);
    expect(storage.keys()).toEqual([]);
    expect(paths).toEqual([]);
    client.start();
    await until(client, isOpen);
    expect(paths).toEqual(["/chat/demo/socket"]);
  });

  test("CLI1: a message becomes part of its thread when it is acknowledged, and leaves storage then", async () => {
    const { model, publicUrl } = await serve();
    const storage = new MemoryStorage();
    const client = open({ publicUrl, sourceToken: "demo", storage });
    const sent: Message[] = [];
    client.onMessageSent((message) => sent.push(message));
    client.start();
    const threadId = client.newThreadId();
    const id = client.sendMessage(threadId, "hello", ORIGIN);
    expect(threadOf(client.getState(), threadId)?.outgoing).toMatchObject([{ id, status: { kind: "sending" } }]);
    expect(storage.keys()).toEqual([`beckon:demo:outbox:${id}`]);
    const state = await until(client, has(threadId, 1));
    expect(threadOf(state, threadId)?.outgoing).toEqual([]);
    expect(sent.map((message) => message.id)).toEqual([id]);
    expect(storage.keys()).toEqual(["beckon:demo:identity"]);
    expect(model.framesOf("send_message")).toMatchObject([{ id, origin: ORIGIN }]);
  });

  test("CLI1, CLI2: files go with their message over a reload and a cut connection, once, and stay with it", async () => {
    const { model, publicUrl } = await serve();
    const storage = new MemoryStorage();
    const file = {
      id: crypto.randomUUID(),
      name: "a.csv",
      content_type: "text/csv",
      size: 4,
      width: null,
      height: null,
    };
    const attachments = [{ ...file, url: "/chat/attachments/key", thumbnail_url: null }];
    const before = open({ publicUrl, sourceToken: "demo", storage });
    expect(before.proof()).toBeNull();
    model.judge = (frame) => (frame.type === "send_message" ? "cut_before" : "serve");
    before.start();
    const threadId = before.newThreadId();
    before.sendMessage(threadId, "", ORIGIN, attachments);
    expect(threadOf(before.getState(), threadId)?.outgoing).toMatchObject([{ body: "", attachments }]);
    await until(before, isOpen);
    expect(before.proof()).toMatchObject({ token: null });
    before.stop();
    let faults = 1;
    model.judge = (frame) => (frame.type === "send_message" && faults-- > 0 ? "cut_after" : "serve");
    const after = open({ publicUrl, sourceToken: "demo", storage });
    after.start();
    const state = await until(after, has(threadId, 1));
    expect(threadOf(state, threadId)?.outgoing).toEqual([]);
    expect(model.framesOf("send_message").at(-1)).toMatchObject({ body: "", attachment_ids: [file.id] });
  });

  test.each(["cut_before", "cut_after"] as const)(
    "CLI1, CLI2: a send that is %s comes to its thread once",
    async (fate) => {
      const { model, publicUrl } = await serve();
      let faults = 2;
      model.judge = (frame) => (frame.type === "send_message" && faults-- > 0 ? fate : "serve");
      const client = open({ publicUrl, sourceToken: "demo", storage: new MemoryStorage() });
      client.start();
      const threadId = client.newThreadId();
      client.sendMessage(threadId, "one", ORIGIN);
      client.sendMessage(threadId, "two", ORIGIN);
      await until(client, (state) => has(threadId, 2)(state) && isOpen(state));
      expect(bodies(client.getState(), threadId)).toEqual(["one", "two"]);
      expect(model.messages(threadId).map((message) => message.body)).toEqual(["one", "two"]);
    },
  );

  test("CLI2: what was written before a reload goes out after it", async () => {
    const { model, publicUrl } = await serve();
    const storage = new MemoryStorage();
    const before = open({ publicUrl: "http://127.0.0.1:1", sourceToken: "demo", storage });
    before.start();
    const threadId = before.newThreadId();
    for (const body of ["one", "two", "three"]) before.sendMessage(threadId, body, ORIGIN);
    before.stop();
    const after = open({ publicUrl, sourceToken: "demo", storage });
    after.start();
    expect(threadOf(after.getState(), threadId)?.outgoing.map((entry) => entry.body)).toEqual(["one", "two", "three"]);
    await until(after, has(threadId, 3));
    expect(model.messages(threadId).map((message) => message.body)).toEqual(["one", "two", "three"]);
  });

  test("CLI5: a message to try again holds back those behind it", async () => {
    const { model, publicUrl } = await serve();
    let refusals = 3;
    const retry = { code: "rate_limited", message: "Wait a moment.", retry: true };
    model.judge = (frame) => (frame.type === "send_message" && refusals-- > 0 ? { refuse: retry } : "serve");
    const client = open({ publicUrl, sourceToken: "demo", storage: null });
    client.start();
    const threadId = client.newThreadId();
    for (const body of ["one", "two"]) client.sendMessage(threadId, body, ORIGIN);
    expect(bodies(await until(client, has(threadId, 2)), threadId)).toEqual(["one", "two"]);
  });

  test("CLI6: a refused message waits for the visitor, over a reload too, and is tried again under its id", async () => {
    const { model, publicUrl } = await serve();
    const storage = new MemoryStorage();
    model.judge = (frame) => (frame.type === "send_message" ? { refuse: LOCKED } : "serve");
    const isRefused = (state: VisitorClientState) => state.threads[0]?.outgoing[0]?.status.kind === "refused";
    const first = open({ publicUrl, sourceToken: "demo", storage });
    first.start();
    const threadId = first.newThreadId();
    const id = first.sendMessage(threadId, "hello", ORIGIN);
    await until(first, isRefused);
    first.stop();
    const client = open({ publicUrl, sourceToken: "demo", storage });
    client.start();
    const { threads } = await until(client, (state) => isOpen(state) && isRefused(state));
    expect(threads[0]?.outgoing[0]?.status).toEqual({ kind: "refused", error: LOCKED });
    expect(model.framesOf("send_message")).toHaveLength(1);
    model.judge = () => "serve";
    client.retryMessage(id);
    await until(client, has(threadId, 1));
    expect(model.framesOf("send_message").map((frame) => frame.id)).toEqual([id, id]);
  });

  test("CLI6: a refused message that is discarded is gone", async () => {
    const { model, publicUrl } = await serve();
    const storage = new MemoryStorage();
    model.judge = (frame) => (frame.type === "send_message" ? { refuse: LOCKED } : "serve");
    const client = open({ publicUrl, sourceToken: "demo", storage });
    client.start();
    const id = client.sendMessage(client.newThreadId(), "hello", ORIGIN);
    await until(client, (state) => state.threads[0]?.outgoing[0]?.status.kind === "refused");
    client.discardMessage(id);
    expect(client.getState().threads).toEqual([]);
    expect(storage.keys()).toEqual(["beckon:demo:identity"]);
  });

  test("CLI6: a body over the limit is sent just long enough to be refused for it", async () => {
    const { model, publicUrl } = await serve();
    const client = open({ publicUrl, sourceToken: "demo", storage: null });
    client.start();
    const threadId = client.newThreadId();
    client.sendMessage(threadId, "x".repeat(1_000_000), ORIGIN);
    await until(client, has(threadId, 1));
    expect(model.framesOf("send_message")[0]?.body).toHaveLength(LIMITS.messageBodyLength + 1);
  });

  test("CLI3: after a loss the client names what it has and gets the rest, announced in order", async () => {
    const { model, publicUrl } = await serve();
    const client = open({ publicUrl, sourceToken: "demo", storage: null });
    const received: string[] = [];
    client.onMessageReceived((message) => received.push(message.body));
    client.start();
    const threadId = client.newThreadId();
    client.sendMessage(threadId, "question", ORIGIN);
    await until(client, has(threadId, 1));
    model.closeAll(CLOSE_CODES.resume_later);
    await until(client, (state) => state.connection.kind === "interrupted");
    for (let count = 1; count <= 250; count++)
      model.addAgentMessage(threadId, crypto.randomUUID(), `answer ${count}`, "lost");
    await until(client, has(threadId, 251));
    expect(model.framesOf("hello").at(-1)?.known).toEqual([{ thread_id: threadId, number: 1 }]);
    expect(received).toEqual(Array.from({ length: 250 }, (_, index) => `answer ${index + 1}`));
  });

  test("CLI3: a number that skips makes the client ask; a private note is no gap", async () => {
    const { model, publicUrl } = await serve();
    const client = open({ publicUrl, sourceToken: "demo", storage: null });
    client.start();
    const threadId = client.newThreadId();
    client.sendMessage(threadId, "question", ORIGIN);
    await until(client, has(threadId, 1));
    model.addPrivateNote(threadId);
    model.addAgentMessage(threadId, crypto.randomUUID(), "lost on its way", "lost");
    model.addAgentMessage(threadId, crypto.randomUUID(), "answer");
    expect(bodies(await until(client, has(threadId, 3)), threadId)).toEqual(["question", "lost on its way", "answer"]);
    expect(model.framesOf("sync_thread")).toEqual([{ type: "sync_thread", thread_id: threadId, after_number: 1 }]);
  });

  test("CLI4: history loads page by page and is not announced", async () => {
    const { model, publicUrl } = await serve();
    const threadId = crypto.randomUUID();
    for (let count = 0; count < 70; count++) model.addAgentMessage(threadId, crypto.randomUUID(), String(count));
    const client = open({ publicUrl, sourceToken: "demo", storage: null });
    const received: Message[] = [];
    client.onMessageReceived((message) => received.push(message));
    client.start();
    const first = await until(client, isOpen);
    expect(threadOf(first, threadId)).toMatchObject({ messages: [], hasOlder: true, unreadCount: 70 });
    client.loadHistory(threadId);
    expect(threadOf(client.getState(), threadId)?.loadingHistory).toBe(true);
    expect(threadOf(await until(client, has(threadId, 50)), threadId)).toMatchObject({
      hasOlder: true,
      loadingHistory: false,
    });
    client.loadHistory(threadId);
    expect(threadOf(await until(client, has(threadId, 70)), threadId)).toMatchObject({
      hasOlder: false,
      unreadCount: 70,
    });
    expect(received).toEqual([]);
  });

  test("CLI7: a read mark that was made offline reaches the server", async () => {
    const { model, publicUrl } = await serve();
    const client = open({ publicUrl, sourceToken: "demo", storage: null });
    client.start();
    const threadId = client.newThreadId();
    client.sendMessage(threadId, "question", ORIGIN);
    await until(client, has(threadId, 1));
    model.addAgentMessage(threadId, crypto.randomUUID(), "answer");
    expect((await until(client, has(threadId, 2))).unreadCount).toBe(1);
    model.closeAll(CLOSE_CODES.server_stopping);
    await until(client, (state) => state.connection.kind === "interrupted");
    client.markRead(threadId, 2);
    expect(client.getState().unreadCount).toBe(0);
    await until(client, isOpen);
    client.sendMessage(threadId, "thanks", null);
    await until(client, has(threadId, 3));
    expect(model.framesOf("mark_read")).toEqual([{ type: "mark_read", thread_id: threadId, number: 2 }]);
  });

  test("CLI17: a live chat that was ended offline is ended once there is a connection, and not again", async () => {
    const { model, publicUrl } = await serve();
    const client = open({ publicUrl, sourceToken: "demo", storage: null });
    client.start();
    const threadId = client.newThreadId();
    client.sendMessage(threadId, "question", ORIGIN);
    await until(client, has(threadId, 1));
    const isAt = (kind: string) => (state: VisitorClientState) => state.threads[0]?.thread.live?.kind === kind;
    model.setLive(threadId, { kind: "waiting", position: 2, estimated_wait_seconds: 60 });
    await until(client, isAt("waiting"));
    model.push({ type: "queue_updated", thread_id: threadId, position: 1, estimated_wait_seconds: null });
    await until(client, (state) => {
      const live = state.threads[0]?.thread.live;
      return live?.kind === "waiting" && live.position === 1 && live.estimated_wait_seconds === null;
    });
    model.setLive(threadId, { kind: "connected", agent_name: "Alicia" });
    await until(client, isAt("connected"));
    model.push({ type: "queue_updated", thread_id: threadId, position: 4, estimated_wait_seconds: null });
    model.closeAll(CLOSE_CODES.server_stopping);
    await until(client, (state) => state.connection.kind === "interrupted");
    expect(isAt("connected")(client.getState())).toBe(true);
    client.endThread(threadId);
    await until(client, isAt("ended"));
    model.closeAll(CLOSE_CODES.server_stopping);
    await until(client, (state) => state.connection.kind === "interrupted");
    await until(client, isOpen);
    client.sendMessage(threadId, "so that all has arrived", null);
    await until(client, has(threadId, 2));
    expect(model.framesOf("end_thread")).toEqual([{ type: "end_thread", thread_id: threadId }]);
  });

  test("CLI7: page and claims are told again after a reconnection", async () => {
    const { model, publicUrl } = await serve();
    const client = open({ publicUrl, sourceToken: "demo", storage: null, claims: { firstname: "Ada" } });
    client.start();
    await until(client, isOpen);
    const page = {
      id: crypto.randomUUID(),
      url: "http://shop.test/",
      title: "Shop",
      started_at: "2026-01-01T00:00:00Z",
    };
    client.viewPage(page, { custom_cart: 58 });
    client.completeIdentity({ email: "ada@example.test" });
    const threadId = client.newThreadId();
    client.sendMessage(threadId, "so that both have arrived", ORIGIN);
    await until(client, has(threadId, 1));
    model.closeAll(CLOSE_CODES.peer_silent);
    await until(client, (state) => state.connection.kind === "interrupted");
    await until(client, isOpen);
    client.sendMessage(threadId, "once more", null);
    await until(client, has(threadId, 2));
    expect(model.framesOf("view_page").map((frame) => frame.page_view)).toEqual([page, page]);
    expect(model.framesOf("hello").map((frame) => frame.claims)).toEqual([
      { firstname: "Ada" },
      { firstname: "Ada", email: "ada@example.test" },
    ]);
  });

  test("CLI19: what is larger than a frame may be is not sent, and the integrator hears why", async () => {
    const { model, publicUrl } = await serve();
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    cleanups.push(() => warn.mockRestore());
    const client = open({ publicUrl, sourceToken: "demo", storage: null });
    client.start();
    await until(client, isOpen);
    client.completeIdentity({ extra_values: { history: "x".repeat(70_000) } });
    expect(warn).toHaveBeenCalledWith("Beckon: too large:", expect.objectContaining({ type: "complete_identity" }));
    const threadId = client.newThreadId();
    client.sendMessage(threadId, "and the connection goes on", ORIGIN);
    await until(client, has(threadId, 1));
    expect(model.framesOf("complete_identity")).toEqual([]);
  });

  test("CLI7: a typing whose end is lost ends by itself", async () => {
    const { model, publicUrl } = await serve();
    const client = open({ publicUrl, sourceToken: "demo", storage: null });
    client.start();
    const threadId = client.newThreadId();
    client.sendMessage(threadId, "question", ORIGIN);
    await until(client, has(threadId, 1));
    model.push({
      type: "typing_changed",
      thread_id: threadId,
      author_type: "agent",
      author_name: "Alicia",
      typing: true,
    });
    await until(client, (state) => threadOf(state, threadId)?.typing === "Alicia");
    await until(client, (state) => threadOf(state, threadId)?.typing === null);
    expect(client.getState().threads).toHaveLength(1);
  });

  test.each([
    ["version_unsupported", CLOSE_CODES.version_unsupported],
    ["not_authorised", CLOSE_CODES.not_authorised],
    ["source_closed", CLOSE_CODES.source_closed],
  ])("CLI12: after %s nobody connects again", async (reason, code) => {
    const { model, publicUrl, paths } = await serve();
    const client = open({ publicUrl, sourceToken: "demo", storage: null });
    client.start();
    await until(client, isOpen);
    model.closeAll(code);
    const state = await until(client, (each) => each.connection.kind === "ended");
    expect(state.connection).toEqual({ kind: "ended", reason });
    expect(paths).toHaveLength(1);
  });

  test("CLI9: a refused identity is replaced once, and only once", async () => {
    const { model, publicUrl } = await serve();
    const storage = new MemoryStorage();
    const client = open({ publicUrl, sourceToken: "demo", storage });
    model.judge = (frame) => {
      if (frame.type === "hello" && model.framesOf("hello").length === 1)
        model.refusedSecrets.add(frame.identity.secret);
      return "serve";
    };
    client.start();
    const { identityId } = await until(client, isOpen);
    const [refused, accepted] = model.framesOf("hello").map((frame) => frame.identity);
    expect(accepted?.secret).not.toBe(refused?.secret);
    expect(accepted?.id).toBe(identityId);
    expect(JSON.parse(storage.getItem("beckon:demo:identity") ?? "")).toEqual(accepted);
    if (accepted) model.refusedSecrets.add(accepted.secret);
    model.closeAll(CLOSE_CODES.resume_later);
    const ended = await until(client, (state) => state.connection.kind === "ended");
    expect(ended.connection).toEqual({ kind: "ended", reason: "identity_refused" });
    expect(model.framesOf("hello")).toHaveLength(3);
  });

  test("CLI10: a server that says nothing is left and sought again", async () => {
    const { model, publicUrl, paths } = await serve();
    let silent = true;
    model.judge = (frame) => {
      if (frame.type === "hello" && model.framesOf("hello").length > 1) silent = false;
      return frame.type === "ping" && silent ? { refuse: LOCKED } : "serve";
    };
    const unheard: VisitorClientOptions = {
      publicUrl,
      sourceToken: "demo",
      storage: null,
      createSocket(url, listener) {
        const socket = new WebSocket(url);
        socket.onopen = () => listener.opened();
        socket.onclose = (event) => listener.closed(event.code);
        socket.onmessage = (event) => {
          if (!String(event.data).includes("refused")) listener.received(String(event.data));
        };
        return { send: (text) => socket.send(text), close: () => socket.close() };
      },
    };
    const client = open(unheard);
    client.start();
    await until(client, isOpen);
    await until(client, (state) => state.connection.kind === "interrupted");
    await until(client, isOpen);
    expect(paths).toHaveLength(2);
    expect(model.framesOf("ping").length).toBeGreaterThanOrEqual(2);
  });

  test.each(["full", "blocked"] as const)(
    "CLI8: with %s storage everything works as long as the page lives",
    async (behaviour) => {
      const { model, publicUrl } = await serve();
      const storage = new MemoryStorage();
      storage.behaviour = behaviour;
      const client = open({ publicUrl, sourceToken: "demo", storage });
      client.start();
      const threadId = client.newThreadId();
      client.sendMessage(threadId, "one", ORIGIN);
      await until(client, has(threadId, 1));
      model.closeAll(CLOSE_CODES.resume_later);
      await until(client, (state) => state.connection.kind === "interrupted");
      client.sendMessage(threadId, "two", null);
      await until(client, has(threadId, 2));
      const [first, second] = model.framesOf("hello").map((frame) => frame.identity);
      expect(second).toEqual(first);
    },
  );

  test("CLI8: poisoned storage is passed over", async () => {
    const { model, publicUrl } = await serve();
    const storage = new MemoryStorage();
    storage.setItem("beckon:demo:identity", '{"id":"__proto__","secret":7}');
    storage.setItem("beckon:demo:outbox:a", "no JSON");
    storage.setItem("beckon:demo:outbox:b", '{"id":"b","threadId":{},"body":1}');
    storage.setItem("beckon:demo:outbox:c", '{"id":"other","threadId":"t","body":"x","writtenAtMs":1}');
    storage.setItem("beckon:demo:outbox:d", '{"id":"d","threadId":"t","body":"x","writtenAtMs":1}');
    const farFuture = "ffffffff-ffff-7fff-bfff-ffffffffffff";
    const future = { id: farFuture, threadId: farFuture, body: "x", writtenAtMs: 1, refusal: LOCKED };
    storage.setItem(`beckon:demo:outbox:${farFuture}`, JSON.stringify(future));
    const client = open({ publicUrl, sourceToken: "demo", storage });
    client.start();
    const state = await until(client, isOpen);
    expect(state.threads.map(({ outgoing }) => outgoing.map((entry) => entry.id))).toEqual([[farFuture]]);
    expect(state.identityId).toMatch(/^[0-9a-f-]{36}$/);
    const threadId = client.newThreadId();
    const id = client.sendMessage(threadId, "hello", ORIGIN);
    await until(client, has(threadId, 1));
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(model.framesOf("send_message").map((frame) => frame.id)).toEqual([id]);
  });

  test("CLI14: forgetting everything leaves nothing of the source but what is not the client's, and starts as a stranger", async () => {
    const { model, publicUrl } = await serve();
    const storage = new MemoryStorage();
    storage.setItem("beckon:demo:visit", "{}");
    storage.setItem("beckon:demo:draft:t", "half a sentence");
    const client = open({ publicUrl, sourceToken: "demo", storage });
    client.start();
    const { identityId } = await until(client, isOpen);
    client.sendMessage(client.newThreadId(), "never mind", ORIGIN);
    client.forgetEverything();
    expect(client.getState()).toMatchObject({ threads: [], identityId: null });
    expect(storage.keys()).toEqual(["beckon:demo:visit"]);
    const stranger = await until(client, isOpen);
    expect(stranger.identityId).not.toBe(identityId);
    expect(model.framesOf("hello").map((frame) => frame.known)).toEqual([[], []]);
  });
});

describe("tabs of one browser", () => {
  test("CLI15: one socket serves all tabs, which show the same", async () => {
    const { model, publicUrl } = await serve();
    const { openTab } = browser(publicUrl);
    const [first, second] = [openTab(), openTab()];
    await until(first.client, isOpen);
    await until(second.client, isOpen);
    const threadId = second.client.newThreadId();
    second.client.sendMessage(threadId, "from a follower", ORIGIN);
    await until(first.client, has(threadId, 1));
    await until(second.client, has(threadId, 1));
    model.addAgentMessage(threadId, crypto.randomUUID(), "answer");
    await until(first.client, has(threadId, 2));
    await until(second.client, has(threadId, 2));
    second.client.markRead(threadId, 2);
    await until(first.client, (state) => state.unreadCount === 0);
    const third = openTab();
    await until(third.client, has(threadId, 2));
    expect(third.client.getState()).toEqual(first.client.getState());
    expect(model.connectionCount).toBe(1);
    expect(model.framesOf("hello")).toHaveLength(1);
  });

  test("CLI15: an acknowledgement is told in the tab that wrote the message only", async () => {
    const { publicUrl } = await serve();
    const { openTab } = browser(publicUrl);
    const [first, second] = [openTab(), openTab()];
    const told: string[] = [];
    first.client.onMessageSent(() => told.push("first"));
    second.client.onMessageSent(() => told.push("second"));
    await until(second.client, isOpen);
    const threadId = second.client.newThreadId();
    second.client.sendMessage(threadId, "hello", ORIGIN);
    await until(first.client, has(threadId, 1));
    await until(second.client, has(threadId, 1));
    expect(told).toEqual(["second"]);
  });

  test.each(["stop", "pagehide"] as const)(
    "CLI16: a leader that goes by %s is followed at once, which resumes by number",
    async (how) => {
      const { model, publicUrl } = await serve();
      const { openTab } = browser(publicUrl);
      const [first, second] = [openTab(), openTab()];
      await until(first.client, isOpen);
      await until(second.client, isOpen);
      const threadId = second.client.newThreadId();
      second.client.sendMessage(threadId, "one", ORIGIN);
      await until(second.client, has(threadId, 1));
      if (how === "stop") first.client.stop();
      else first.page("hidden");
      second.client.sendMessage(threadId, "two", null);
      await until(second.client, has(threadId, 2));
      expect(model.framesOf("hello").map((frame) => frame.known)).toEqual([[], [{ thread_id: threadId, number: 1 }]]);
      expect(new Set(model.framesOf("hello").map((frame) => frame.identity.id)).size).toBe(1);
      if (how === "pagehide") {
        first.page("shown");
        await until(first.client, has(threadId, 2));
        expect(model.framesOf("hello")).toHaveLength(2);
      }
    },
  );

  test("CLI14: a reset in one tab is a reset in all", async () => {
    const { publicUrl } = await serve();
    const { openTab } = browser(publicUrl);
    const [first, second] = [openTab(), openTab()];
    await until(second.client, isOpen);
    const { identityId } = await until(first.client, isOpen);
    second.client.forgetEverything();
    const isStranger = (state: VisitorClientState) => state.threadsKnown && state.identityId !== identityId;
    const [one, other] = [await until(first.client, isStranger), await until(second.client, isStranger)];
    expect(one.identityId).toBe(other.identityId);
  });
});
