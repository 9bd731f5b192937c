import type { AgentPresence, Source, ThreadSummary } from "@beckon/protocol";
import { type Standing, standingOf } from "../presence/presence-words.decisions.ts";

export interface SourceQueue {
  source: { id: string; label: string };
  /** Those who wait, first come first. */
  waiting: readonly ThreadSummary[];
  /** Since when the first of them waits; null: nobody does. */
  waitingSince: string | null;
}

/** The queue of each source of live chat, the one whose first visitor waits longest first. */
export function queuesOf(sources: readonly Source[], waiting: readonly ThreadSummary[]): SourceQueue[] {
  const bySource = Map.groupBy(waiting, ({ source_id }) => source_id);
  const queues = sources
    .filter(({ id, mode }) => mode === "live_chat" || bySource.has(id))
    .map(({ id, label }): SourceQueue => {
      const inOrder = (bySource.get(id) ?? []).toSorted((left, right) => compare(left.created_at, right.created_at));
      return { source: { id, label }, waiting: inOrder, waitingSince: inOrder[0]?.created_at ?? null };
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

/** The live chats that somebody has, of what the desk has loaded: what is talked about now is among the newest. */
export function chatsOf(userId: string, summaries: ReadonlyMap<string, ThreadSummary>): ThreadSummary[] {
  return [...summaries.values()]
    .filter(({ live }) => live?.state === "connected" && live.agent?.id === userId)
    .sort((left, right) => compare(left.created_at, right.created_at));
}

/** What stands at the head of the board. */
export function countBoard(agents: readonly AgentPresence[], waiting: readonly ThreadSummary[]) {
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
