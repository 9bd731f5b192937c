export { attachmentRoutes, publicAttachmentRoutes } from "./attachments.routes.ts";
export { createAttachments } from "./attachments.service.ts";
export { bindAttachments } from "./attachments.store.ts";
export { claimAttachments } from "./claim-attachments.ts";
