import type { Clock } from "../../platform/clock.ts";
import type { Executor } from "../../platform/database/index.ts";
import type { JobHandler, Jobs } from "../../platform/jobs/index.ts";
import { findIntervention, type InterventionRow } from "./interventions.store.ts";
import type { TaskTeller } from "./task-teller.ts";
import { lockThread } from "./tasks.store.ts";
import { createTask, draftTask, happenToIntervention, startWork } from "./work.ts";

export const RETURN_JOB = "return_deferred_intervention";

/** A durable job: it outlives a restart. Putting it off anew takes the place of the first. */
export async function scheduleReturn(
  jobs: Pick<Jobs, "schedule">,
  transaction: Executor,
  { domainId, threadId, id }: InterventionRow,
  at: Date,
): Promise<void> {
  const data = { domainId, threadId, interventionId: id };
  await jobs.schedule(transaction, { name: RETURN_JOB, key: `${domainId}:${id}`, at, data });
}

/** What was put off comes back at its time, to whoever put it off first. Nothing happens to what goes on already. */
export function createReturnJob(clock: Clock, teller: TaskTeller): JobHandler {
  return async (transaction, { data }) => {
    const { domainId, threadId, interventionId } = data;
    if (typeof domainId !== "string" || typeof threadId !== "string" || typeof interventionId !== "string") {
      throw new Error("the job names no intervention");
    }
    const thread = await lockThread(transaction, domainId, threadId);
    const intervention = await findIntervention(transaction, domainId, interventionId);
    if (thread === null || intervention?.state !== "deferred") return undefined;
    const work = startWork(transaction, domainId, clock.nowMs());
    await happenToIntervention(work, intervention, { kind: "resumed" });
    const { userId } = intervention;
    await createTask(work, {
      ...draftTask(thread, work.nowMs),
      interventionId,
      target: userId === null ? null : { kind: "agent", id: userId },
    });
    return () => teller.tell(domainId, work.changed);
  };
}
