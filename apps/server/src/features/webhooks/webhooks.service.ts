import type { RuleCallSecret, RuleCallSecretState } from "@beckon/protocol";
import type { Logger } from "pino";
import type { Clock } from "../../platform/clock.ts";
import {
  assertWritable,
  classifyDatabaseError,
  type Database,
  type Executor,
  inTransaction,
} from "../../platform/database/index.ts";
import { newId, newSecret } from "../../platform/identifiers.ts";
import type { Caller } from "../accounts/index.ts";
import { recordAuditEventBy } from "../audit/index.ts";
import type { SealedSecrets } from "../communities/index.ts";
import { findTargetFault } from "./public-addresses.ts";
import { judgeOutcome, nextTryAfterMs } from "./retries.decisions.ts";
import { sendCall } from "./send-call.ts";
import {
  type DueCall,
  endCall,
  findSecretDates,
  putOffCall,
  type QueuedBotCall,
  type QueuedCall,
  queueBotCall,
  queueCall,
  takeDueCalls,
  writeSecret,
} from "./webhooks.store.ts";

export interface WebhooksOptions {
  database: Database;
  secrets: SealedSecrets;
  clock: Clock;
  logger: Logger;
  /** Whether addresses of the installation's own network may be called. */
  allowPrivate: boolean;
}

/** Within the transaction that gives the call up. What it returns is called after the commit. */
export type BotCallFailed = (
  transaction: Executor,
  call: { domainId: string; threadId: string; botId: string; reason: string },
) => Promise<(() => void) | undefined>;

export type Webhooks = ReturnType<typeof startWebhooks>;

const LOOK_EVERY_MS = 1_000;
const SENT_AT_ONCE = 10;
/** Longer than a call may take: what was not ended by then was left by a node that is gone. */
const LEASE_MS = 60_000;
/** Time for whoever is called to learn the new secret, while both sign. */
const OVERLAP_MS = 24 * 60 * 60_000;

/**
 * Calls of other services that rules ask for, and those that tell bots: kept in the database with what they are about, sent
 * by one node, and again until they are taken or given up. What came of each of the rules' is in the audit log.
 */
