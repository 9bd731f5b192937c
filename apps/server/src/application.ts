import type { AddressInfo } from "node:net";
import type { Logger } from "pino";
import { BUILT_FOLDERS, readLoaderParts } from "./artefacts.ts";
import { startConversations } from "./conversations.ts";
import { createHints } from "./delivery/hints.ts";
import { type Demo, startDemo } from "./demo/index.ts";
import { accountRoutes, createAccounts, guardRoutes } from "./features/accounts/index.ts";
import { attachmentRoutes, createAttachments, publicAttachmentRoutes } from "./features/attachments/index.ts";
import { auditRoutes } from "./features/audit/index.ts";
import { createAvailability } from "./features/availability/index.ts";
import { botRoutes, createBots } from "./features/bots/index.ts";
import { cannedReplyRoutes } from "./features/canned-replies/index.ts";
import { capacityRoutes, createCapacities } from "./features/capacities/index.ts";
import { categoryRoutes } from "./features/categories/index.ts";
import {
  communityRoutes,
  createCommunities,
  createSealedSecrets,
  createSigning,
  watchSessions,
} from "./features/communities/index.ts";
import { customFieldRoutes } from "./features/custom-fields/index.ts";
import { draftRoutes } from "./features/drafts/index.ts";
import { createErasureMarks } from "./features/erasures/index.ts";
import { createIdentities, identityRoutes } from "./features/identities/index.ts";
import { createIdentityGroups, identityGroupRoutes } from "./features/identity-groups/index.ts";
import { offerRoutes, startOfferCounts } from "./features/offers/index.ts";
import {
  createRoles,
  createTokens,
  createUsers,
  roleRoutes,
  tokenRoutes,
  userRoutes,
} from "./features/people/index.ts";
import { presenceRoutes, startPresence } from "./features/presence/index.ts";
import {
  applyRetention,
  createPrivacy,
  createRetentionSettings,
  privacyRoutes,
  settingsRoutes,
} from "./features/privacy/index.ts";
import { ruleRoutes } from "./features/rules/index.ts";
import { searchRoutes } from "./features/search/index.ts";
import { createLoaders, createSources, sourceRoutes, webPageRoutes } from "./features/sources/index.ts";
import { statisticsRoutes } from "./features/statistics/index.ts";
import { tagRoutes } from "./features/tags/index.ts";
import { createTargeting, historyRoutes, targetingRoutes } from "./features/targeting/index.ts";
import { teamRoutes } from "./features/teams/index.ts";
import { timeSheetRoutes } from "./features/time-sheets/index.ts";
import { createTranslations, translationRoutes } from "./features/translations/index.ts";
import { startWebhooks, webhookRoutes } from "./features/webhooks/index.ts";
import { addApiDocs } from "./http/api-docs.ts";
import { readFiles } from "./http/files.ts";
import { addHealthRoutes } from "./http/health.ts";
import { documentRoutes } from "./http/openapi.ts";
import { PUBLIC_HEADERS } from "./http/security-headers.ts";
import { createHttpServer } from "./http/server.ts";
import { openBus } from "./platform/bus/index.ts";
import { type Clock, systemClock } from "./platform/clock.ts";
import { type Database, migrateToLatest, openDatabase } from "./platform/database/index.ts";
import { type Environment, publicUrlFor } from "./platform/environment.ts";
import { startJobs } from "./platform/jobs/index.ts";
import { createMetrics } from "./platform/metrics.ts";
import { createRateLimiter } from "./platform/rate-limiter.ts";
import { loadSecret } from "./platform/secret.ts";
import { openStorage } from "./platform/storage/index.ts";

export interface ApplicationOptions {
  environment: Environment;
  logger: Logger;
  clock?: Clock;
  /** One that is open already. It is migrated, and left open by `close`. */
  database?: Database;
}

export interface Application {
  /** Where people and websites reach it. */
  url: string;
  port: number;
  /** Null unless the environment asks for it. */
  demo: Demo | null;
  /** Stops accepting, lets requests finish, closes everything that was opened. */
  close(): Promise<void>;
}

const REQUESTS_LIMIT = { count: 500, windowMs: 60_000 };

/**
 * Puts the parts together and starts them. Rejects with the database's or the socket's error, and then nothing is
 * left open.
 */
