import type { Channel, RoutingSettings, RoutingSettingsChange, RoutingStep } from "@beckon/protocol";
import { readDuration, sayDuration } from "../settings/duration.decisions.ts";

/** One step as it is typed. `time` is a text such as `2m`; empty: the channel's. */
export interface StepDraft {
  /** Names the row while it is moved. */
  id: string;
  kind: RoutingStep["kind"];
  time: string;
}

/** How one channel's conversations find their agents, as the form holds it. */
export interface WayDraft {
  steps: readonly StepDraft[];
  ring: number | string;
  isAutomatic: boolean;
}

export type RoutingDraft = Record<Channel, WayDraft>;

export const MOST_STEPS = 10;
const LONGEST_SECONDS = 2_592_000;

export function draftOfSteps(steps: readonly RoutingStep[]): StepDraft[] {
  return steps.map(({ kind, seconds }, index) => ({
    id: String(index),
    kind,
    time: seconds === null ? "" : sayDuration(seconds),
  }));
}

export function stepsOfDraft(steps: readonly StepDraft[]): RoutingStep[] {
  return steps.map(({ kind, time }) => ({ kind, seconds: time.trim() === "" ? null : readDuration(time) }));
}

export function draftOfRouting(settings: readonly RoutingSettings[]): RoutingDraft {
  const draftOf = (wanted: Channel): WayDraft => {
    const found = settings.find(({ channel }) => channel === wanted);
    return {
      steps: draftOfSteps(found?.steps ?? []),
      ring: found?.ring_seconds ?? "",
      isAutomatic: found?.accept_automatically ?? false,
    };
  };
  return { realtime: draftOf("realtime"), asynchronous: draftOf("asynchronous") };
}

export function bodyOfWay({ steps, ring, isAutomatic }: WayDraft): RoutingSettingsChange {
  return {
    steps: stepsOfDraft(steps),
    // Where nothing rings, the time stays as it was.
    ...(isAutomatic ? {} : { ring_seconds: Number(ring) }),
    accept_automatically: isAutomatic,
  };
}

/** What is said of two drafts is the same, whatever their rows are called. */
export function isSameRouting(left: RoutingDraft, right: RoutingDraft): boolean {
  const said = ({ realtime, asynchronous }: RoutingDraft) =>
    JSON.stringify([realtime, asynchronous].map(({ steps, ...way }) => [way, steps.map(({ id: _, ...step }) => step)]));
  return said(left) === said(right);
}

export function addStep(steps: readonly StepDraft[]): readonly StepDraft[] {
  const id = String(Math.max(-1, ...steps.map((step) => Number(step.id))) + 1);
  return [...steps, { id, kind: "everyone", time: "" }];
}

/** By the path of the field: `PATH.steps.0.time`. */
export function findStepErrors(path: string, steps: readonly StepDraft[]): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const [index, { time }] of steps.entries()) {
    const seconds = readDuration(time);
    if (time.trim() === "" || (seconds !== null && seconds > 0 && seconds <= LONGEST_SECONDS)) continue;
    errors[`${path}.steps.${index}.time`] = "Such as 30s, 2m or 1h.";
  }
  return errors;
}

export function findRoutingErrors(draft: RoutingDraft): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const [channel, { steps, ring, isAutomatic }] of Object.entries(draft)) {
    Object.assign(errors, findStepErrors(channel, steps));
    if (isAutomatic) continue;
    if (typeof ring !== "number" || !Number.isInteger(ring) || ring < 5 || ring > 300) {
      errors[`${channel}.ring`] = "Use a whole number from 5 to 300.";
    }
  }
  return errors;
}
