import type { CategorisedMessage } from "@beckon/protocol";
import type { Executor } from "../../platform/database/index.ts";

/** A message, with the thread and source in which it stands. */
export interface PlacedMessage {
  id: string;
  threadId: string;
  sourceId: string;
}

/** Null for one that the domain does not have. */
export async function findPlacedMessage(
  executor: Executor,
  domainId: string,
  messageId: string,
): Promise<PlacedMessage | null> {
  const result = await executor.query<PlacedMessage>({
    name: "message_categories_find_message",
    text: `select message.id, message.thread_id as "threadId", thread.source_id as "sourceId"
           from messages as message
           join threads as thread on thread.domain_id = message.domain_id and thread.id = message.thread_id
           where message.domain_id = $1 and message.id = $2`,
    values: [domainId, messageId],
  });
  return result.rows[0] ?? null;
}

/** The categorised messages of a thread. */
export async function listMessageCategories(
  executor: Executor,
  domainId: string,
  threadId: string,
): Promise<CategorisedMessage[]> {
  const result = await executor.query<CategorisedMessage>({
    name: "message_categories_of_thread",
    text: `select message_id, array_agg(category_id order by category_id) as category_ids from message_categories
           where domain_id = $1 and thread_id = $2 group by message_id order by message_id`,
    values: [domainId, threadId],
  });
  return result.rows;
}

/** Of a message, locked against other changes of its categories until the transaction ends. */
export async function lockMessageCategories(
  transaction: Executor,
  domainId: string,
  messageId: string,
): Promise<string[]> {
  await transaction.query({
    name: "message_categories_lock",
    text: "select id from messages where domain_id = $1 and id = $2 for no key update",
    values: [domainId, messageId],
  });
  const result = await transaction.query<{ category_id: string }>({
    name: "message_categories_of_message",
    text: "select category_id from message_categories where domain_id = $1 and message_id = $2 order by category_id",
    values: [domainId, messageId],
  });
  return result.rows.map(({ category_id }) => category_id);
}

/** Gives a message these categories and no others. Rejects with a constraint's violation for one that is gone. */
export async function replaceMessageCategories(
  transaction: Executor,
  domainId: string,
  { id, threadId }: Pick<PlacedMessage, "id" | "threadId">,
  categoryIds: readonly string[],
): Promise<void> {
  await transaction.query({
    name: "message_categories_delete",
    text: "delete from message_categories where domain_id = $1 and message_id = $2",
    values: [domainId, id],
  });
  await transaction.query({
    name: "message_categories_insert",
    text: `insert into message_categories (domain_id, thread_id, message_id, category_id)
           select $1, $2, $3, id from unnest($4::uuid[]) as chosen (id)`,
    values: [domainId, threadId, id, categoryIds],
  });
}

/** Adds those of the categories that the domain has. False when the message had them all. */
export async function addMessageCategories(
  transaction: Executor,
  domainId: string,
  { id, threadId }: Pick<PlacedMessage, "id" | "threadId">,
  categoryIds: readonly string[],
): Promise<boolean> {
  const added = await transaction.query({
    name: "message_categories_add",
    text: `insert into message_categories (domain_id, thread_id, message_id, category_id)
           select $1, $2, $3, id from categories where domain_id = $1 and id = any($4::uuid[])
           on conflict do nothing`,
    values: [domainId, threadId, id, categoryIds],
  });
  return (added.rowCount ?? 0) > 0;
}
