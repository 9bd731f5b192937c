export { mentionRoutes } from "./mentions.routes.ts";
export { createMentions, type JudgeMentions } from "./mentions.service.ts";
export { insertMentions } from "./mentions.store.ts";
