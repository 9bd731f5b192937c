export { FIRST_CHANNELS, judgeBusyness } from "./capacities.decisions.ts";
export { capacityRoutes } from "./capacities.routes.ts";
export { type Capacities, createCapacities } from "./capacities.service.ts";
export { readHardLimit } from "./capacities.store.ts";
