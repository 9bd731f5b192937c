import type { Logger } from "pino";

/**
 * What can be asked of the database now. `full`: reads are served, writes are refused. `since` is in
 * milliseconds since 1970 and stays while only the reason changes.
 */
export type DatabaseState =
  | { kind: "ready" }
  | { kind: "full"; reason: string; since: number }
  | { kind: "unavailable"; reason: string; since: number }
  | { kind: "closed" };

export interface StateKeeper {
  current(): DatabaseState;
  becomeReady(): void;
  becomeFull(reason: string): void;
  becomeUnavailable(reason: string): void;
  /** Final: nothing changes the state afterwards. */
  close(): void;
}

/** Keeps the state of one database and logs each change of kind once. */
export function createStateKeeper(logger: Logger, nowMs: () => number = Date.now): StateKeeper {
  let state: DatabaseState = { kind: "ready" };

  function impair(kind: "full" | "unavailable", reason: string): void {
    if (state.kind === "closed") return;
    if (state.kind === kind) {
      state = { ...state, reason };
      return;
    }
    state = { kind, reason, since: nowMs() };
    logger.error(
      { reason },
      kind === "full" ? "the database's disk is full: writes are refused" : "the database is gone",
    );
  }

  return {
    current: () => state,
    becomeReady() {
      if (state.kind === "closed" || state.kind === "ready") return;
      logger.info({ afterMs: nowMs() - state.since }, "the database is ready again");
      state = { kind: "ready" };
    },
    becomeFull: (reason) => impair("full", reason),
    becomeUnavailable: (reason) => impair("unavailable", reason),
    close() {
      state = { kind: "closed" };
    },
  };
}
