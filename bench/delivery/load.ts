import { setTimeout as delay } from "node:timers/promises";
import type { Ledger } from "./ledger.ts";
import type { Conversations } from "./peers.ts";

/** Unanswered messages after this are lost ones. */
const ANSWER_LIMIT_MS = 60_000;

export type Load =
  /** As many messages under way as `inFlight`; the next one is sent when one has been acknowledged and delivered. */
  | { kind: "closed"; inFlight: number }
  /** Messages fall due at random moments (Poisson), whether or not earlier ones have arrived. */
  | { kind: "open"; perSecond: number };

export interface LoadTimes {
  warmUpMs: number;
  measuredMs: number;
  /** Called between warm-up and measurement. */
  onMeasured(): void;
}

export interface Span {
  /** Serial numbers of the messages that fell due while it was measured. */
  first: number;
  last: number;
  beganMs: number;
  endedMs: number;
  /** How late the generator itself sent what was due; empty with a closed loop. */
  latenessMs: number[];
}

/** Loads the server, and resolves once everything sent has been acknowledged and delivered. */
export async function runLoad(
  load: Load,
  conversations: Conversations,
  ledger: Ledger,
  times: LoadTimes,
): Promise<Span> {
  const stop = load.kind === "closed" ? circulate(load.inFlight, conversations, ledger) : null;
  const schedule = load.kind === "open" ? follow(load.perSecond, conversations) : null;
  await delay(times.warmUpMs);
  times.onMeasured();
  const first = ledger.size();
  const beganMs = performance.now();
  schedule?.latenessMs.splice(0);
  await delay(times.measuredMs);
  const endedMs = performance.now();
  const last = ledger.size() - 1;
  stop?.();
  schedule?.stop();
  await untilSettled(ledger);
  return { first, last, beganMs, endedMs, latenessMs: schedule?.latenessMs ?? [] };
}

function circulate(inFlight: number, conversations: Conversations, ledger: Ledger): () => void {
  const threadCount = conversations.threadIds.length;
  ledger.onSettled = (thread) => conversations.send(thread, performance.now());
  for (let index = 0; index < inFlight; index += 1) conversations.send(index % threadCount, performance.now());
  return () => {
    ledger.onSettled = () => undefined;
  };
}

function follow(perSecond: number, conversations: Conversations): { latenessMs: number[]; stop(): void } {
  const threadCount = conversations.threadIds.length;
  const random = createRandom(1);
  const latenessMs: number[] = [];
  let dueMs = performance.now();
  let timer = setTimeout(sendDue, 1);

  function sendDue(): void {
    for (let nowMs = performance.now(); dueMs <= nowMs; dueMs += (-Math.log(1 - random()) * 1_000) / perSecond) {
      conversations.send(Math.floor(random() * threadCount), dueMs);
      latenessMs.push(nowMs - dueMs);
    }
    timer = setTimeout(sendDue, 1);
  }
  return { latenessMs, stop: () => clearTimeout(timer) };
}

/** Numbers in [0, 1), the same for every server that is measured (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function untilSettled(ledger: Ledger): Promise<void> {
  const deadlineMs = Date.now() + ANSWER_LIMIT_MS;
  while (ledger.openCount() > 0) {
    if (Date.now() > deadlineMs) {
      ledger.fault(
        `${ledger.openCount()} messages were not both acknowledged and delivered after ${ANSWER_LIMIT_MS} ms`,
      );
      return;
    }
    await delay(5);
  }
}
