import type { TaskState } from "@beckon/protocol";

/** How far a task has come. Times are milliseconds since 1970. */
export interface TaskProgress {
  state: TaskState;
  completion: "closed" | "deferred" | null;
  /** At whom it rings, or who has or had it. */
  userId: string | null;
  /** Which step of its way it is on, and until when; null before the step has begun, or when it never ends. */
  step: number;
  stepEndsAtMs: number | null;
  ringEndsAtMs: number | null;
  /** Who does not want it; they are not asked again on this step. */
  declinedBy: readonly string[];
  /** Who let it ring; they are not asked again until they say that they are back. */
  missedBy: readonly string[];
  endedAtMs: number | null;
}

export type TaskEvent =
  /** It rings at an agent until a time. */
  | { kind: "offered"; userId: string; untilMs: number }
  /** An agent has it from now on: accepted, taken from the inbox, or by the first reply. `byForce` takes it from a colleague. */
  | { kind: "taken"; userId: string; byForce: boolean }
  | { kind: "declined"; userId: string }
  | { kind: "ring_ended" }
  /** Whoever missed it is at the desk again. */
  | { kind: "returned"; userId: string }
  /** Back into the queue; `userId` is who does not want it, null for who is gone. */
  | { kind: "given_back"; userId: string | null }
  /** `asksAnew`: the step before had its time, so whoever declined is asked again. */
  | { kind: "step_begun"; step: number; endsAtMs: number | null; asksAnew: boolean }
  | { kind: "steps_ended" }
  /** Another task goes on in its place. */
  | { kind: "transferred" }
  | { kind: "completed"; as: "closed" | "deferred" }
  | { kind: "completion_undone"; userId: string }
  | { kind: "conversation_ended" }
  /** Back to the first step, for everybody. */
  | { kind: "moved" }
  /** Another is meant by it from now on. `isMeant`: whoever it rings at is one of them. */
  | { kind: "routed"; isMeant: boolean };

/** `over`: nobody has anything to do with it any more; `taken`: a colleague has it; `late`: it can be undone no longer. */
export type TaskFault = "over" | "taken" | "late" | "not_accepted" | "not_ringing";
export type TaskVerdict =
  | { kind: "became"; task: TaskProgress }
  | { kind: "same" }
  | { kind: "refused"; why: TaskFault };

const UNDO_WITHIN_MS = 10_000;

const queued = { state: "waiting", userId: null, ringEndsAtMs: null } as const;
const became = (task: TaskProgress, change: Partial<TaskProgress>): TaskVerdict => ({
  kind: "became",
  task: { ...task, ...change },
});
const refused = (why: TaskFault): TaskVerdict => ({ kind: "refused", why });
const withUser = (users: readonly string[], userId: string) => (users.includes(userId) ? users : [...users, userId]);

/** What becomes of a task. Everything that happens to one goes through here. */
export function moveTask(task: TaskProgress, event: TaskEvent, nowMs: number): TaskVerdict {
  const { state } = task;
  const isQueued = state === "waiting" || state === "undelivered";
  const isActive = isQueued || state === "ringing" || state === "accepted";
  if (event.kind === "completion_undone") {
    if (state !== "completed" || task.userId !== event.userId) return refused("over");
    if (nowMs - (task.endedAtMs ?? 0) > UNDO_WITHIN_MS) return refused("late");
    return became(task, { state: "accepted", completion: null, endedAtMs: null });
  }
  if (!isActive) return refused("over");
  switch (event.kind) {
    case "offered":
      return state === "waiting"
        ? became(task, { state: "ringing", userId: event.userId, ringEndsAtMs: event.untilMs })
        : refused(state === "undelivered" ? "not_ringing" : "taken");
    case "taken":
      if (state === "accepted" && task.userId === event.userId) return { kind: "same" };
      if (state === "accepted" && !event.byForce) return refused("taken");
      return became(task, { state: "accepted", userId: event.userId, ringEndsAtMs: null });
    case "declined":
      return state === "ringing" && task.userId === event.userId
        ? became(task, { ...queued, declinedBy: withUser(task.declinedBy, event.userId) })
        : refused("not_ringing");
    case "ring_ended":
      return state === "ringing" && task.userId !== null && (task.ringEndsAtMs ?? 0) <= nowMs
        ? became(task, { ...queued, missedBy: withUser(task.missedBy, task.userId) })
        : { kind: "same" };
    case "returned":
      return task.missedBy.includes(event.userId)
        ? became(task, { missedBy: task.missedBy.filter((userId) => userId !== event.userId) })
        : { kind: "same" };
    case "given_back":
      if (state !== "accepted" && state !== "ringing") return { kind: "same" };
      return became(task, {
        ...queued,
        step: 0,
        stepEndsAtMs: null,
        declinedBy: event.userId === null ? task.declinedBy : withUser(task.declinedBy, event.userId),
      });
    case "step_begun":
      if (state !== "waiting") return { kind: "same" };
      // Another question, except to whoever let it ring.
      return became(task, {
        step: event.step,
        stepEndsAtMs: event.endsAtMs,
        declinedBy: event.asksAnew ? [] : task.declinedBy,
      });
    case "steps_ended":
      return state === "waiting" ? became(task, { state: "undelivered", stepEndsAtMs: null }) : { kind: "same" };
    case "transferred":
      return became(task, { state: "transferred", ringEndsAtMs: null, endedAtMs: nowMs });
    case "completed":
      return state === "accepted"
        ? became(task, { state: "completed", completion: event.as, endedAtMs: nowMs })
        : refused("not_accepted");
    case "conversation_ended":
      return state === "accepted"
        ? became(task, { state: "completed", completion: "closed", endedAtMs: nowMs })
        : became(task, { state: "expired", ringEndsAtMs: null, endedAtMs: nowMs });
    case "routed":
      if (state === "accepted") return { kind: "same" };
      if (state === "ringing" && event.isMeant) return became(task, { step: 0, stepEndsAtMs: null });
      return became(task, { ...queued, step: 0, stepEndsAtMs: null, declinedBy: [] });
    case "moved":
      if (!isQueued) return refused("taken");
      return became(task, { ...queued, step: 0, stepEndsAtMs: null, declinedBy: [], missedBy: [] });
  }
}
