import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { openFactFeed } from "./delivery/facts/index.ts";
import { createHints } from "./delivery/hints.ts";
import { type Accounts, credentialEndedChannel, judgeOrigin, rightsChangedChannel } from "./features/accounts/index.ts";
import {
  BOT_DEADLINE_JOB,
  type BotWork,
  createBotFollower,
  createBotWork,
  createDeadlineJob,
} from "./features/bots/index.ts";
import type { Capacities } from "./features/capacities/index.ts";
import type { SessionWatch } from "./features/communities/index.ts";
import { createFolders, folderRoutes } from "./features/folders/index.ts";
import type { Identities } from "./features/identities/index.ts";
import { createIdentityGroupsFollower, createMappingJob, MAPPING_JOB } from "./features/identity-groups/index.ts";
import {
  createImpossibilityFollower,
  createLiveChats,
  liveChatRoutes,
  timeLiveChats,
} from "./features/live-chats/index.ts";
import { createMentions, mentionRoutes } from "./features/mentions/index.ts";
import { createMessageService, initiatedThreadRoutes, messageRoutes } from "./features/messages/index.ts";
import type { Presence } from "./features/presence/index.ts";
import { routingRoutes, startRouting } from "./features/routing/index.ts";
import { createRuleFollower, hasRulesOnMessages } from "./features/rules/index.ts";
import { completeSettings, type Sources } from "./features/sources/index.ts";
import {
  createChatWork,
  createReturnJob,
  createRoomFinder,
  createTaskFollower,
  createTasks,
  createTaskTeller,
  RETURN_JOB,
  taskRoutes,
  watchAbsences,
} from "./features/tasks/index.ts";
import { closeThreadsInSilence, createDeskFollower, threadRoutes } from "./features/threads/index.ts";
import type { Webhooks } from "./features/webhooks/index.ts";
import type { Bus } from "./platform/bus/index.ts";
import type { Clock } from "./platform/clock.ts";
import { type Database, inTransaction } from "./platform/database/index.ts";
import type { Jobs } from "./platform/jobs/index.ts";
import type { Metrics } from "./platform/metrics.ts";
import { createDeskFeeds } from "./sockets/desk-feeds.ts";
import { httpStreamRoutes } from "./sockets/http-streams.ts";
import { keepPeers } from "./sockets/peers.ts";
import { serveSockets } from "./sockets/socket-server.ts";
import type { SocketServices } from "./sockets/socket-services.ts";

export interface ConversationsOptions {
  database: Database;
  bus: Bus;
  jobs: Jobs;
  accounts: Accounts;
  sources: Sources;
  identities: Identities;
  sessionWatch: SessionWatch;
  clock: Clock;
  logger: Logger;
  metrics: Metrics;
  publicUrl(): string;
  /** Told of each agent that connects to the desk. */
  presence: Presence;
  capacities: Capacities;
  webhooks: Webhooks;
  /** Told of each visitor that comes without a conversation; see SocketServices. */
  onWindowOpened(sourceId: string): { engage(): void; leave(): void };
}

export interface Conversations {
  addRoutes(api: FastifyInstance): Promise<void>;
  /** What visitors and agents connect to. */
  addConnections(server: FastifyInstance): Promise<void>;
  /** Puts the live chats of an agent back into the queue. */
  releaseChatsOf(domainId: string, userId: string): Promise<void>;
  /** What bots have, and how it comes to agents. */
  botWork: BotWork;
  /** Lets what is under way be committed and acknowledged, then sends every peer away in good order. */
  stop(): Promise<void>;
}

