export { identityGroupRoutes } from "./groups.routes.ts";
export { createIdentityGroups } from "./groups.service.ts";
export { createIdentityGroupsFollower } from "./merge-equals.ts";
