import type pg from "pg";
import { describeError, toDatabaseError } from "./errors.ts";
import type { StateKeeper } from "./state.ts";

/** How often the server is asked when nobody suspects anything, and how soon again while it is gone. */
const LOOK_EVERY_MS = 1_000;
/** After a full disk, writes are tried again this often; only a write can tell whether there is room. */
const TRY_WRITES_EVERY_MS = 5_000;

export interface PostgresqlWatch {
  /** The first look; rejects when the server cannot be reached. */
  start(): Promise<void>;
  /** Looks now rather than later, because something failed. */
  look(because: unknown): void;
  stop(): Promise<void>;
}

export interface WatchOptions {
  /** A new client whose connecting and whose queries give up after a second or two. */
  createClient(): pg.Client;
  state: StateKeeper;
  /** The server became unreachable: whatever waits for an answer should fail now. */
  onGone(): void;
}

/**
 * Knows whether the server answers, by a connection of its own and one tiny query a second. So the state is right
 * with and without traffic, and a network that swallows everything is noticed as surely as a refused connection.
 */
export function watchPostgresql({ createClient, state, onGone }: WatchOptions): PostgresqlWatch {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let stopped = false;

  async function ask(): Promise<void> {
    if (client === undefined) {
      const fresh = createClient();
      // What breaks it between two looks is found by the next look.
      fresh.on("error", () => {});
      client = fresh;
      await fresh.connect();
    }
    await client.query("select 1");
  }

  function dropClient(): void {
    client?.end().catch(() => {});
    client = undefined;
  }

  async function lookOnce(): Promise<void> {
    const hadConnection = client !== undefined;
    try {
      await ask().catch((error: unknown) => {
        dropClient();
        // One connection may break while the server is well: only a fresh one tells.
        if (!hadConnection || stopped) throw error;
        return ask();
      });
      const current = state.current();
      if (current.kind === "unavailable") state.becomeReady();
      if (current.kind === "full" && Date.now() - current.since > TRY_WRITES_EVERY_MS) state.becomeReady();
    } catch (error) {
      dropClient();
      if (stopped) return;
      const wasReachable = state.current().kind !== "unavailable";
      state.becomeUnavailable(describeError(error));
      if (wasReachable) onGone();
    }
  }

  function lookNow(): void {
    if (stopped || looking !== undefined) return;
    clearTimeout(timer);
    looking = lookOnce().finally(() => {
      looking = undefined;
      if (!stopped) timer = setTimeout(lookNow, LOOK_EVERY_MS);
    });
  }

  return {
    async start() {
      try {
        await ask();
      } catch (error) {
        dropClient();
        throw toDatabaseError(error);
      }
      timer = setTimeout(lookNow, LOOK_EVERY_MS);
    },
    look: lookNow,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await looking;
      await client?.end().catch(() => {});
      client = undefined;
    },
  };
}
