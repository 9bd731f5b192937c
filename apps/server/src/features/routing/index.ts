export { isSomebodyAvailable } from "./available-for.ts";
export { routingRoutes } from "./routing.routes.ts";
export { startRouting } from "./routing.service.ts";
