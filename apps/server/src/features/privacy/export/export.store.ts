import type { Attachment } from "@beckon/protocol";
import type { Executor } from "../../../platform/database/index.ts";

/** Rows of one read: an export holds no more of the database in memory, however long the conversations are. */
const ROWS_AT_ONCE = 200;

export interface ExportedThread {
  id: string;
  source: string;
  state: string;
  locked: boolean;
  language: string | null;
  context_data: Record<string, string>;
  categories: string[];
  tags: string[];
  created_at: Date;
}

export interface ExportedMessage {
  id: string;
  number: number;
  author_type: "visitor" | "agent" | "bot" | "system";
  author_name: string;
  body: string;
  private: boolean;
  automated: boolean;
  categories: string[];
  attachments: Attachment[] | null;
  created_at: Date;
}

export interface ExportedPageView {
  id: string;
  url: string;
  title: string;
  custom_variables: Record<string, string | number | boolean>;
  started_at: Date;
}

/** A file of the archive, and where the storage has it. */
export interface ExportedFile {
  id: string;
  name: string;
  access_key: string;
}

interface Of {
  domainId: string;
  identityId: string;
}

/** Oldest first, page by page. `after` is the id of the last row that was read. */
async function* inPages<Row extends { id: string }>(read: (after: string) => Promise<Row[]>): AsyncGenerator<Row> {
  for (let after = "00000000-0000-0000-0000-000000000000"; ; ) {
    const rows = await read(after);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < ROWS_AT_ONCE) return;
    after = last.id;
  }
}

/** What agents wrote of the visitor, custom fields by their names; null when nobody did. */
export async function readWritten(
  executor: Executor,
  { domainId, identityId }: Of,
): Promise<Record<string, unknown> | null> {
  const result = await executor.query<Record<string, unknown>>({
    name: "export_written",
    text: `select firstname, lastname, company, job_title, gender, emails, phones, home_address, notes, avatar_url,
             coalesce((
               select jsonb_object_agg(field.label, written.custom_values -> field.id::text) from custom_fields as field
               where field.domain_id = written.domain_id and written.custom_values ? field.id::text
             ), '{}') as custom_values
           from identity_groups as written where domain_id = $1 and id = $2`,
    values: [domainId, identityId],
  });
  return result.rows[0] ?? null;
}

export function readThreads(executor: Executor, { domainId, identityId }: Of): AsyncGenerator<ExportedThread> {
  return inPages(async (after) => {
    const result = await executor.query<ExportedThread>({
      name: "export_threads",
      text: `select thread.id, source.label as source, thread.state, thread.locked, thread.language,
               thread.context_data, thread.created_at,
               array(
                 select category.label from thread_categories as chosen
                 join categories as category on category.domain_id = chosen.domain_id and category.id = chosen.category_id
                 where chosen.domain_id = thread.domain_id and chosen.thread_id = thread.id order by category.label
               ) as categories,
               array(
                 select tag.label from thread_tags as chosen
                 join tags as tag on tag.domain_id = chosen.domain_id and tag.id = chosen.tag_id
                 where chosen.domain_id = thread.domain_id and chosen.thread_id = thread.id order by tag.label
               ) as tags
             from threads as thread
             join sources as source on source.domain_id = thread.domain_id and source.id = thread.source_id
             where thread.domain_id = $1 and thread.identity_id = $2 and thread.id > $3
             order by thread.id limit ${ROWS_AT_ONCE}`,
      values: [domainId, identityId, after],
    });
    return result.rows;
  });
}

export async function* readMessages(
  executor: Executor,
  domainId: string,
  threadId: string,
): AsyncGenerator<ExportedMessage> {
  for (let after = 0; ; ) {
    const { rows } = await executor.query<ExportedMessage>({
      name: "export_messages",
      text: `select id, number, author_type, author_name, body, private, automated, attachments, created_at,
               array(
                 select category.label from message_categories as chosen
                 join categories as category on category.domain_id = chosen.domain_id and category.id = chosen.category_id
                 where chosen.domain_id = messages.domain_id and chosen.message_id = messages.id order by category.label
               ) as categories
             from messages
             where domain_id = $1 and thread_id = $2 and number > $3 order by number limit ${ROWS_AT_ONCE}`,
      values: [domainId, threadId, after],
    });
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < ROWS_AT_ONCE) return;
    after = last.number;
  }
}

export function readPageViews(executor: Executor, { domainId, identityId }: Of): AsyncGenerator<ExportedPageView> {
  return inPages(async (after) => {
    const result = await executor.query<ExportedPageView>({
      name: "export_page_views",
      text: `select id, url, title, custom_variables, started_at from page_views
             where domain_id = $1 and identity_id = $2 and id > $3 order by id limit ${ROWS_AT_ONCE}`,
      values: [domainId, identityId, after],
    });
    return result.rows;
  });
}

/** What the visitor has uploaded, and what they were sent. */
export function readFiles(executor: Executor, { domainId, identityId }: Of): AsyncGenerator<ExportedFile> {
  return inPages(async (after) => {
    const result = await executor.query<ExportedFile>({
      name: "export_files",
      text: `select id, name, access_key from attachments
             where domain_id = $1 and is_stored and id > $3
               and ((owner_type = 'visitor' and owner_id = $2)
                 or thread_id in (select id from threads where domain_id = $1 and identity_id = $2))
             order by id limit ${ROWS_AT_ONCE}`,
      values: [domainId, identityId, after],
    });
    return result.rows;
  });
}
