export { attachmentRoutes, publicAttachmentRoutes } from "./attachments.routes.ts";
export { type Attachments, createAttachments } from "./attachments.service.ts";
export { bindAttachments } from "./attachments.store.ts";
export { claimAttachments } from "./claim-attachments.ts";
