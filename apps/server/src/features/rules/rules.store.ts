import type { Rule, RuleAction, RuleCondition, RuleEvent } from "@beckon/protocol";
import { type Kysely, type Selectable, sql } from "kysely";
import { insertFacts } from "../../delivery/facts/index.ts";
import type { Executor } from "../../platform/database/index.ts";
import type { RulesTable, Schema } from "../../platform/database/schema.ts";
import type { SourceSettings } from "../sources/index.ts";
import type { NamedKind } from "./named.decisions.ts";

export type RuleRow = Omit<Rule, "created_at">;

/** All of a domain's, in the order of their turns: there are a hundred at most. */
export async function listRules(on: Kysely<Schema>, domainId: string): Promise<Rule[]> {
  const rows = await on
    .selectFrom("rules")
    .selectAll()
    .where("domain_id", "=", domainId)
    .orderBy("place")
    .orderBy("id")
    .execute();
  return rows.map(toRule);
}

/** One change of a domain's rules comes after the other. */
export async function lockRules(transaction: Kysely<Schema>, domainId: string): Promise<void> {
  await sql`select id from domains where id = ${domainId} for no key update`.execute(transaction);
}

export async function writeRule(transaction: Kysely<Schema>, domainId: string, rule: RuleRow): Promise<void> {
  const { id, conditions, actions, ...fields } = rule;
  const values = { ...fields, conditions: JSON.stringify(conditions), actions: JSON.stringify(actions) };
  await transaction
    .insertInto("rules")
    .values({ domain_id: domainId, id, ...values })
    .onConflict((conflict) => conflict.columns(["domain_id", "id"]).doUpdateSet(values))
    .execute();
}

export async function deleteRule(on: Kysely<Schema>, domainId: string, id: string): Promise<void> {
  await on.deleteFrom("rules").where("domain_id", "=", domainId).where("id", "=", id).execute();
}

export async function placeRules(transaction: Kysely<Schema>, domainId: string, ids: readonly string[]): Promise<void> {
  for (const [index, id] of ids.entries()) {
    await transaction
      .updateTable("rules")
      .set({ place: index + 1 })
      .where("domain_id", "=", domainId)
      .where("id", "=", id)
      .execute();
  }
}

/** Of these ids those that the domain has no such thing for. */
export async function findStrange(
  on: Kysely<Schema>,
  domainId: string,
  kind: NamedKind,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const wanted = on
    .selectFrom(kind)
    .select("id")
    .where("domain_id", "=", domainId)
    .where(sql<string>`id::text`, "in", [...ids]);
  const rows = await (kind === "users"
    ? wanted.where(sql<boolean>`kind = 'person' and deactivated_at is null`)
    : wanted
  ).execute();
  const known = new Set(rows.map(({ id }) => id));
  return new Set(ids.filter((id) => !known.has(id)));
}

export interface ActiveRule {
  domain_id: string;
  id: string;
  label: string;
  event: RuleEvent;
  source_ids: string[];
  conditions: RuleCondition[];
  actions: RuleAction[];
}

/** The rules that are switched on, of some domains, in the order of their turns. */
export async function listActiveRules(executor: Executor, domainIds: readonly string[]): Promise<ActiveRule[]> {
  const result = await executor.query<ActiveRule>({
    name: "rules_active",
    text: `select domain_id, id, label, event, source_ids, conditions, actions from rules
           where domain_id = any($1::uuid[]) and active order by place, id`,
    values: [domainIds],
  });
  return result.rows;
}

/** What a visitor's message brings about, and so comes before anybody is asked. */
const EVENTS_OF_MESSAGES: readonly RuleEvent[] = [
  "thread_started",
  "visitor_message_arrived",
  "thread_reopened",
  "task_created",
];

/** Whether any rule of the domain may have something to say of what visitors write. */
export async function hasRulesOnMessages(executor: Executor, domainId: string): Promise<boolean> {
  const result = await executor.query({
    name: "rules_on_messages",
    text: "select 1 from rules where domain_id = $1 and active and event = any($2::text[]) limit 1",
    values: [domainId, EVENTS_OF_MESSAGES],
  });
  return result.rows.length > 0;
}

/** In the order of their ids, as messages lock them: nobody waits for the other in a circle. */
export async function lockThreads(
  transaction: Executor,
  threads: readonly { domainId: string; threadId: string }[],
): Promise<void> {
  await transaction.query({
    name: "rules_lock_threads",
    text: `select id from threads where (domain_id, id) in (select * from unnest($1::uuid[], $2::uuid[]))
           order by id for update`,
    values: [threads.map(({ domainId }) => domainId), threads.map(({ threadId }) => threadId)],
  });
}

