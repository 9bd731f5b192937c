import { isDeepStrictEqual } from "node:util";
import type { Bot, BotChange, BotDraft, BotSecret, BotToken, CreatedBot } from "@beckon/protocol";
import type { Kysely } from "kysely";
import type { Bus } from "../../platform/bus/index.ts";
import type { Clock } from "../../platform/clock.ts";
import { assertWritable, type Database } from "../../platform/database/index.ts";
import type { Schema } from "../../platform/database/schema.ts";
import { hashSecret, newId, newSecret } from "../../platform/identifiers.ts";
import { Refusal } from "../../platform/refusal.ts";
import { type Caller, covers, credentialEndedChannel, rightsOfBot } from "../accounts/index.ts";
import { recordAuditEvent } from "../audit/index.ts";
import type { Webhooks } from "../webhooks/index.ts";
import { type BotRow, botsStore } from "./bots.store.ts";

export interface BotsOptions {
  database: Database;
  webhooks: Webhooks;
  bus: Bus;
  clock: Clock;
  /** Gives to agents what a bot has that was switched off. */
  releaseBot(domainId: string, botId: string): Promise<void>;
}

export type Bots = ReturnType<typeof createBots>;

/** How long a visitor waits for a bot unless it says otherwise. */
const ANSWER_SECONDS = 60;

/** A domain's bots. Every change is in the audit log, without their secrets. */
export function createBots({ database, webhooks, bus, clock, releaseBot }: BotsOptions) {
  const { kysely } = database;

  /** `work` sees the bots as they are until its transaction ends. */
  async function change<Result>(
    { domainId }: Caller,
    work: (transaction: Kysely<Schema>, all: readonly Bot[]) => Promise<Result>,
  ): Promise<Result> {
    assertWritable(database);
    return kysely.transaction().execute(async (transaction) => {
      await botsStore.lock(transaction, domainId);
      return work(transaction, await botsStore.list(transaction, domainId));
    });
  }

  async function tell(
    transaction: Kysely<Schema>,
    { domainId, userId, name }: Caller,
    action: string,
    before: Bot | null,
    after: Bot | null,
  ): Promise<void> {
    const { id, name: label } = after ?? before ?? { id: null, name: "" };
    const said = (bot: Bot | null) => {
      if (bot === null) return null;
      const { url, token_last_used_at: _, ...fields } = bot;
      // Paths and queries of such addresses often are secrets.
      return { ...fields, host: new URL(url).host };
    };
    const object = { type: "bot", id, label };
    const user = { id: userId, name };
    await recordAuditEvent(transaction, { domainId, user, action, object, before: said(before), after: said(after) });
  }

  /** Refuses what cannot be called, sources that are not there, and those in which the caller may not answer. */
  async function judge(transaction: Kysely<Schema>, { domainId, rights }: Caller, bot: BotRow): Promise<void> {
    const fault = webhooks.findFault(bot.url);
    if (fault !== null) throw new Refusal("invalid_request", { field: "url", reason: fault });
    const [strange] = await botsStore.findStrangeSources(transaction, domainId, bot.source_ids);
    if (strange !== undefined) {
      const field = `source_ids.${bot.source_ids.indexOf(strange)}`;
      throw new Refusal("invalid_request", { field, reason: "There is no such source." });
    }
    if (!covers(rights, rightsOfBot(bot.source_ids))) {
      throw new Refusal("not_permitted", { reason: "It would hold more than you do." });
    }
  }

  /** The only one from now on. Returns what ends whatever was opened by the ones before. */
  async function makeToken(
    transaction: Kysely<Schema>,
    domainId: string,
    botId: string,
  ): Promise<{ token: string; endOthers: () => void }> {
    const token = newSecret();
    const row = { domain_id: domainId, id: newId(), user_id: botId, token_hash: hashSecret(token) };
    const ended = await botsStore.replaceToken(transaction, row);
    const endOthers = () => {
      for (const id of ended) bus.publish(credentialEndedChannel({ kind: "access_token", id }), null);
    };
    return { token, endOthers };
  }

  return {
    async list({ domainId }: Caller, { offset, limit }: { offset: number; limit: number }) {
      const all = await botsStore.list(kysely, domainId);
      return { count: all.length, records: all.slice(offset, offset + limit) };
    },

    find: async ({ domainId }: Caller, id: string): Promise<Bot> => find(await botsStore.list(kysely, domainId), id),

    /** Refuses with invalid_request, and with not_permitted for more than the caller holds. */
    create: (caller: Caller, draft: BotDraft): Promise<CreatedBot> =>
      change(caller, async (transaction) => {
        const { domainId } = caller;
        const id = newId();
        const first = { source_ids: [], answer_seconds: ANSWER_SECONDS };
        const row: BotRow = { ...first, ...draft, name: draft.name.trim(), id, active: true };
        await judge(transaction, caller, row);
        const { secret, sealed } = webhooks.newBotSecret(id);
        await botsStore.insert(transaction, domainId, row, sealed);
        const { token } = await makeToken(transaction, domainId, id);
        const created = find(await botsStore.list(transaction, domainId), id);
        await tell(transaction, caller, "bot_created", null, created);
        return { ...created, token, secret };
      }),

    /** One that is switched off gets no work, and what it had goes to agents. Refuses as `create` does. */
    async change(caller: Caller, id: string, wanted: BotChange): Promise<Bot> {
      const { domainId } = caller;
      const after = await change(caller, async (transaction, all) => {
        const before = find(all, id);
        const row: BotRow = { ...before, ...wanted, name: (wanted.name ?? before.name).trim() };
        await judge(transaction, caller, row);
        await botsStore.update(transaction, domainId, row, row.active ? null : new Date(clock.nowMs()));
        const changed = find(await botsStore.list(transaction, domainId), id);
        if (!isDeepStrictEqual(before, changed)) await tell(transaction, caller, "bot_changed", before, changed);
        return changed;
      });
      if (!after.active) await releaseBot(domainId, id);
      return after;
    },

    /** Another token takes the place of the one before, which ends at once. */
    async replaceToken(caller: Caller, id: string): Promise<BotToken> {
      const { token, endOthers } = await change(caller, async (transaction, all) => {
        const bot = find(all, id);
        await judge(transaction, caller, bot);
        const made = await makeToken(transaction, caller.domainId, id);
        await tell(transaction, caller, "bot_token_replaced", bot, bot);
        return made;
      });
      endOthers();
      return { token };
    },

    /** Another secret signs from now on; the one before signs too for a day. */
    replaceSecret: (caller: Caller, id: string): Promise<BotSecret> =>
      change(caller, async (transaction, all) => {
        const bot = find(all, id);
        const { secret, sealed } = webhooks.newBotSecret(id);
        const replacedUntil = webhooks.replacedUntil();
        await botsStore.saveSecret(transaction, caller.domainId, id, { sealed, replacedUntil });
        await tell(transaction, caller, "bot_secret_replaced", bot, bot);
        return { secret };
      }),
  };
}

function find(all: readonly Bot[], id: string): Bot {
  const found = all.find((bot) => bot.id === id);
  if (found === undefined) throw new Refusal("not_found");
  return found;
}
