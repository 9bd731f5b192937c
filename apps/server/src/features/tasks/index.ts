export { watchAbsences } from "./absences/absences.service.ts";
export { createChatWork } from "./chat-work.ts";
export { createReturnJob, RETURN_JOB } from "./deferrals.ts";
export { findDueTask, lockUntasked, makeTask } from "./due-task.ts";
export {
  askFirst,
  foreseeGiving,
  type GivenThread,
  type Giving,
  giveToAgent,
  isGiven,
  setPriority,
} from "./given-work.ts";
export { type Effects, handOver } from "./hand-over.ts";
export { giveBackHeld, letGo, lockHeld, passOn } from "./passed-on.ts";
export { findPerson, findTargetLabel, findVisitorName } from "./people.store.ts";
export { createRoomFinder } from "./room.ts";
export { createTaskFollower } from "./task-follower.ts";
export { createTaskTeller, type TaskTeller } from "./task-teller.ts";
export { taskRoutes } from "./tasks.routes.ts";
export { createTasks, type Reply, type Tasks } from "./tasks.service.ts";
export {
  listDomainsToRoute,
  lockAgents,
  lockDomainTasks,
  lockEndedRings,
  lockMissedBy,
  lockQueue,
  lockThread,
  type QueuedTask,
  readLoads,
  type SavedTask,
  saveTasks,
} from "./tasks.store.ts";
export { endThreadWork, foreseeTask, happenToTask, startWork } from "./work.ts";
export { findWorkToRoute } from "./work-facts.store.ts";