export interface ThreadKnowledge {
  thread_id: string;
  source_id: string;
  source_label: string;
  source_mode: "messaging" | "live_chat";
  source_settings: Partial<SourceSettings>;
  sender_name: string;
  identity_id: string;
  state: "open" | "closed";
  locked: boolean;
  /** The place in TASK_PRIORITIES. */
  priority: number;
  live: "waiting" | "connected" | "ended" | null;
  email_request: "open" | "submitted" | null;
  language: string | null;
  trigger_id: string | null;
  context_data: Record<string, string>;
  category_ids: string[];
  tag_ids: string[];
  uuid: string | null;
  firstname: string | null;
  lastname: string | null;
  screenname: string | null;
  company: string | null;
  email: string | null;
  extra_values: Record<string, string | number | boolean>;
  page_url: string | null;
  page_title: string | null;
  custom_variables: Record<string, string | number | boolean> | null;
  message_id: string | null;
  message_category_ids: string[];
  message: string | null;
  message_content_types: string[];
  message_at: Date | null;
  created_at: Date;
}

const KNOWLEDGE = `
select thread.id as thread_id, thread.source_id, source.label as source_label, source.mode as source_mode,
  source.settings as source_settings, thread.locked, thread.priority,
  coalesce(source.settings -> 'appearance' ->> 'title', '') as sender_name, thread.identity_id, thread.state, thread.live,
  thread.email_request, thread.language, thread.trigger_id, thread.context_data, thread.created_at,
  array(
    select category_id from thread_categories as chosen
    where chosen.domain_id = thread.domain_id and chosen.thread_id = thread.id
  ) as category_ids,
  array(
    select tag_id from thread_tags as chosen where chosen.domain_id = thread.domain_id and chosen.thread_id = thread.id
  ) as tag_ids,
  identity.uuid, identity.firstname, identity.lastname, identity.screenname, identity.company, identity.email,
  identity.extra_values, page.url as page_url, page.title as page_title, page.custom_variables,
  message.id as message_id, message.body as message,
  array(
    select file ->> 'content_type' from jsonb_array_elements(coalesce(message.attachments, '[]')) as file
  ) as message_content_types,
  array(
    select category_id from message_categories as chosen
    where chosen.domain_id = thread.domain_id and chosen.message_id = message.id
  ) as message_category_ids, message.created_at as message_at`;

const KNOWLEDGE_SOURCES = `
join sources as source on source.domain_id = thread.domain_id and source.id = thread.source_id
join identities as identity on identity.domain_id = thread.domain_id and identity.id = thread.identity_id
left join lateral (
  select url, title, custom_variables from page_views
  where page_views.domain_id = thread.domain_id and page_views.identity_id = thread.identity_id
  order by started_at desc, id desc limit 1
) as page on true`;

/** The visitor's message of a number; without one the first or the newest. */
const messageOf = (number: string, isFirst: string) => `
left join lateral (
  select id, body, attachments, created_at from messages
  where messages.domain_id = thread.domain_id and messages.thread_id = thread.id and author_type = 'visitor'
    and (${number}::integer is null or number = ${number}::integer)
  order by case when ${isFirst}::boolean then number else -number end limit 1
) as message on true`;

/** What is known of a thread now, and of the message that an event means. */
export async function readKnowledge(
  executor: Executor,
  domainId: string,
  threadId: string,
  message: { number: number | null; isFirst: boolean },
): Promise<ThreadKnowledge | null> {
  const result = await executor.query<ThreadKnowledge>({
    name: "rules_knowledge",
    text: `${KNOWLEDGE} from threads as thread ${KNOWLEDGE_SOURCES} ${messageOf("$3", "$4")}
           where thread.domain_id = $1 and thread.id = $2`,
    values: [domainId, threadId, message.number, message.isFirst],
  });
  return result.rows[0] ?? null;
}

/** The newest threads of some sources (of all, when there is none), among those that may be read (null: all). */
export async function listKnowledge(
  executor: Executor,
  domainId: string,
  {
    sourceIds,
    readable,
    isFirst,
    limit,
  }: {
    sourceIds: readonly string[];
    readable: readonly string[] | null;
    isFirst: boolean;
    limit: number;
  },
): Promise<ThreadKnowledge[]> {
  const result = await executor.query<ThreadKnowledge>({
    name: "rules_past_knowledge",
    text: `${KNOWLEDGE} from (
             select * from threads
             where domain_id = $1 and (cardinality($2::uuid[]) = 0 or source_id = any($2))
               and ($3::uuid[] is null or source_id = any($3))
             order by id desc limit $4
           ) as thread ${KNOWLEDGE_SOURCES} ${messageOf("null", "$5")}
           order by thread.id desc`,
    values: [domainId, sourceIds, readable, limit, isFirst],
  });
  return result.rows;
}