export async function startApplication(options: ApplicationOptions): Promise<Application> {
  const { environment, logger, clock = systemClock } = options;
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (let closer = closers.pop(); closer !== undefined; closer = closers.pop()) await closer();
  };
  try {
    // The port may be chosen by the system, so the address is known only once the server listens.
    let port = environment.port;
    const publicUrl = () => publicUrlFor(environment, port);
    const isHttps = publicUrl().startsWith("https:");

    const reading = readFiles(BUILT_FOLDERS, isHttps);
    const database = options.database ?? (await openDatabase({ ...environment, logger }));
    if (options.database === undefined) closers.push(() => database.close());
    const bus = await openBus({ redisUrl: environment.redisUrl, namespace: "beckon", logger });
    closers.push(() => bus.close());
    const file = await reading;
    await migrateToLatest(database);
    const jobs = await startJobs({ database, logger });
    closers.push(() => jobs.stop());

    const metrics = createMetrics();
    const accounts = createAccounts({ database, clock, bus, isSecure: isHttps });
    const sources = createSources({ database, bus, clock });
    const targeting = createTargeting({ database, sources, clock });
    const parts = await readLoaderParts();
    if (parts === null) logger.warn("the loader or the Chat Manager is not built: websites get an empty script");
    const loaders = createLoaders({
      sources,
      readTargeting: targeting.readForLoader,
      parts,
      publicUrl,
      headers: PUBLIC_HEADERS,
      bus,
      clock,
      logger,
    });

    const installationSecret = await loadSecret(environment);
    const marks = createErasureMarks(installationSecret);
    const secrets = createSealedSecrets(installationSecret, "community keys");
    const communities = createCommunities({ database, bus, clock, secrets });
    const signing = createSigning({ database, communities, marks, clock, logger });
    const identities = createIdentities({ database, hints: createHints(bus), signing, marks, clock });
    const identityGroups = createIdentityGroups({ database, hints: createHints(bus), clock });
    const sessionWatch = watchSessions({ database, bus, clock, logger });
    closers.push(async () => sessionWatch.stop());

    const capacities = createCapacities({ database, accounts, bus, clock, logger });
    closers.push(async () => capacities.stop());
    const hints = createHints(bus);
    const presence = startPresence({ database, accounts, capacities, hints, bus, clock, logger });
    closers.push(async () => presence.stop());
    const availability = createAvailability({
      database,
      sources,
      presence,
      capacities,
      readQueuingFactors: targeting.readQueuingFactors,
      hints: createHints(bus),
      bus,
      clock,
      logger,
    });
    closers.push(async () => availability.stop());

    const attachments = createAttachments({ database, storage: await openStorage(environment), jobs, clock, logger });
    closers.push(() => attachments.stop());

    const privacy = createPrivacy({ database, hints: createHints(bus), identities, attachments, marks, clock });
    await applyRetention({ database, hints: createHints(bus), jobs, attachments, marks, clock });

    const offerCounts = startOfferCounts({ database, clock, logger });
    closers.push(() => offerCounts.stop());

    const direct = { file, loader: loaders.answer, availability: availability.answer };
    const server = createHttpServer({ logger, metrics, publicUrl, direct });
    closers.push(() => server.close());
    const webhooks = startWebhooks({
      database,
      secrets: createSealedSecrets(installationSecret, "webhooks"),
      clock,
      logger,
      allowPrivate: environment.privateWebhooks,
    });
    closers.push(() => webhooks.stop());
    const translations = createTranslations({
      database,
      secrets: createSealedSecrets(installationSecret, "translations"),
      clock,
      allowPrivate: environment.privateWebhooks,
    });
    closers.push(async () => translations.stop());
    const conversations = await startConversations({
      database,
      bus,
      jobs,
      accounts,
      sources,
      identities,
      sessionWatch,
      clock,
      logger,
      metrics,
      publicUrl,
      presence,
      capacities,
      webhooks,
      onWindowOpened: availability.openWindow,
    });
    // Connections that were upgraded would keep the server from closing.
    server.addHook("preClose", () => conversations.stop());
    await documentRoutes(server);
    addApiDocs(server);
    let isStarted = false;
    addHealthRoutes(server, { database, metrics, isStarted: () => isStarted });

    await server.register(webPageRoutes({ database, sources, clock, publicUrl, prove: signing.prove }));
    await server.register(offerRoutes(offerCounts));
    await server.register(publicAttachmentRoutes(database, identities, attachments));
    await server.register(
      async (api) => {
        guardRoutes(api, { accounts, requests: createRateLimiter(REQUESTS_LIMIT, clock), publicUrl });
        await api.register(accountRoutes(accounts, publicUrl));
        await api.register(roleRoutes(createRoles({ database, accounts, bus, clock })));
        const releaseChats = conversations.releaseChatsOf;
        await api.register(userRoutes(createUsers({ database, accounts, bus, clock, releaseChats })));
        await api.register(tokenRoutes(createTokens({ database, accounts, bus })));
        await api.register(auditRoutes(database));
        await api.register(cannedReplyRoutes(database));
        await api.register(searchRoutes(database));
        await api.register(draftRoutes(database, clock));
        await api.register(categoryRoutes(database, createHints(bus)));
        await api.register(capacityRoutes(capacities));
        await api.register(teamRoutes(database));
        await api.register(tagRoutes(database, createHints(bus)));
        await api.register(timeSheetRoutes(database, clock));
        await api.register(ruleRoutes(database, presence.listAvailable, webhooks));
        await api.register(webhookRoutes(webhooks));
        await api.register(translationRoutes(translations));
        const { botWork } = conversations;
        const bots = createBots({ database, webhooks, bus, clock, releaseBot: botWork.release });
        await api.register(botRoutes(bots, botWork));
        await api.register(sourceRoutes(sources, publicUrl));
        await api.register(communityRoutes(communities, signing));
        await api.register(identityRoutes(identities));
        await api.register(privacyRoutes(privacy, identities));
        await api.register(settingsRoutes(createRetentionSettings({ database, jobs, clock })));
        await api.register(identityGroupRoutes(database, identityGroups));
        await api.register(customFieldRoutes(database, createHints(bus)));
        await api.register(targetingRoutes(targeting));
        await api.register(historyRoutes(targeting));
        await api.register(attachmentRoutes(attachments));
        await api.register(presenceRoutes(presence, database));
        await api.register(statisticsRoutes(database, clock));
        await conversations.addRoutes(api);
      },
      { prefix: "/api/v1" },
    );

    jobs.begin();
    await conversations.addConnections(server);
    await server.listen({ host: environment.host, port: environment.port });
    port = portOf(server.server.address());
    const demo =
      environment.demo.kind === "off"
        ? null
        : await startDemo(
            { accounts, sources, communities },
            { beckonUrl: publicUrl(), host: environment.host, port: environment.demo.port },
          );
    if (demo !== null) closers.push(() => demo.close());
    isStarted = true;
    return { url: publicUrl(), port, demo, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("the server listens on no port");
  return address.port;
}
