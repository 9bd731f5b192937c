import type { ServerToAgent } from "@beckon/protocol";

/** A colleague's desk that has a thread on its screen. */
interface Viewer {
  sessionId: string;
  agent: { id: string; name: string };
  untilMs: number;
}

export type Viewings = ReadonlyMap<string, readonly Viewer[]>;

/** A desk says again that it looks well within this; one that cannot any more is forgotten. */
export const VIEWING_ENDS_AFTER_MS = 50_000;

export function noteViewing(
  viewings: Viewings,
  frame: Extract<ServerToAgent, { type: "viewing_changed" }>,
  nowMs: number,
): Viewings {
  const { thread_id, session_id: sessionId, agent, viewing } = frame;
  const before = viewings.get(thread_id) ?? [];
  const others = before.filter((viewer) => viewer.sessionId !== sessionId);
  if (!viewing && others.length === before.length) return viewings;
  return withViewers(
    viewings,
    thread_id,
    viewing ? [...others, { sessionId, agent, untilMs: nowMs + VIEWING_ENDS_AFTER_MS }] : others,
  );
}

/** Without those of whom nothing has been heard for long. */
export function endViewings(viewings: Viewings, nowMs: number): Viewings {
  let next = viewings;
  for (const [threadId, viewers] of viewings) {
    const left = viewers.filter(({ untilMs }) => untilMs > nowMs);
    if (left.length < viewers.length) next = withViewers(next, threadId, left);
  }
  return next;
}

/** Who looks, each colleague once; null for nobody. */
export function sayViewers(viewers: readonly Viewer[] | undefined): string | null {
  const names = [...new Map((viewers ?? []).map(({ agent }) => [agent.id, agent.name])).values()];
  if (names.length === 0) return null;
  const said = names.length > 2 ? `${names[0]} and ${names.length - 1} others` : names.join(" and ");
  return `${said} ${names.length === 1 ? "is" : "are"} looking too`;
}

function withViewers(viewings: Viewings, threadId: string, viewers: readonly Viewer[]): Viewings {
  const next = new Map(viewings);
  if (viewers.length === 0) next.delete(threadId);
  else next.set(threadId, viewers);
  return next;
}
