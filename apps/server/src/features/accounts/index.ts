export {
  assertPermission,
  assertSourcePermission,
  assertVisibleSource,
  callerOf,
  guardRoutes,
  openToBots,
  requirePermission,
} from "./access.ts";
export { accountRoutes, toUser } from "./accounts.routes.ts";
export { type Accounts, createAccounts } from "./accounts.service.ts";
export { type Caller, credentialEndedChannel, nameOf, rightsChangedChannel } from "./callers.ts";
export { isBot, readRightsBy } from "./held-roles.store.ts";
export { judgeOrigin } from "./origins.decisions.ts";
export {
  answerableSources,
  covers,
  type HeldRole,
  holdsForSource,
  type Rights,
  readableSources,
  rightsOfBot,
  sumRights,
  visibleSources,
} from "./rights.decisions.ts";