/** Of these ids those of categories and tags that the domain has. */
export async function findLabels(
  executor: Executor,
  domainId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const result = await executor.query<{ id: string }>({
    name: "rules_labels",
    text: `select id from categories where domain_id = $1 and id = any($2::uuid[])
           union all select id from tags where domain_id = $1 and id = any($2::uuid[])`,
    values: [domainId, ids],
  });
  return new Set(result.rows.map(({ id }) => id));
}

/** Adds those that are still there. False when the thread had them all. */
export async function addTags(
  transaction: Executor,
  domainId: string,
  threadId: string,
  ids: readonly string[],
): Promise<boolean> {
  const added = await transaction.query({
    name: "rules_add_tag",
    text: `insert into thread_tags (domain_id, thread_id, tag_id)
           select $1, $2, id from tags where domain_id = $1 and id = any($3::uuid[])
           on conflict do nothing`,
    values: [domainId, threadId, ids],
  });
  if ((added.rowCount ?? 0) === 0) return false;
  await insertFacts(transaction, [{ domainId, threadId, type: "thread_tagged", payload: {} }]);
  return true;
}

/** Whether a rule may reply: not within its grace period, and not when rules have replied so often in an hour. */
export async function takeReply(
  transaction: Executor,
  reply: { domainId: string; threadId: string; ruleId: string; now: Date; graceMinutes: number; hourlyLimit: number },
): Promise<boolean> {
  const taken = await transaction.query({
    name: "rules_take_reply",
    text: `insert into rule_replies (domain_id, thread_id, rule_id, sent_at)
           select $1, $2, $3, $4::timestamptz
           where not exists (
             select from rule_replies where domain_id = $1 and thread_id = $2 and rule_id = $3
               and sent_at > $4::timestamptz - make_interval(mins => $5)
           ) and (
             select count(*) from rule_replies
             where domain_id = $1 and thread_id = $2 and sent_at > $4::timestamptz - interval '1 hour'
           ) < $6
           on conflict do nothing`,
    values: [reply.domainId, reply.threadId, reply.ruleId, reply.now, reply.graceMinutes, reply.hourlyLimit],
  });
  return taken.rowCount === 1;
}

/** Asks the visitor of a thread of messaging for an address, unless one is known or was asked for here. */
export async function askForEmail(transaction: Executor, domainId: string, threadId: string): Promise<boolean> {
  const asked = await transaction.query({
    name: "rules_ask_email",
    text: `update threads as thread set email_request = 'open' from sources as source, identities as identity
           where thread.domain_id = $1 and thread.id = $2 and thread.email_request is null
             and source.domain_id = thread.domain_id and source.id = thread.source_id and source.mode = 'messaging'
             and identity.domain_id = thread.domain_id and identity.id = thread.identity_id
             and coalesce(identity.email, '') = '' and not identity.mapped_values ? 'emails'`,
    values: [domainId, threadId],
  });
  return asked.rowCount === 1;
}

/** Closes an open thread of messaging, and tells the fact. */
export async function closeThread(transaction: Executor, domainId: string, threadId: string): Promise<boolean> {
  const closed = await transaction.query({
    name: "rules_close_thread",
    text: `update threads set state = 'closed' where domain_id = $1 and id = $2 and state = 'open' and live is null`,
    values: [domainId, threadId],
  });
  if (closed.rowCount !== 1) return false;
  await insertFacts(transaction, [{ domainId, threadId, type: "thread_auto_closed", payload: {} }]);
  return true;
}

/** What fails between two marks is undone alone. */
export async function withinSavepoint(transaction: Executor, work: () => Promise<void>): Promise<void> {
  await transaction.query({ text: "savepoint rule" });
  try {
    await work();
  } catch (error) {
    await transaction.query({ text: "rollback to savepoint rule" });
    throw error;
  }
  await transaction.query({ text: "release savepoint rule" });
}

function toRule({ domain_id: _, created_at, conditions, actions, ...row }: Selectable<RulesTable>): Rule {
  return { ...row, conditions: [...conditions], actions: [...actions], created_at: created_at.toISOString() };
}
