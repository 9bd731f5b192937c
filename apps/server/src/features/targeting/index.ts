export { historyRoutes } from "./history.routes.ts";
export { targetingRoutes } from "./targeting.routes.ts";
export { createTargeting } from "./targeting.service.ts";
