import type { AgentPresence, Source, Task } from "@beckon/protocol";
import { type Standing, standingOf } from "../presence/presence-words.decisions.ts";

export interface SourceQueue {
  source: { id: string; label: string };
  /** Those who wait, or at whose agent it rings, first come first. */
  waiting: readonly Task[];
  /** Since when the first of them waits; null: nobody does. */
  waitingSince: string | null;
}

/** The queue of each source of live chat and of each other in which somebody waits, the longest wait first. */
export function queuesOf(sources: readonly Source[], waiting: readonly Task[]): SourceQueue[] {
  const bySource = Map.groupBy(waiting, ({ source_id }) => source_id);
  const queues = sources
    .filter(({ id, mode }) => mode === "live_chat" || bySource.has(id))
    .map(({ id, label }): SourceQueue => {
      const inOrder = (bySource.get(id) ?? []).toSorted((left, right) => compare(left.queued_at, right.queued_at));
      return { source: { id, label }, waiting: inOrder, waitingSince: inOrder[0]?.queued_at ?? null };
    });
  return queues.sort((left, right) => compare(left.waitingSince ?? "~", right.waitingSince ?? "~"));
}

const PLACE_OF: Readonly<Record<Standing, number>> = { available: 0, partly: 1, away: 2, not_connected: 3 };

/** Those who take conversations first, and of these the ones with most room. */
export function orderAgents(agents: readonly AgentPresence[]): AgentPresence[] {
  return agents.toSorted(
    (left, right) =>
      PLACE_OF[standingOf(left)] - PLACE_OF[standingOf(right)] ||
      left.load.count - right.load.count ||
      left.user.name.localeCompare(right.user.name),
  );
}

/** What somebody has, the oldest first. */
export function heldBy(userId: string, ongoing: readonly Task[]): Task[] {
  return ongoing
    .filter(({ agent }) => agent?.id === userId)
    .sort((left, right) => compare(left.accepted_at ?? left.created_at, right.accepted_at ?? right.created_at));
}

/** What stands at the head of the board. */
export function countBoard(agents: readonly AgentPresence[], waiting: readonly Task[]) {
  const available = agents.filter(({ connected, realtime }) => connected && realtime === "available");
  return {
    available: available.length,
    connected: agents.filter(({ connected }) => connected).length,
    waiting: waiting.length,
    talking: agents.reduce((sum, { load }) => sum + load.count, 0),
    free: available.reduce((sum, { load }) => sum + Math.max(0, load.soft_limit - load.count), 0),
  };
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
