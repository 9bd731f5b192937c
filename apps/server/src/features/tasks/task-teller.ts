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

export function createTaskTeller(database: Database, hints: Hints, logger: Logger): TaskTeller {
  const listeners: ((domainId: string) => void)[] = [];

  async function tellDesks(domainId: string, taskIds: readonly string[]): Promise<void> {
    for (const task of await findTasks(database, domainId, taskIds)) {
      hints.toDesk(domainId, { kind: "task_changed", task });
    }
  }

  return {
    tell(domainId, taskIds) {
      if (taskIds.size === 0) return;
      hints.toFollowers();
      tellDesks(domainId, [...taskIds]).catch((error: unknown) => {
        if (classifyDatabaseError(error) !== "unavailable") logger.warn({ err: error }, "tasks were not told");
      });
      for (const listener of listeners) listener(domainId);
    },
    onTold(listener) {
      listeners.push(listener);
    },
  };
}
