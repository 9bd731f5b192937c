export { privacyRoutes } from "./privacy.routes.ts";
export { createPrivacy } from "./privacy.service.ts";
export { applyRetention } from "./retention/retention-job.ts";
export { settingsRoutes } from "./retention/settings.routes.ts";
export { createRetentionSettings } from "./retention/settings.service.ts";
