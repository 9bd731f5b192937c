import { CLOSE_CODES } from "@beckon/protocol/constants";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeUuid } from "../src/identifiers.ts";
import { type Tab, World, type WorldOptions } from "./world.ts";

const THREADS = [makeUuid(1), makeUuid(2)] as const;
const RETRY = { code: "rate_limited", message: "Wait a moment.", retry: true };

type Action =
  | { do: "open" | "cut" | "hide" | "show" | "freeze" | "crash"; tab: number }
  | { do: "write" | "load" | "answer" | "answer_unheard" | "note"; tab: number; thread: number }
  | { do: "move"; choices: number[] }
  | { do: "elapse"; ms: number }
  | { do: "send_away"; code: number };

const tab = fc.nat(3);
const thread = fc.nat(1);
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant("move" as const), choices: fc.array(fc.nat(50), { maxLength: 12 }) }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("write" as const), tab, thread }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom("answer" as const, "answer_unheard" as const, "note" as const, "load" as const),
      tab,
      thread,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom(
        "open" as const,
        "cut" as const,
        "hide" as const,
        "show" as const,
        "freeze" as const,
        "crash" as const,
      ),
      tab,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("elapse" as const), ms: fc.integer({ min: 1, max: 40_000 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("send_away" as const),
      code: fc.constantFrom(CLOSE_CODES.resume_later, CLOSE_CODES.peer_silent, CLOSE_CODES.server_stopping),
    }),
  },
);

const fates = fc.infiniteStream(
  fc.oneof(
    { weight: 12, arbitrary: fc.constant("serve" as const) },
    { weight: 1, arbitrary: fc.constantFrom("cut_before" as const, "cut_after" as const) },
    { weight: 1, arbitrary: fc.constant({ refuse: RETRY }) },
  ),
);

async function perform(world: World, step: Action, answers: { count: number }): Promise<void> {
  if (step.do === "move") {
    for (const choice of step.choices) await world.step(choice);
    return;
  }
  if (step.do === "elapse") return world.elapse(step.ms);
  if (step.do === "send_away") return world.server.closeAll(step.code);
  if (step.do === "open") {
    if (world.tabs.filter((open) => open.kind !== "dead").length < 4) world.openTab();
    return;
  }
  const threadId = "thread" in step ? (THREADS[step.thread] ?? THREADS[0]) : THREADS[0];
  if (step.do === "answer" || step.do === "answer_unheard" || step.do === "note") {
    if (!world.server.threads.has(threadId)) return;
    if (step.do === "note") world.server.addPrivateNote(threadId);
    else
      world.server.addAgentMessage(
        threadId,
        makeUuid(++answers.count),
        "answer",
        step.do === "answer" ? "pushed" : "lost",
      );
    return;
  }
  const target = world.tabs[step.tab % world.tabs.length];
  if (!target || target.kind === "dead") return;
  if (step.do === "show") return world.show(target);
  if (target.kind !== "shown") return;
  if (step.do === "write") world.write(target, threadId);
  else if (step.do === "load") target.client.loadHistory(threadId);
  else world[step.do](target);
}

/** Lets everything that still can happen, happen: the law is about what everybody sees then. */
async function comeToRest(world: World, options: WorldOptions): Promise<Tab[]> {
  world.server.judge = () => "serve";
  for (const open of world.tabs) if (open.kind === "frozen" || open.kind === "hidden") world.show(open);
  if (!world.tabs.some((open) => open.kind === "shown")) world.openTab();
  await world.elapse(120_000);
  // Without a channel, what a crashed tab left in storage waits for a page that starts or is looked at.
  if (!options.channel) for (const open of world.tabs) if (open.kind === "shown") world.show(open);
  await world.elapse(60_000);
  const live = world.tabs.filter((open) => open.kind === "shown");
  // A lost hint heals with the next thing that is heard of the thread.
  for (const threadId of world.server.threads.keys())
    world.server.addAgentMessage(threadId, makeUuid(9_000_000), "last");
  await world.elapse(60_000);
  for (const open of live) {
    for (const threadId of world.server.threads.keys()) {
      open.client.loadHistory(threadId);
      await world.elapse(1_000);
    }
  }
  return live;
}

