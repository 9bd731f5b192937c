export { draftRoutes } from "./drafts.routes.ts";
