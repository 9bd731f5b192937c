export { closeThreadsInSilence, createSilenceJob } from "./close-silent.ts";
export { createDeskFollower, readAsOf } from "./desk-follower.ts";
export { forgetEmailRequests, submitEmail } from "./email-requests.service.ts";
export { estimateWaitSeconds } from "./estimated-wait.decisions.ts";
export { countThreadsOfFolders } from "./folder-threads.store.ts";
export { findSummaries, listSummariesOfGroup } from "./thread-summaries.store.ts";
export {
  markReadByAgent,
  markReadByVisitor,
  tellTypingOfAgent,
  tellTypingOfVisitor,
  tellViewing,
} from "./threads.frames.ts";
export { threadRoutes } from "./threads.routes.ts";
export {
  findThread,
  listThreadsOfIdentity,
  setThreadLanguage,
  setThreadLocked,
  type ThreadAccess,
} from "./threads.store.ts";
