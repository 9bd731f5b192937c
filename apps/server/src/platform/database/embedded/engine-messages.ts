/** The two directions between the server's thread and the engine's. A session is one connection of the driver. */
export type ToEngine =
  | { kind: "start_session"; session: number; bytes: Uint8Array<ArrayBuffer> }
  | { kind: "execute"; session: number; bytes: Uint8Array<ArrayBuffer> }
  | { kind: "close" };

/** `last` marks the end of the answer to one `start_session` or `execute`; a long answer comes in several parts. */
export type FromEngine =
  | { kind: "opened" }
  | { kind: "answered"; session: number; bytes: Uint8Array<ArrayBuffer>; last: boolean }
  | { kind: "failed"; reason: string };

export interface EngineData {
  directory: string;
}
