export { BOT_DEADLINE_JOB, createDeadlineJob } from "./answer-deadline.ts";
export { createBotFollower } from "./bot-follower.ts";
export { type BotWork, createBotWork } from "./bot-work.ts";
export { botRoutes } from "./bots.routes.ts";
export { createBots } from "./bots.service.ts";
export { foreseeStart, startBot } from "./start-bot.ts";
