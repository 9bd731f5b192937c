export { presenceRoutes } from "./presence.routes.ts";
export { type Presence, startPresence } from "./presence.service.ts";
export type { Channel } from "./roster.ts";
