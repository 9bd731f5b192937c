import type { Clock } from "../../platform/clock.ts";
import { type Database, inTransaction } from "../../platform/database/index.ts";
import type { JobHandler, Jobs } from "../../platform/jobs/index.ts";
import type { LiveChats } from "./live-chats.service.ts";

const JOB = "release_chats_of_absent_agent";
/** A reload, a lost network or a restarted server is no absence. */
const GRACE_MS = 60_000;

interface Agent {
  domainId: string;
  userId: string;
}

/** Puts an absent agent's chats back into the queue, unless the agent is here again. */
export function createAbsenceJob(liveChats: LiveChats, isConnected: (agent: Agent) => boolean): JobHandler {
  return async (transaction, { data }) => {
    const { domainId, userId } = data;
    if (typeof domainId !== "string" || typeof userId !== "string") throw new Error("the job names no agent");
    return isConnected({ domainId, userId }) ? undefined : liveChats.releaseAllWithin(transaction, domainId, userId);
  };
}

/**
 * Returns what is to be called when an agent's last connection has ended. An agent who never was at the desk, such as
 * a program that answers by the API, is never absent. Nor is one whose node died in that moment: colleagues who may
 * take over find the chats with them.
 */
export function followAbsences(
  options: { jobs: Jobs; database: Database; liveChats: LiveChats; clock: Clock },
  isConnected: (agent: Agent) => boolean,
): (agent: Agent) => Promise<void> {
  const { jobs, database, liveChats, clock } = options;
  jobs.handle(JOB, createAbsenceJob(liveChats, isConnected));
  return async ({ domainId, userId }) => {
    const at = new Date(clock.nowMs() + GRACE_MS);
    const key = `${domainId}:${userId}`;
    await inTransaction(database, (transaction) =>
      jobs.schedule(transaction, { name: JOB, key, at, data: { domainId, userId } }),
    );
  };
}
