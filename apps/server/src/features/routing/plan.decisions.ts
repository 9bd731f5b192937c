import type { Channel, RoutingSettings, RoutingStep, TaskTarget } from "@beckon/protocol";

/** A task that waits, as its way is judged by. Times are milliseconds since 1970. */
export interface WaitingTask {
  id: string;
  sourceId: string;
  channel: Channel;
  /** Its source's, in the place of the channel's. */
  ownSteps: readonly RoutingStep[] | null;
  target: TaskTarget | null;
  step: number;
  /** Null before the step has begun, or when it never ends. */
  stepEndsAtMs: number | null;
  declinedBy: readonly string[];
  missedBy: readonly string[];
  language: string | null;
  categoryIds: readonly string[];
  /** Who answered this person last. */
  knownBy: string | null;
}

/** An agent who is at the desk. */
export interface Candidate {
  id: string;
  /** Where they take conversations now. */
  available: Readonly<Record<Channel, boolean>>;
  softLimit: Readonly<Record<Channel, number>>;
  /** What they have, and what rings at them. */
  taken: Readonly<Record<Channel, number>>;
  isRinging: boolean;
  /** Since when nothing has come to them or ended; null for who has had nothing yet. */
  idleSinceMs: number | null;
  languages: readonly string[];
  categoryIds: readonly string[];
  teamIds: readonly string[];
  /** May read and answer there, and receives tasks. Null: in every source. */
  sourceIds: readonly string[] | null;
}

export type ChannelRouting = Pick<RoutingSettings, "steps" | "ring_seconds" | "accept_automatically">;

export type PlannedMove =
  | { kind: "step"; taskId: string; step: number; endsAtMs: number | null; asksAnew: boolean }
  | { kind: "offer"; taskId: string; userId: string; untilMs: number; acceptAutomatically: boolean }
  | { kind: "undelivered"; taskId: string };

/** For whom a task is meant is asked for so long before everybody is. */
const TARGET_SECONDS = 300;

type Step = RoutingStep | { kind: "target"; seconds: number };

/**
 * What happens to the tasks that wait, oldest first: each to the agent of its step with the lowest occupancy, of those
 * to the one who has been idle longest, below the soft limit and while nothing else rings at them. A step of a last
 * agent or of skills that nobody here could take is left at once. After the last step a task is undelivered.
 */
export function planRouting(
  tasks: readonly WaitingTask[],
  candidates: readonly Candidate[],
  routing: Readonly<Record<Channel, ChannelRouting>>,
  nowMs: number,
): PlannedMove[] {
  const agents = candidates.map((candidate) => ({ ...candidate, taken: { ...candidate.taken } }));
  const moves: PlannedMove[] = [];
  for (const task of tasks) {
    const channel = routing[task.channel];
    const steps: Step[] = [
      ...(task.target === null ? [] : [{ kind: "target", seconds: TARGET_SECONDS } as const]),
      ...(task.ownSteps ?? channel.steps),
    ];
    const able = agents.filter(
      (agent) =>
        agent.available[task.channel] &&
        (agent.sourceIds === null || agent.sourceIds.includes(task.sourceId)) &&
        !task.missedBy.includes(agent.id),
    );
    const hasEnded = task.stepEndsAtMs !== null && task.stepEndsAtMs <= nowMs;
    const willing = (step: Step) =>
      able.filter((agent) => isMeant(step, task, agent) && (hasEnded || !task.declinedBy.includes(agent.id)));

    let number = hasEnded ? task.step + 1 : task.step;
    while (isSkipped(steps[number], task, number, willing)) number += 1;
    const step = steps[number];
    if (step === undefined) {
      moves.push({ kind: "undelivered", taskId: task.id });
      continue;
    }
    const endsAtMs = step.seconds === null ? null : nowMs + step.seconds * 1_000;
    const isNewStep = number !== task.step || (task.stepEndsAtMs === null && endsAtMs !== null);
    if (isNewStep) moves.push({ kind: "step", taskId: task.id, step: number, endsAtMs, asksAnew: hasEnded });

    const [chosen] = willing(step)
      .filter((agent) => !agent.isRinging && agent.taken[task.channel] < agent.softLimit[task.channel])
      .sort((left, right) => compareAgents(left, right, task.channel));
    if (chosen === undefined) continue;
    chosen.taken[task.channel] += 1;
    chosen.idleSinceMs = nowMs;
    // What is accepted by itself does not keep the next one waiting.
    chosen.isRinging = !channel.accept_automatically;
    moves.push({
      kind: "offer",
      taskId: task.id,
      userId: chosen.id,
      untilMs: nowMs + channel.ring_seconds * 1_000,
      acceptAutomatically: channel.accept_automatically,
    });
  }
  return moves;
}

function isSkipped(
  step: Step | undefined,
  task: WaitingTask,
  number: number,
  willing: (step: Step) => readonly Candidate[],
): boolean {
  switch (step?.kind) {
    case undefined:
    case "everyone":
      return false;
    case "last_agent":
    case "skilled":
      return willing(step).length === 0;
    case "target":
      // One who is away may come back; one who has declined will not.
      return task.target?.kind === "agent" && number === task.step && task.declinedBy.includes(task.target.id);
  }
}

function isMeant(step: Step, task: WaitingTask, agent: Candidate): boolean {
  switch (step.kind) {
    case "everyone":
      return true;
    case "last_agent":
      return agent.id === task.knownBy;
    case "skilled":
      return isSkilled(task, agent);
    case "target":
      return isTarget(task.target, agent);
  }
}

/** Has one of the thread's categories, and speaks its language; who names no language speaks any. */
function isSkilled({ categoryIds, language }: WaitingTask, agent: Candidate): boolean {
  const hasCategory = categoryIds.some((id) => agent.categoryIds.includes(id));
  const namesLanguages = agent.languages.length > 0;
  const speaks = language !== null && speaksLanguage(agent, language);
  if (categoryIds.length > 0 && agent.categoryIds.length > 0) return hasCategory && (speaks || !namesLanguages);
  return categoryIds.length === 0 && speaks;
}

/** Whether a task is meant for an agent by name, team, category or language. */
export function isTarget(
  target: TaskTarget | null,
  agent: Pick<Candidate, "id" | "teamIds" | "categoryIds" | "languages">,
): boolean {
  switch (target?.kind) {
    case undefined:
      return false;
    case "agent":
      return agent.id === target.id;
    case "team":
      return agent.teamIds.includes(target.id);
    case "category":
      return agent.categoryIds.includes(target.id);
    case "language":
      return speaksLanguage(agent, target.language);
  }
}

/** `fr-CA` is spoken by who speaks `fr`. */
function speaksLanguage({ languages }: Pick<Candidate, "languages">, language: string): boolean {
  const primary = (tag: string) => tag.toLowerCase().split("-")[0];
  return languages.some((each) => primary(each) === primary(language));
}

function compareAgents(left: Candidate, right: Candidate, channel: Channel): number {
  const occupancy = (agent: Candidate) => agent.taken[channel] / Math.max(1, agent.softLimit[channel]);
  return (
    occupancy(left) - occupancy(right) ||
    (left.idleSinceMs ?? 0) - (right.idleSinceMs ?? 0) ||
    left.id.localeCompare(right.id)
  );
}
