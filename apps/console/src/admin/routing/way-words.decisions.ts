import type { RoutingStep } from "@beckon/protocol";
import { readDuration } from "../settings/duration.decisions.ts";
import type { StepDraft, WayDraft } from "./way-draft.decisions.ts";

/** Who is asked in a step. */
export const stepNames: Record<RoutingStep["kind"], string> = {
  last_agent: "The last agent who knew the person",
  skilled: "Agents of its category and language",
  everyone: "Everybody who may answer",
};

/** For how long a step is tried: null without end, and undefined while what is typed is no time. */
function secondsOf({ time }: StepDraft, timeoutSeconds: number | null): number | null | undefined {
  return time.trim() === "" ? timeoutSeconds : (readDuration(time) ?? undefined);
}

/** A step behind one that asks everybody without end has no turn. */
export function isReached(steps: readonly StepDraft[], place: number, timeoutSeconds: number | null): boolean {
  return !steps.slice(0, place).some((step) => step.kind === "everyone" && secondsOf(step, timeoutSeconds) === null);
}

const people: Record<RoutingStep["kind"], string> = {
  last_agent: "the last agent who knew the person is asked, if they are here",
  skilled: "the agents are asked who have its category and speak its language, if any of them is here",
  everyone: "everybody is asked who may answer there",
};

/** What will happen to a conversation, in sentences. `timeoutSeconds` is the channel's own time; null: without end. */
export function sayWay({ steps, ring, isAutomatic }: WayDraft, timeoutSeconds: number | null): string[] {
  const reached = steps.filter((_, place) => isReached(steps, place, timeoutSeconds));
  const sentences = reached.map((step, place) => {
    const seconds = secondsOf(step, timeoutSeconds);
    const time =
      seconds === undefined ? "for …" : seconds === null ? "for as long as it takes" : `for ${sayLong(seconds)}`;
    return `${place === 0 ? "First" : "Then"}, ${time}, ${people[step.kind]}.`;
  });
  const how = isAutomatic
    ? "Whoever is chosen has it at once: nothing rings."
    : `It rings at one of them after the other, for ${typeof ring === "number" ? sayLong(ring) : "…"} each. Who lets it ring is away from then on.`;
  const isDelivered = !isReached(steps, steps.length, timeoutSeconds);
  return [
    ...sentences,
    isDelivered
      ? "It waits until somebody takes it."
      : "After that it is undelivered: it stands on the board until somebody takes it or puts it back.",
    how,
  ];
}

/** `90` → “1 minute 30 seconds”. */
export function sayLong(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 3_600), "hour"],
    [Math.floor(seconds / 60) % 60, "minute"],
    [seconds % 60, "second"],
  ] as const;
  return parts.flatMap(([count, unit]) => (count === 0 ? [] : [`${count} ${unit}${count === 1 ? "" : "s"}`])).join(" ");
}
