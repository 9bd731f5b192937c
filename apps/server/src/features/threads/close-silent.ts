import type { Hints } from "../../delivery/hints.ts";
import type { Clock } from "../../platform/clock.ts";
import { type Database, inTransaction } from "../../platform/database/index.ts";
import type { JobHandler, Jobs } from "../../platform/jobs/index.ts";
import { closeSilentThreads } from "./threads.store.ts";

const JOB = "close_silent_threads";
const LOOK_EVERY_MS = 10 * 60_000;

/** Closes threads of messaging that have been silent for long, whatever happened to the server meanwhile. */
export function createSilenceJob(jobs: Pick<Jobs, "schedule">, hints: Hints, clock: Clock): JobHandler {
  return async (transaction) => {
    const now = clock.nowMs();
    const { closed, isAll } = await closeSilentThreads(transaction, new Date(now));
    await jobs.schedule(transaction, draftAt(isAll ? now + LOOK_EVERY_MS : now));
    if (closed.length === 0) return undefined;
    return () => {
      for (const { domainId, identityId, sourceId, threadId } of closed) {
        hints.toIdentity(domainId, identityId, { kind: "thread_changed", sourceId, threadId });
      }
      hints.toFollowers();
    };
  };
}

/** One job for the whole installation, which plans its own next time; a starting node looks at once. */
export async function closeThreadsInSilence(jobs: Jobs, database: Database, hints: Hints, clock: Clock): Promise<void> {
  jobs.handle(JOB, createSilenceJob(jobs, hints, clock));
  await inTransaction(database, (transaction) => jobs.schedule(transaction, draftAt(clock.nowMs())));
}

function draftAt(ms: number) {
  return { name: JOB, key: "all", at: new Date(ms), data: {} };
}
