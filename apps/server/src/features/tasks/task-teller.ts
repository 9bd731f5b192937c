import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import type { Hints } from "../../delivery/hints.ts";
import { classifyDatabaseError, type Database } from "../../platform/database/index.ts";
import { findTasks } from "./listed-tasks.store.ts";

/** Tells of tasks that have changed, after the commit. A desk that misses it finds the same in its next list. */
export interface TaskTeller {
  tell(domainId: string, taskIds: ReadonlySet<string>): void;
  /** Calls back on this node with the domain whose tasks were changed here. */
  onTold(listener: (domainId: string) => void): void;
}

/** A database that is gone, or too busy, is asked again so often: what rings would else be seen by nobody until it is missed. */
const ATTEMPTS = 10;
const PAUSE_MS = 500;

export function createTaskTeller(database: Database, hints: Hints, logger: Logger): TaskTeller {
  const listeners: ((domainId: string) => void)[] = [];

  async function tellDesks(domainId: string, taskIds: readonly string[]): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        for (const task of await findTasks(database, domainId, taskIds)) {
          hints.toDesk(domainId, { kind: "task_changed", task });
        }
        return;
      } catch (error) {
        const isUnavailable = classifyDatabaseError(error) === "unavailable";
        if (!isUnavailable || attempt === ATTEMPTS) return logger.warn({ err: error }, "tasks were not told");
      }
      await delay(PAUSE_MS, undefined, { ref: false });
    }
  }

  return {
    tell(domainId, taskIds) {
      if (taskIds.size === 0) return;
      hints.toFollowers();
      void tellDesks(domainId, [...taskIds]);
      for (const listener of listeners) listener(domainId);
    },
    onTold(listener) {
      listeners.push(listener);
    },
  };
}
