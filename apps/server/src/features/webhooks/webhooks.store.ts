import type { BotEvent, RuleEvent } from "@beckon/protocol";
import type { Executor } from "../../platform/database/index.ts";

interface CallOfThread {
  domainId: string;
  id: string;
  threadId: string;
  url: string;
  queuedAt: Date;
}

/** A call that a rule asks for. It names what happened, and says nothing of what was written. */
export interface QueuedCall extends CallOfThread {
  ruleId: string;
  event: RuleEvent;
}

/** What a bot is told of a thread that it has: a message of the visitor's, by its number. */
export interface QueuedBotCall extends CallOfThread {
  botId: string;
  event: BotEvent;
  number: number;
}

export interface DueCall extends CallOfThread {
  sourceId: string;
  /** How often it was tried, this time included. */
  tries: number;
  /** Those that sign: the one, and while it is being replaced the one before. */
  sealedSecrets: Buffer[];
  event: string;
  rule: { id: string; label: string } | null;
  bot: { id: string; name: string } | null;
  /** Whether the bot has the thread still. */
  isHeld: boolean;
  /** As it is stored now; null for rules' calls, and for what is gone. */
  message: { id: string; number: number; body: string; author_name: string; created_at: string } | null;
}

/** So many of one domain wait at once: beyond it whatever is called has been gone for long. */
const WAITING_LIMIT = 1_000;

/** False where the domain has no secret to sign with, or too many wait. */
export async function queueCall(transaction: Executor, call: QueuedCall): Promise<boolean> {
  const queued = await transaction.query({
    name: "webhook_queue",
    text: `insert into webhook_calls (domain_id, id, rule_id, thread_id, event, url, queued_at, next_at)
           select $1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::text, $6::text, $7::timestamptz, $7::timestamptz
           where exists (select from webhook_secrets where domain_id = $1)
             and (select count(*) from webhook_calls where domain_id = $1) < ${WAITING_LIMIT}`,
    values: [call.domainId, call.id, call.ruleId, call.threadId, call.event, call.url, call.queuedAt],
  });
  return queued.rowCount === 1;
}

/** As `queueCall`, by the bot's own secret. False when too many wait. */
export async function queueBotCall(transaction: Executor, call: QueuedBotCall): Promise<boolean> {
  const queued = await transaction.query({
    name: "webhook_queue_bot",
    text: `insert into webhook_calls (domain_id, id, bot_id, thread_id, event, number, url, queued_at, next_at)
           select $1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::text, $6::integer, $7::text, $8::timestamptz, $8::timestamptz
           where (select count(*) from webhook_calls where domain_id = $1) < ${WAITING_LIMIT}`,
    values: [call.domainId, call.id, call.botId, call.threadId, call.event, call.number, call.url, call.queuedAt],
  });
  return queued.rowCount === 1;
}

/** Calls that are due, which nobody else tries until `until`: a node that dies in the middle loses none. */
export async function takeDueCalls(executor: Executor, now: Date, until: Date, limit: number): Promise<DueCall[]> {
  const taken = await executor.query<DueCall>({
    name: "webhook_take",
    text: `with due as (
             select domain_id, id from webhook_calls where next_at <= $1
             order by next_at, id limit $3 for update skip locked
           ), taken as (
             update webhook_calls as call set next_at = $2, tries = call.tries + 1 from due
             where call.domain_id = due.domain_id and call.id = due.id returning call.*
           )
           select taken.domain_id as "domainId", taken.id, taken.thread_id as "threadId", taken.event,
             coalesce(bot.url, taken.url) as url, taken.queued_at as "queuedAt", taken.tries,
             thread.source_id as "sourceId", array_remove(case when bot.id is not null
               then array[bot.sealed_secret, case when bot.replaced_until > $1 then bot.replaced_secret end]
               else array[secret.sealed, case when secret.replaced_until > $1 then secret.replaced_sealed end]
             end, null) as "sealedSecrets",
             case when rule.id is not null then jsonb_build_object('id', rule.id, 'label', rule.label) end as rule,
             case when bot.id is not null then jsonb_build_object('id', bot.id, 'name', named.firstname) end as bot,
             exists (
               select from tasks where tasks.domain_id = taken.domain_id and tasks.thread_id = taken.thread_id
                 and tasks.state = 'accepted' and tasks.user_id = bot.id
             ) as "isHeld",
             case when message.id is not null then jsonb_build_object('id', message.id, 'number', message.number,
               'body', message.body, 'author_name', message.author_name, 'created_at', message.created_at) end as message
           from taken
           join threads as thread on thread.domain_id = taken.domain_id and thread.id = taken.thread_id
           left join rules as rule on rule.domain_id = taken.domain_id and rule.id = taken.rule_id
           left join bots as bot on bot.domain_id = taken.domain_id and bot.id = taken.bot_id
           left join users as named on named.domain_id = bot.domain_id and named.id = bot.id
           left join messages as message on message.domain_id = taken.domain_id
             and message.thread_id = taken.thread_id and message.number = taken.number
           left join webhook_secrets as secret on secret.domain_id = taken.domain_id
           where bot.id is not null or secret.sealed is not null`,
    values: [now, until, limit],
  });
  return taken.rows;
}

export async function putOffCall(executor: Executor, { domainId, id }: DueCall, nextAt: Date): Promise<void> {
  await executor.query({
    name: "webhook_put_off",
    text: "update webhook_calls set next_at = $3 where domain_id = $1 and id = $2",
    values: [domainId, id, nextAt],
  });
}

/** False when another node has ended it. */
export async function endCall(transaction: Executor, { domainId, id }: DueCall): Promise<boolean> {
  const ended = await transaction.query({
    name: "webhook_end",
    text: "delete from webhook_calls where domain_id = $1 and id = $2",
    values: [domainId, id],
  });
  return ended.rowCount === 1;
}

/** Since when there is a secret, and until when the one before signs too (`now`: if it does). */
export async function findSecretDates(
  executor: Executor,
  domainId: string,
  now: Date,
): Promise<{ madeAt: Date | null; replacedUntil: Date | null }> {
  const found = await executor.query<{ madeAt: Date; replacedUntil: Date | null }>({
    name: "webhook_secret_dates",
    text: `select made_at as "madeAt", case when replaced_until > $2 then replaced_until end as "replacedUntil"
           from webhook_secrets where domain_id = $1`,
    values: [domainId, now],
  });
  return found.rows[0] ?? { madeAt: null, replacedUntil: null };
}

/** The one that it replaces signs too until then. */
export async function writeSecret(
  transaction: Executor,
  secret: { domainId: string; sealed: Buffer; at: Date; replacedUntil: Date },
): Promise<void> {
  await transaction.query({
    name: "webhook_secret_write",
    text: `insert into webhook_secrets (domain_id, sealed, made_at) values ($1, $2, $3)
           on conflict (domain_id) do update set sealed = excluded.sealed, made_at = excluded.made_at,
             replaced_sealed = webhook_secrets.sealed, replaced_until = $4`,
    values: [secret.domainId, secret.sealed, secret.at, secret.replacedUntil],
  });
}
