export { auditRoutes } from "./audit.routes.ts";
export { recordAuditEvent } from "./audit.store.ts";
