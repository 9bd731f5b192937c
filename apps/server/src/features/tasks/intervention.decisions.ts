/** One span of an agent's work in a thread, as far as it has come. */
export interface InterventionProgress {
  state: "open" | "deferred" | "closed" | "canceled";
  /** Who has it; null while it was given back. */
  userId: string | null;
  deferredUntilMs: number | null;
  closedAtMs: number | null;
}

export type InterventionEvent =
  | { kind: "assigned"; userId: string }
  | { kind: "given_back" }
  | { kind: "deferred"; untilMs: number }
  /** Its time has come, or the visitor wrote before. */
  | { kind: "resumed" }
  /** The visitor has written again, or the closing is taken back. */
  | { kind: "reopened" }
  | { kind: "closed"; hasReply: boolean }
  | { kind: "canceled"; hasReply: boolean }
  /** Nothing more can be written: it is closed, or canceled, by what there is. */
  | { kind: "conversation_ended"; hasReply: boolean };

export type InterventionVerdict =
  | { kind: "became"; intervention: InterventionProgress }
  | { kind: "same" }
  | { kind: "refused"; why: "over" | "reply_missing" | "reply_given" };

/** A visitor who writes again within this time comes back to the same intervention; later it is another one. */
export const REOPENS_WITHIN_MS = 24 * 60 * 60_000;

const became = (intervention: InterventionProgress): InterventionVerdict => ({ kind: "became", intervention });

/** What becomes of an intervention. Everything that happens to one goes through here. */
export function moveIntervention(
  intervention: InterventionProgress,
  event: InterventionEvent,
  nowMs: number,
): InterventionVerdict {
  const { state } = intervention;
  if (event.kind === "reopened") {
    if (state === "open" || state === "deferred") return { kind: "same" };
    return became({ ...intervention, state: "open", closedAtMs: null });
  }
  if (state === "closed" || state === "canceled") {
    return event.kind === "conversation_ended" ? { kind: "same" } : { kind: "refused", why: "over" };
  }
  const over = (as: "closed" | "canceled") =>
    became({ ...intervention, state: as, deferredUntilMs: null, closedAtMs: nowMs });
  switch (event.kind) {
    case "assigned":
      if (state === "open" && intervention.userId === event.userId) return { kind: "same" };
      return became({ ...intervention, state: "open", userId: event.userId, deferredUntilMs: null });
    case "given_back":
      return intervention.userId === null ? { kind: "same" } : became({ ...intervention, userId: null });
    case "deferred":
      return became({ ...intervention, state: "deferred", deferredUntilMs: event.untilMs });
    case "resumed":
      return state === "deferred"
        ? became({ ...intervention, state: "open", deferredUntilMs: null })
        : { kind: "same" };
    case "closed":
      return event.hasReply ? over("closed") : { kind: "refused", why: "reply_missing" };
    case "canceled":
      return event.hasReply ? { kind: "refused", why: "reply_given" } : over("canceled");
    case "conversation_ended":
      return over(event.hasReply ? "closed" : "canceled");
  }
}

/** What a visitor's message asks for in a thread whose work, if any, is over or put off. */
export type VisitorMessageVerdict = "nothing" | "task" | "task_and_reopen";

export function judgeVisitorMessage(
  thread: {
    isOpen: boolean;
    live: "waiting" | "connected" | "ended" | null;
    hasTask: boolean;
    /** The newest one of the thread. */
    intervention: Pick<InterventionProgress, "state" | "closedAtMs"> | null;
  },
  nowMs: number,
): VisitorMessageVerdict {
  const { intervention } = thread;
  if (thread.hasTask || !thread.isOpen || thread.live === "ended" || thread.live === "connected") return "nothing";
  switch (intervention?.state) {
    case undefined:
    case "canceled":
      return "task";
    case "open":
      // Given back, or left by a crash of an earlier version: somebody has to come.
      return "task";
    case "deferred":
      return "task_and_reopen";
    case "closed":
      return nowMs - (intervention?.closedAtMs ?? 0) <= REOPENS_WITHIN_MS ? "task_and_reopen" : "task";
  }
}
