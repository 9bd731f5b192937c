export type { ChatWork } from "./chat-work.ts";
export { liveChatRoutes } from "./live-chats.routes.ts";
export { createLiveChats, type LiveChats } from "./live-chats.service.ts";
export { lockThreadsOfAgent } from "./live-chats.store.ts";
export { writeNotice } from "./notices.decisions.ts";
export { createImpossibilityFollower, timeLiveChats } from "./timed-notices.ts";
