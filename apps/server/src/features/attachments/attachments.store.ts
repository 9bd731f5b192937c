import type { Executor } from "../../platform/database/index.ts";
import type { StoredAttachment } from "./attachments.decisions.ts";

const COLUMNS =
  "domain_id, id, owner_type, owner_id, message_id, access_key, name, content_type, size, width, height, has_thumbnail, sha256, is_stored";

export type NewAttachment = Omit<StoredAttachment, "message_id" | "is_stored">;

/**
 * Notes an upload before its file is stored, so that no file is ever without a row. An id that
 * exists stays as it is, and of a visitor who was erased nothing is taken.
 */
export async function insertAttachment(executor: Executor, row: NewAttachment): Promise<void> {
  await executor.query({
    name: "attachment_insert",
    text: `insert into attachments (domain_id, id, owner_type, owner_id, access_key, name, content_type, size, width, height,
             has_thumbnail, sha256)
           select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12
           where $3 = 'agent' or exists (
             select from (select anonymized_at from identities where domain_id = $1 and id = $4 for key share) as visitor
             where visitor.anonymized_at is null
           )
           on conflict (domain_id, id) do nothing`,
    values: [
      row.domain_id,
      row.id,
      row.owner_type,
      row.owner_id,
      row.access_key,
      row.name,
      row.content_type,
      row.size,
      row.width,
      row.height,
      row.has_thumbnail,
      row.sha256,
    ],
  });
}

export async function findAttachment(
  executor: Executor,
  domainId: string,
  id: string,
): Promise<StoredAttachment | null> {
  const result = await executor.query<StoredAttachment>({
    name: "attachment_find",
    text: `select ${COLUMNS} from attachments where domain_id = $1 and id = $2`,
    values: [domainId, id],
  });
  return result.rows[0] ?? null;
}

/** Nothing when the row has been removed meanwhile. */
export async function markStored(executor: Executor, domainId: string, id: string): Promise<boolean> {
  const result = await executor.query({
    name: "attachment_mark_stored",
    text: "update attachments set is_stored = true where domain_id = $1 and id = $2",
    values: [domainId, id],
  });
  return result.rowCount === 1;
}

export async function findByAccessKey(executor: Executor, key: string): Promise<StoredAttachment | null> {
  const result = await executor.query<StoredAttachment>({
    name: "attachment_by_key",
    text: `select ${COLUMNS} from attachments where access_key = $1 and is_stored`,
    values: [key],
  });
  return result.rows[0] ?? null;
}

/** How many files somebody has uploaded and not sent. */
export async function countUnsent(executor: Executor, domainId: string, ownerId: string): Promise<number> {
  const result = await executor.query<{ count: number }>({
    name: "attachments_count_unsent",
    text: `select count(*)::integer as count from attachments
           where domain_id = $1 and owner_id = $2 and message_id is null`,
    values: [domainId, ownerId],
  });
  return result.rows[0]?.count ?? 0;
}

/** In the order of their ids, so that nobody waits in a circle. */
export async function lockAttachments(
  transaction: Executor,
  wanted: readonly { domainId: string; id: string }[],
): Promise<StoredAttachment[]> {
  const result = await transaction.query<StoredAttachment>({
    name: "attachments_lock",
    text: `select ${COLUMNS} from attachments
           where (domain_id, id) in (select * from unnest($1::uuid[], $2::uuid[])) order by domain_id, id for update`,
    values: [wanted.map(({ domainId }) => domainId), wanted.map(({ id }) => id)],
  });
  return result.rows;
}

export async function bindAttachments(
  transaction: Executor,
  bindings: readonly { domainId: string; id: string; threadId: string; messageId: string }[],
): Promise<void> {
  await transaction.query({
    name: "attachments_bind",
    text: `update attachments as attachment set thread_id = bound.thread_id, message_id = bound.message_id
           from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[]) as bound (domain_id, id, thread_id, message_id)
           where attachment.domain_id = bound.domain_id and attachment.id = bound.id`,
    values: [
      bindings.map(({ domainId }) => domainId),
      bindings.map(({ id }) => id),
      bindings.map(({ threadId }) => threadId),
      bindings.map(({ messageId }) => messageId),
    ],
  });
}

/** Some of those that were uploaded before `before` and sent in no message, locked; others may be at the rest. */
export async function lockUnsent(transaction: Executor, before: Date, limit: number): Promise<StoredAttachment[]> {
  const result = await transaction.query<StoredAttachment>({
    name: "attachments_lock_unsent",
    text: `select ${COLUMNS} from attachments where message_id is null and created_at < $1
           order by created_at limit $2 for update skip locked`,
    values: [before, limit],
  });
  return result.rows;
}

/** What threads hold, and with `identityId` what that visitor has uploaded and not sent. Locked. */
export async function lockAttachmentsOf(
  transaction: Executor,
  domainId: string,
  threadIds: readonly string[],
  identityId: string | null,
): Promise<StoredAttachment[]> {
  const result = await transaction.query<StoredAttachment>({
    name: "attachments_lock_of",
    text: `select ${COLUMNS} from attachments
           where domain_id = $1 and (thread_id = any($2::uuid[]) or (message_id is null and owner_id = $3))
           order by id for update`,
    values: [domainId, threadIds, identityId],
  });
  return result.rows;
}

/** The rows, and what messages show of them. */
export async function deleteAttachments(
  transaction: Executor,
  domainId: string,
  rows: readonly StoredAttachment[],
): Promise<void> {
  await transaction.query({
    name: "attachments_delete_shown",
    text: "update messages set attachments = null where domain_id = $1 and id = any($2::uuid[])",
    values: [domainId, rows.flatMap(({ message_id }) => message_id ?? [])],
  });
  await transaction.query({
    name: "attachments_delete",
    text: "delete from attachments where domain_id = $1 and id = any($2::uuid[])",
    values: [domainId, rows.map(({ id }) => id)],
  });
}
