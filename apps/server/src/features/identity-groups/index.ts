export { identityGroupRoutes } from "./groups.routes.ts";
export { createIdentityGroups } from "./groups.service.ts";
export { createMappingJob, MAPPING_JOB } from "./keep-mapped.ts";
export { createIdentityGroupsFollower } from "./persons-follower.ts";
export { type KnownPerson, readPerson } from "./read-person.ts";
export { foreseeCustomValue, setCustomValue } from "./set-custom-value.ts";
