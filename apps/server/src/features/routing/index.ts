export { routingRoutes } from "./routing.routes.ts";
export { startRouting } from "./routing.service.ts";
