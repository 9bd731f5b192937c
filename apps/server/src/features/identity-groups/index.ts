export { identityGroupRoutes } from "./groups.routes.ts";
export { createIdentityGroups } from "./groups.service.ts";
export { createMappingJob, MAPPING_JOB } from "./keep-mapped.ts";
export { createIdentityGroupsFollower } from "./persons-follower.ts";
export { foreseeCustomValue, readCustomValues, setCustomValue } from "./set-custom-value.ts";
