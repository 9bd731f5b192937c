export { watchAbsences } from "./absences/absences.service.ts";
export { createChatWork } from "./chat-work.ts";
export { createReturnJob, RETURN_JOB } from "./deferrals.ts";
export { foreseeGiving, type Giving, giveToAgent, routeToTeam, setPriority } from "./given-work.ts";
export type { Effects } from "./hand-over.ts";
export { findTargetLabel } from "./people.store.ts";
export { createRoomFinder } from "./room.ts";
export { createTaskFollower } from "./task-follower.ts";
export { createTaskTeller, type TaskTeller } from "./task-teller.ts";
export { taskRoutes } from "./tasks.routes.ts";
export { createTasks, type Reply, type Tasks } from "./tasks.service.ts";
export {
  findWhatToRoute,
  listDomainsToRoute,
  lockDomainTasks,
  lockEndedRings,
  lockMissedBy,
  lockQueue,
  type QueuedTask,
  readLoads,
  saveTask,
  type TaskRow,
} from "./tasks.store.ts";
export { endThreadWork, foreseeTask, happenToTask, startWork } from "./work.ts";
