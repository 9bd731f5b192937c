import { describeError } from "../errors.ts";
import type { StateKeeper } from "../state.ts";
import { type Engine, startEngine } from "./engine.ts";

const FIRST_RESTART_AFTER_MS = 100;
const LAST_RESTART_AFTER_MS = 4_000;
/** An engine that ran this long was well: its end is a new story. */
const WELL_AFTER_MS = 60_000;

export interface SupervisedEngine {
  /** The running engine, or undefined between its end and its next start. */
  current(): Engine | undefined;
  close(): Promise<void>;
}

export interface SupervisionOptions {
  directory: string;
  state: StateKeeper;
  answerDeadlineMs(): number;
}

/**
 * Keeps an engine running: one that stopped is started anew, at once at first and then ever less often, for as
 * long as it takes. Rejects when the very first start fails, since that is for a person to mend.
 */
export async function superviseEngine(options: SupervisionOptions): Promise<SupervisedEngine> {
  const { directory, state, answerDeadlineMs } = options;
  let engine: Engine | undefined;
  let closing = false;
  let restart: NodeJS.Timeout | undefined;
  let starting: Promise<void> | undefined;
  let restartAfterMs = FIRST_RESTART_AFTER_MS;
  let startedAt = 0;

  async function start(): Promise<void> {
    engine = await startEngine({ directory, answerDeadlineMs, onStopped });
    startedAt = performance.now();
  }

  function onStopped(reason: string): void {
    engine = undefined;
    if (performance.now() - startedAt > WELL_AFTER_MS) restartAfterMs = FIRST_RESTART_AFTER_MS;
    state.becomeUnavailable(`the embedded database stopped: ${reason}`);
    restartLater();
  }

  function restartLater(): void {
    if (closing) return;
    restart = setTimeout(() => {
      starting = start().then(state.becomeReady, (error: unknown) => {
        state.becomeUnavailable(describeError(error));
        restartLater();
      });
    }, restartAfterMs);
    restartAfterMs = Math.min(restartAfterMs * 2, LAST_RESTART_AFTER_MS);
  }

  await start();
  return {
    current: () => engine,
    async close() {
      closing = true;
      clearTimeout(restart);
      await starting;
      await engine?.close();
      engine = undefined;
    },
  };
}
