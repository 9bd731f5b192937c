import type { Translation } from "@beckon/protocol";
import type { Executor } from "../../platform/database/index.ts";

export interface StoredService {
  url: string;
  sealed: Buffer;
}

export async function findService(executor: Executor, domainId: string): Promise<StoredService | null> {
  const result = await executor.query<StoredService>({
    name: "translation_service",
    text: "select url, sealed from translation_services where domain_id = $1",
    values: [domainId],
  });
  return result.rows[0] ?? null;
}

export async function writeService(executor: Executor, domainId: string, service: StoredService): Promise<void> {
  await executor.query({
    name: "translation_service_write",
    text: `insert into translation_services (domain_id, url, sealed) values ($1, $2, $3)
           on conflict (domain_id) do update set url = excluded.url, sealed = excluded.sealed`,
    values: [domainId, service.url, service.sealed],
  });
}

export async function deleteService(executor: Executor, domainId: string): Promise<void> {
  await executor.query({
    name: "translation_service_delete",
    text: "delete from translation_services where domain_id = $1",
    values: [domainId],
  });
}

export interface TranslatableMessage {
  id: string;
  threadId: string;
  sourceId: string;
  body: string;
}

/** One that somebody has written; null for what the product says, and for what the domain does not have. */
export async function findMessage(
  executor: Executor,
  domainId: string,
  id: string,
): Promise<TranslatableMessage | null> {
  const result = await executor.query<TranslatableMessage>({
    name: "translation_message",
    text: `select message.id, message.thread_id as "threadId", thread.source_id as "sourceId", message.body
           from messages as message
           join threads as thread on thread.domain_id = message.domain_id and thread.id = message.thread_id
           where message.domain_id = $1 and message.id = $2 and message.author_type <> 'system'`,
    values: [domainId, id],
  });
  return result.rows[0] ?? null;
}

export async function findTranslation(
  executor: Executor,
  domainId: string,
  messageId: string,
  language: string,
): Promise<Translation | null> {
  const result = await executor.query<Translation>({
    name: "translation_find",
    text: `select body as text, from_language as "from", language as "to" from message_translations
           where domain_id = $1 and message_id = $2 and language = $3`,
    values: [domainId, messageId, language],
  });
  return result.rows[0] ?? null;
}

/** Nothing is kept of a message whose words were erased meanwhile. */
export async function keepTranslation(
  executor: Executor,
  domainId: string,
  message: TranslatableMessage,
  { text, from, to }: Translation,
): Promise<void> {
  await executor.query({
    name: "translation_keep",
    text: `with original as (
             select domain_id, id, thread_id from messages where domain_id = $1 and id = $2 and body = $3 for share
           )
           insert into message_translations (domain_id, message_id, thread_id, language, body, from_language)
           select domain_id, id, thread_id, $4::text, $5::text, $6::text from original
           on conflict do nothing`,
    values: [domainId, message.id, message.body, to, text, from],
  });
}
