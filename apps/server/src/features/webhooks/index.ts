export { webhookRoutes } from "./webhooks.routes.ts";
export { startWebhooks, type Webhooks } from "./webhooks.service.ts";
