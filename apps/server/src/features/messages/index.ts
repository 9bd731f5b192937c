export { initiatedThreadRoutes } from "./initiated-threads.routes.ts";
export { isVisibleToAgent, isVisibleToVisitor, toListing } from "./listings.decisions.ts";
export { renderSenderName, toAddOutcomes } from "./messages.decisions.ts";
export { loadHistory, sendAgentMessage, sendVisitorMessage, syncThread } from "./messages.frames.ts";
export { messageRoutes } from "./messages.routes.ts";
export { createMessageService, type MessageService, publishMessage } from "./messages.service.ts";
export { addMessages, listLastMessages, listMessagesAfter, listMessagesBefore } from "./messages.store.ts";
