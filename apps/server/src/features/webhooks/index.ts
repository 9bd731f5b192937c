export { findTargetFault } from "./public-addresses.ts";
export { sendCall } from "./send-call.ts";
export { webhookRoutes } from "./webhooks.routes.ts";
export { type BotCallFailed, startWebhooks, type Webhooks } from "./webhooks.service.ts";