function expectTruth(world: World, live: readonly Tab[], storageWorks: boolean): void {
  for (const written of world.tabs) {
    for (const threadId of THREADS) {
      const ids = written.written.filter((entry) => entry.threadId === threadId).map((entry) => entry.id);
      const arrived = world.server
        .messages(threadId)
        .map((message) => message.id)
        .filter((id) => ids.includes(id));
      // Without storage, what a tab wrote may die with it, but only its end: never out of order, never twice.
      if (storageWorks || written.kind === "shown") expect(arrived).toEqual(ids);
      else expect(ids.filter((id) => arrived.includes(id))).toEqual(arrived);
      const told = written.sent.filter((message) => message.thread_id === threadId).map((message) => message.id);
      expect(new Set(told).size).toBe(told.length);
      if (written.kind === "shown") expect(told.toSorted()).toEqual(ids.toSorted());
    }
    for (const threadId of THREADS) {
      const numbers = written.received
        .filter((message) => message.thread_id === threadId)
        .map((message) => message.number);
      expect(numbers).toEqual([...new Set(numbers)].sort((left, right) => left - right));
    }
  }
  for (const { client } of live) {
    const state = client.getState();
    expect(state.connection.kind).toBe("open");
    for (const [threadId] of world.server.threads) {
      const shown = state.threads.find((each) => each.thread.id === threadId);
      expect(shown?.outgoing).toEqual([]);
      expect(shown?.messages.map((message) => [message.number, message.id, message.body])).toEqual(
        world.server.messages(threadId).map((message) => [message.number, message.id, message.body]),
      );
    }
  }
}

const worlds: (WorldOptions & { name: string })[] = [
  { name: "locks, channel and storage", locks: true, channel: true, storage: true },
  { name: "a lease for want of locks", locks: false, channel: true, storage: true },
  { name: "no channel between the tabs", locks: true, channel: false, storage: true },
  { name: "blocked storage", locks: true, channel: true, storage: false },
];

describe("CLI16: a leader that goes without a word is followed", () => {
  test.each([
    ["freezes", "freeze", worlds[0]],
    ["crashes", "crash", worlds[0]],
    ["freezes and there are no locks", "freeze", worlds[1]],
    ["crashes and there are no locks", "crash", worlds[1]],
  ] as const)("when it %s", async (_name, fate, options) => {
    if (!options) throw new Error("no such world");
    const world = new World(options);
    const leader = world.openTab();
    await world.elapse(1_000);
    const follower = world.openTab();
    await world.elapse(1_000);
    world[fate](leader);
    world.write(follower, THREADS[0]);
    await world.elapse(40_000);
    expect(follower.sent).toHaveLength(1);
    const [before, after] = world.server.framesOf("hello").map((hello) => hello.identity);
    expect(after).toEqual(before);
  });
});

describe("CLI1, CLI2, CLI3, CLI4: nothing is lost, doubled or reordered under any order of events", () => {
  test.each(worlds)(
    "with $name",
    async (options) => {
      await fc.assert(
        fc.asyncProperty(fc.array(action, { maxLength: 40 }), fates, async (steps, fate) => {
          const world = new World(options);
          world.server.judge = (frame) => (frame.type === "ping" ? "serve" : (fate.next().value ?? "serve"));
          world.openTab();
          const answers = { count: 5_000_000 };
          for (const step of steps) await perform(world, step, answers);
          expectTruth(world, await comeToRest(world, options), options.storage);
        }),
        { numRuns: Number(process.env.SDK_RUNS ?? 60) },
      );
    },
    120_000,
  );
});
