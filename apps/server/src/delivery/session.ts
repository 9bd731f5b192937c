import type { ServerToAgent, ServerToVisitor } from "@beckon/protocol";
import type { Caller } from "./caller.ts";

/** One visitor's browser that has said hello. What it may touch follows from here, never from a frame. */
export interface VisitorSession {
  /** Names this connection in hints. */
  id: string;
  domainId: string;
  sourceId: string;
  identity: { id: string; name: string };
  send(frame: ServerToVisitor): void;
}

/** One console, or another agent's client, that has been authorised. */
export interface AgentSession {
  id: string;
  caller: Caller;
  send(frame: ServerToAgent): void;
}
