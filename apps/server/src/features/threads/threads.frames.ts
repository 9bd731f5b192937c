import type { Hints } from "../../delivery/hints.ts";
import type { AgentSession, VisitorSession } from "../../delivery/session.ts";
import type { Database } from "../../platform/database/index.ts";
import { readThread } from "./threads.service.ts";

export async function markReadByVisitor(
  database: Database,
  hints: Hints,
  session: VisitorSession,
  frame: { thread_id: string; number: number },
): Promise<void> {
  const reader = { type: "visitor", domainId: session.domainId, identityId: session.identity.id } as const;
  await readThread(database, hints, reader, frame.thread_id, frame.number);
}

export async function markReadByAgent(
  database: Database,
  hints: Hints,
  session: AgentSession,
  frame: { thread_id: string; number: number },
): Promise<void> {
  const reader = { type: "agent", domainId: session.caller.domainId } as const;
  await readThread(database, hints, reader, frame.thread_id, frame.number);
}

/** Tells the agents who watch. The caller has made sure that the thread is the visitor's own. */
export function tellTypingOfVisitor(
  hints: Hints,
  session: VisitorSession,
  frame: { thread_id: string; typing: boolean },
): void {
  hints.toThread(session.domainId, frame.thread_id, {
    kind: "typing_changed",
    threadId: frame.thread_id,
    authorType: "visitor",
    sessionId: session.id,
    authorName: session.identity.name,
    typing: frame.typing,
  });
}

/** Tells the visitor and the colleagues. `watched` proves that the agent may touch the thread. */
export function tellTypingOfAgent(
  hints: Hints,
  session: AgentSession,
  watched: { identityId: string; senderName: string },
  frame: { thread_id: string; typing: boolean },
): void {
  const hint = {
    kind: "typing_changed",
    threadId: frame.thread_id,
    authorType: "agent",
    sessionId: session.id,
    typing: frame.typing,
  } as const;
  hints.toThread(session.caller.domainId, frame.thread_id, { ...hint, authorName: session.caller.name });
  hints.toIdentity(session.caller.domainId, watched.identityId, { ...hint, authorName: watched.senderName });
}

/** Tells the colleagues who watch; the visitor is told nothing. The caller has made sure that the agent may read. */
export function tellViewing(hints: Hints, session: AgentSession, threadId: string, viewing: boolean): void {
  const { domainId, userId, name } = session.caller;
  const agent = { id: userId, name };
  hints.toThread(domainId, threadId, { kind: "viewing_changed", threadId, sessionId: session.id, agent, viewing });
}