/** Puts together what visitors and agents talk through: messages, threads, the facts' followers, the sockets. */
export async function startConversations(options: ConversationsOptions): Promise<Conversations> {
  const { database, bus, accounts, sources, presence, clock, logger, metrics } = options;
  const hints = createHints(bus);
  const messages = createMessageService(database, hints);
  const mentions = createMentions({ database, accounts, hints, clock });
  const facts = openFactFeed(database, hints, logger);
  facts.follow(createDeskFollower(database, hints));
  facts.follow(createIdentityGroupsFollower({ ...options, hints }));
  options.jobs.handle(MAPPING_JOB, createMappingJob(hints, options.jobs, clock));
  const teller = createTaskTeller(database, hints, logger);
  const findRoom = createRoomFinder(accounts, options.capacities);
  const liveChats = createLiveChats(database, hints, createChatWork(clock, teller, findRoom));
  options.jobs.handle(RETURN_JOB, createReturnJob(clock, teller));
  const tasks = createTasks({ ...options, hints, findRoom, liveChats, teller, findSenderName });
  const routing = startRouting({
    ...options,
    tasks,
    teller,
    hasRulesOnMessages: (domainId) => hasRulesOnMessages(database, domainId),
  });
  messages.onVisitorMessage(routing.note);
  facts.follow(createImpossibilityFollower(options.jobs));
  const ruleOptions = { ...options, hints, liveChats, teller, listAvailable: presence.listAvailable };
  // Whom a rule wants asked is known before anybody is.
  facts.follow(createRuleFollower(ruleOptions), createTaskFollower(clock, teller));
  const absences = watchAbsences({ ...options, hints, liveChats, teller });
  const botWork = createBotWork({ ...options, hints, liveChats, teller });
  options.webhooks.handleBotFailures(botWork.failed);
  options.jobs.handle(BOT_DEADLINE_JOB, createDeadlineJob({ ...options, liveChats, teller }));
  facts.follow(createBotFollower(options.webhooks, options.jobs));
  await timeLiveChats(options.jobs, database, liveChats, clock);
  await closeThreadsInSilence(options.jobs, database, hints, clock);
  const peers = keepPeers({ metrics, clock });
  let stopAccepting: () => void = () => undefined;

  async function findSenderName(domainId: string, sourceId: string): Promise<string> {
    return completeSettings((await sources.find(domainId, sourceId)).settings).sender_name;
  }

  return {
    async addRoutes(api) {
      const folders = createFolders({ database, hints, clock });
      await api.register(threadRoutes({ database, hints, clock, findFolder: folders.find }));
      await api.register(folderRoutes(folders));
      await api.register(liveChatRoutes(database, liveChats, findSenderName));
      await api.register(initiatedThreadRoutes(database, hints, findSenderName));
      await api.register(taskRoutes(database, tasks));
      await api.register(routingRoutes(database));
      await api.register(
        messageRoutes(database, messages, findSenderName, tasks.takeByReply, mentions.judge, botWork.assertHeld),
      );
      await api.register(mentionRoutes(database, mentions));
    },
    async addConnections(server) {
      const services: SocketServices = {
        database,
        hints,
        deskFeeds: createDeskFeeds(hints),
        messages,
        liveChats,
        takeByReply: tasks.takeByReply,
        identities: options.identities,
        sessionWatch: options.sessionWatch,
        clock,
        logger,
        findSenderName,
        judgeMentions: mentions.judge,
        onAgentConnected: presence.connect,
        onWindowOpened: options.onWindowOpened,
        authenticateToken: (token) => accounts.authenticateHeaders({ authorization: `Bearer ${token}` }),
        onCredentialEnded: (caller, listener) => bus.subscribe(credentialEndedChannel(caller.credential), listener),
        readRights: accounts.readRights,
        onRightsChanged: (domainId, listener) => bus.subscribe(rightsChangedChannel(domainId), listener),
      };
      await server.register(httpStreamRoutes({ ...services, peers, bus }));
      stopAccepting = serveSockets({
        ...services,
        server: server.server,
        peers,
        authenticateUpgrade: async (request) =>
          judgeOrigin(request.headers, options.publicUrl()) === "foreign"
            ? null
            : accounts.authenticateHeaders({
                cookie: request.headers.cookie,
                authorization: request.headers.authorization,
              }),
      });
    },
    botWork,
    async releaseChatsOf(domainId, userId) {
      const tell = await inTransaction(database, (transaction) =>
        liveChats.releaseAllWithin(transaction, domainId, userId),
      );
      tell();
    },
    async stop() {
      await absences.stop();
      await messages.drain();
      await peers.stop();
      stopAccepting();
      await messages.drain();
      await Promise.all([facts.stop(), routing.stop()]);
    },
  };
}