export function startWebhooks({ database, secrets, clock, logger, allowPrivate }: WebhooksOptions) {
  let looking: Promise<void> | null = null;
  let isRoused = false;
  const ending = new AbortController();

  let onBotCallFailed: BotCallFailed = async () => undefined;

  const rowOf = (domainId: string) => `webhook secret ${domainId}`;
  const rowOfBot = (botId: string) => `bot ${botId}`;

  /** One look after the other; whoever rouses meanwhile gets one more. */
  function rouse(): void {
    isRoused = true;
    looking ??= (async () => {
      while (isRoused && !ending.signal.aborted) {
        isRoused = false;
        await look().catch((error: unknown) => {
          if (classifyDatabaseError(error) !== "unavailable") logger.error({ err: error }, "calls could not be sent");
        });
      }
    })().finally(() => {
      looking = null;
    });
  }

  async function look(): Promise<void> {
    const nowMs = clock.nowMs();
    const due = await takeDueCalls(database, new Date(nowMs), new Date(nowMs + LEASE_MS), SENT_AT_ONCE);
    await Promise.all(due.map(send));
    if (due.length === SENT_AT_ONCE) isRoused = true;
  }

  async function send(call: DueCall): Promise<void> {
    const { id, event, url, rule, bot, threadId, sourceId, queuedAt, domainId, message } = call;
    if (bot !== null && !call.isHeld) {
      // Whoever has it by now hears of it otherwise.
      await endCall(database, call);
      return;
    }
    const body = JSON.stringify({
      id,
      event,
      domain_id: domainId,
      issued_at: queuedAt.toISOString(),
      ...(bot === null ? { rule } : { bot, message }),
      thread: { id: threadId, source_id: sourceId },
    });
    const row = bot === null ? rowOf(domainId) : rowOfBot(bot.id);
    const signing = call.sealedSecrets.map((sealed) => secrets.open(sealed, row));
    const nowMs = clock.nowMs();
    const outcome = await sendCall({
      url,
      body,
      secrets: signing,
      nowMs,
      allowPrivate,
      ending: ending.signal,
      answerBytes: 0,
    });
    const verdict = judgeOutcome(outcome);
    const waitMs = verdict === "later" ? nextTryAfterMs(call.tries) : null;
    if (waitMs !== null) return putOffCall(database, call, new Date(clock.nowMs() + waitMs));
    const tell = await inTransaction(database, async (transaction) => {
      if (!(await endCall(transaction, call))) return undefined;
      if (bot !== null) {
        const reason = outcome.kind === "answered" ? `It answered ${outcome.status}.` : outcome.reason;
        return verdict === "taken"
          ? undefined
          : onBotCallFailed(transaction, { domainId, threadId, botId: bot.id, reason });
      }
      await recordAuditEventBy(transaction, {
        domainId,
        user: null,
        action: verdict === "taken" ? "rule_called" : "rule_call_failed",
        object: { type: "rule", id: rule?.id ?? null, label: rule?.label ?? "" },
        before: null,
        after: {
          thread_id: threadId,
          // Paths and queries of such addresses often are secrets.
          host: new URL(url).host,
          tries: call.tries,
          ...(outcome.kind === "answered" ? { status: outcome.status } : { reason: outcome.reason }),
        },
      });
      return undefined;
    });
    tell?.();
  }

  const timer = setInterval(rouse, LOOK_EVERY_MS);
  timer.unref();

  return {
    /** Why an address cannot be called; null when it can, as far as it says itself. */
    findFault: (url: string): string | null => findTargetFault(url, allowPrivate),

    /** Within the transaction of what asks for it. False where there is no secret to sign with, or too many wait. */
    queue: (transaction: Executor, call: Omit<QueuedCall, "id" | "queuedAt">): Promise<boolean> =>
      queueCall(transaction, { ...call, id: newId(), queuedAt: new Date(clock.nowMs()) }),

    /** As `queue`, for a bot that has the thread. */
    queueForBot: (transaction: Executor, call: Omit<QueuedBotCall, "id" | "queuedAt">): Promise<boolean> =>
      queueBotCall(transaction, { ...call, id: newId(), queuedAt: new Date(clock.nowMs()) }),

    /** A new secret by which a bot's calls are signed, and as it is stored. */
    newBotSecret(botId: string): { secret: string; sealed: Buffer } {
      const secret = newSecret();
      return { secret, sealed: secrets.seal(secret, rowOfBot(botId)) };
    },

    /** Whoever takes care of what a bot cannot be told any more. */
    handleBotFailures(handler: BotCallFailed): void {
      onBotCallFailed = handler;
    },

    /** After the commit: what was queued is sent at once. */
    rouse,

    async readSecretState({ domainId }: Pick<Caller, "domainId">): Promise<RuleCallSecretState> {
      const { madeAt, replacedUntil } = await findSecretDates(database, domainId, new Date(clock.nowMs()));
      return { made_at: madeAt?.toISOString() ?? null, replaced_until: replacedUntil?.toISOString() ?? null };
    },

    /** Until when a secret that is replaced now signs beside the new one. */
    replacedUntil: (): Date => new Date(clock.nowMs() + OVERLAP_MS),

    /** Another one takes its place; the one before signs too for a day. It is told this once. */
    async makeSecret({ domainId, userId, name }: Caller): Promise<RuleCallSecret> {
      assertWritable(database);
      const secret = newSecret();
      const at = new Date(clock.nowMs());
      await inTransaction(database, async (transaction) => {
        const replacedUntil = new Date(at.getTime() + OVERLAP_MS);
        await writeSecret(transaction, { domainId, sealed: secrets.seal(secret, rowOf(domainId)), at, replacedUntil });
        await recordAuditEventBy(transaction, {
          domainId,
          user: { id: userId, name },
          action: "webhook_secret_created",
          object: { type: "webhook_secret", id: null, label: "Secret of the rules' calls" },
          before: null,
          after: null,
        });
      });
      return { secret, made_at: at.toISOString() };
    },

    async stop(): Promise<void> {
      // What is under way counts as a try, and is sent again by the next node or start.
      ending.abort();
      clearInterval(timer);
      await looking;
    },
  };
}
