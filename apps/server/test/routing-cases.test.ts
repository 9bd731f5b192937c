import { readFileSync } from "node:fs";
import type { RoutingStep } from "@beckon/protocol";
import { describe, expect, it } from "vitest";
import {
  type Candidate,
  type PlannedMove,
  planRouting,
  type WaitingTask,
} from "../src/features/routing/plan.decisions.ts";
import { type HeldWork, type Holder, judgeAbsence } from "../src/features/tasks/absences/absence.decisions.ts";
import {
  type InterventionEvent,
  type InterventionProgress,
  judgeVisitorMessage,
  moveIntervention,
} from "../src/features/tasks/intervention.decisions.ts";
import { moveTask, type TaskEvent, type TaskProgress } from "../src/features/tasks/task.decisions.ts";

const NOW_MS = 1_000;

function readCases<Case>(name: string): (Case & { name: string })[] {
  return JSON.parse(readFileSync(new URL(`../../../spec/cases/${name}.json`, import.meta.url), "utf8"));
}

interface Outcome<Thing> {
  becomes?: Partial<Thing>;
  refused?: string;
  same?: true;
}

describe("a task", () => {
  const fresh: TaskProgress = {
    state: "waiting",
    completion: null,
    userId: null,
    step: 0,
    stepEndsAtMs: null,
    ringEndsAtMs: null,
    declinedBy: [],
    missedBy: [],
    endedAtMs: null,
  };
  const cases = readCases<Outcome<TaskProgress> & { task: Partial<TaskProgress>; event: TaskEvent }>("tasks");
  it.each(cases)("$name", ({ task, event, becomes, refused }) => {
    const before = { ...fresh, ...task };
    const verdict = moveTask(before, event, NOW_MS);
    if (becomes !== undefined) expect(verdict).toEqual({ kind: "became", task: { ...before, ...becomes } });
    else expect(verdict).toEqual(refused === undefined ? { kind: "same" } : { kind: "refused", why: refused });
  });
});

describe("an intervention", () => {
  const fresh: InterventionProgress = { state: "open", userId: null, deferredUntilMs: null, closedAtMs: null };
  const cases = readCases<
    Outcome<InterventionProgress> & { intervention: Partial<InterventionProgress>; event: InterventionEvent }
  >("interventions");
  it.each(cases)("$name", ({ intervention, event, becomes, refused }) => {
    const before = { ...fresh, ...intervention };
    const verdict = moveIntervention(before, event, NOW_MS);
    if (becomes !== undefined) expect(verdict).toEqual({ kind: "became", intervention: { ...before, ...becomes } });
    else expect(verdict).toEqual(refused === undefined ? { kind: "same" } : { kind: "refused", why: refused });
  });

  const messages = readCases<{ thread: Parameters<typeof judgeVisitorMessage>[0]; verdict: string }>(
    "visitor-messages",
  );
  it.each(messages)("$name", ({ thread, verdict }) => {
    expect(judgeVisitorMessage(thread, NOW_MS)).toBe(verdict);
  });
});

describe("the way of a task", () => {
  interface AgentOfCase extends Partial<Omit<Candidate, "available" | "softLimit" | "taken">> {
    id: string;
    available?: boolean;
    softLimit?: number;
    taken?: number;
  }
  const cases = readCases<{
    steps?: RoutingStep[];
    automatic?: boolean;
    tasks: (Partial<WaitingTask> & { id: string })[];
    agents: AgentOfCase[];
    moves: string[];
  }>("routing");

  const both = <Value>(value: Value) => ({ realtime: value, asynchronous: value });
  const toCandidate = ({ available = true, softLimit = 3, taken = 0, ...agent }: AgentOfCase): Candidate => ({
    isRinging: false,
    idleSinceMs: null,
    languages: [],
    categoryIds: [],
    teamIds: [],
    sourceIds: null,
    ...agent,
    available: both(available),
    softLimit: both(softLimit),
    taken: both(taken),
  });
  const toTask = (task: Partial<WaitingTask> & { id: string }): WaitingTask => ({
    sourceId: "shop",
    channel: "realtime",
    ownSteps: null,
    target: null,
    step: 0,
    stepEndsAtMs: null,
    declinedBy: [],
    missedBy: [],
    language: null,
    categoryIds: [],
    knownBy: null,
    ...task,
  });
  const say = (move: PlannedMove): string => {
    switch (move.kind) {
      case "step":
        return `${move.taskId} step ${move.step}${move.endsAtMs === null ? "" : ` until ${move.endsAtMs / 1_000}`}`;
      case "offer":
        return `${move.taskId} rings at ${move.userId}${move.acceptAutomatically ? ", accepted" : ""}`;
      case "undelivered":
        return `${move.taskId} undelivered`;
    }
  };

  it.each(cases)(
    "$name",
    ({ steps = [{ kind: "everyone", seconds: 60 }], automatic = false, tasks, agents, moves }) => {
      const routing = both({ steps, ring_seconds: 30, accept_automatically: automatic });
      expect(planRouting(tasks.map(toTask), agents.map(toCandidate), routing, NOW_MS).map(say)).toEqual(moves);
    },
  );
});

describe("what the absent have", () => {
  const cases = readCases<{
    work: Partial<HeldWork> & Pick<HeldWork, "channel">;
    holder: Partial<Holder>;
    giveBackMs: number;
    reason: string | null;
  }>("absences");
  it.each(cases)("$name", ({ work, holder, giveBackMs, reason }) => {
    const held: HeldWork = { state: "accepted", heldSinceMs: -100_000_000, lastWord: null, ...work };
    const seen: Holder = { isConnected: true, seenAtMs: 0, idleSinceMs: null, awaySinceMs: null, ...holder };
    expect(judgeAbsence(held, seen, giveBackMs, NOW_MS)?.reason ?? null).toBe(reason);
  });
});
