export { auditRoutes } from "./audit.routes.ts";
export { recordAuditEvent, recordAuditEventBy } from "./audit.store.ts";
