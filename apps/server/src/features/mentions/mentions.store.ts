import type { Mention, Message } from "@beckon/protocol";
import type { Executor } from "../../platform/database/index.ts";
import { nameVisitor } from "../identities/index.ts";

/** A note that has just been stored, and whom it mentions. */
export interface NoteWithMentions {
  domainId: string;
  message: Message;
  /** As they stand in the note; who wrote it among them has read it. */
  mentioned: readonly { id: string; name: string }[];
}

/** Writes within the transaction that stores the notes. */
export async function insertMentions(transaction: Executor, notes: readonly NoteWithMentions[]): Promise<void> {
  if (notes.length === 0) return;
  await transaction.query({
    text: `update messages set mentions = note.mentions
           from unnest($1::uuid[], $2::uuid[], $3::jsonb[]) as note (domain_id, id, mentions)
           where messages.domain_id = note.domain_id and messages.id = note.id`,
    values: [
      notes.map(({ domainId }) => domainId),
      notes.map(({ message }) => message.id),
      notes.map(({ mentioned }) => JSON.stringify(mentioned)),
    ],
  });
  const rows = notes.flatMap(({ domainId, message, mentioned }) =>
    mentioned.filter(({ id }) => id !== message.author.id).map(({ id }) => ({ domainId, message, userId: id })),
  );
  await transaction.query({
    text: `insert into mentions (domain_id, user_id, message_id, thread_id, number, created_at)
           select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::integer[], $6::timestamptz[])
           on conflict do nothing`,
    values: [
      rows.map(({ domainId }) => domainId),
      rows.map(({ userId }) => userId),
      rows.map(({ message }) => message.id),
      rows.map(({ message }) => message.thread_id),
      rows.map(({ message }) => message.number),
      rows.map(({ message }) => message.created_at),
    ],
  });
}

export interface ColleagueRow {
  id: string;
  firstname: string;
  lastname: string;
  email: string;
  avatar_url: string | null;
}

/** Who can sign in; among `ids` only, when there are some. */
export async function listActiveUsers(
  executor: Executor,
  domainId: string,
  ids: readonly string[] | null,
): Promise<ColleagueRow[]> {
  const result = await executor.query<ColleagueRow>({
    name: "mentions_active_users",
    text: `select id, firstname, lastname, email, avatar_url from users
           where domain_id = $1 and kind = 'person' and deactivated_at is null and ($2::uuid[] is null or id = any($2))
           order by lower(firstname), lower(lastname), email`,
    values: [domainId, ids],
  });
  return result.rows;
}

interface MentionRow {
  message_id: string;
  thread_id: string;
  number: number;
  author_id: string | null;
  author_name: string;
  preview: string;
  identity_id: string;
  firstname: string | null;
  lastname: string | null;
  screenname: string | null;
  email: string | null;
  source_label: string;
  created_at: Date;
  read_at: Date | null;
}

const PREVIEW_LENGTH = 300;

const WANTED = `from mentions as mention
join threads as thread on thread.domain_id = mention.domain_id and thread.id = mention.thread_id
where mention.domain_id = $1 and mention.user_id = $2 and ($3::uuid[] is null or thread.source_id = any($3))
  and (not $4::boolean or mention.read_at is null)`;

/** The newest first, in the sources that may be read (null: in all). */
export async function listMentions(
  executor: Executor,
  { domainId, userId }: { domainId: string; userId: string },
  sourceIds: readonly string[] | null,
  { unread, offset, limit }: { unread: boolean; offset: number; limit: number },
): Promise<{ count: number; records: Mention[] }> {
  const values = [domainId, userId, sourceIds, unread];
  const counted = await executor.query<{ count: number }>({
    name: "mentions_count",
    text: `select count(*) as count ${WANTED}`,
    values,
  });
  const listed = await executor.query<MentionRow>({
    name: "mentions_list",
    text: `
select wanted.message_id, wanted.thread_id, wanted.number, wanted.created_at, wanted.read_at, message.author_id,
  message.author_name, left(message.body, ${PREVIEW_LENGTH}) as preview, identity.id as identity_id, identity.firstname,
  identity.lastname, identity.screenname, identity.email, source.label as source_label
from (
  select mention.*, thread.identity_id, thread.source_id ${WANTED}
  order by mention.created_at desc, mention.message_id limit $5 offset $6
) as wanted
join messages as message on message.domain_id = wanted.domain_id and message.id = wanted.message_id
join identities as identity on identity.domain_id = wanted.domain_id and identity.id = wanted.identity_id
join sources as source on source.domain_id = wanted.domain_id and source.id = wanted.source_id
order by wanted.created_at desc, wanted.message_id`,
    values: [...values, limit, offset],
  });
  return { count: counted.rows[0]?.count ?? 0, records: listed.rows.map(toMention) };
}

/** Marks what a user has seen of a thread. False when there was nothing. */
export async function readMentions(
  executor: Executor,
  { domainId, userId }: { domainId: string; userId: string },
  threadId: string,
  number: number,
  now: Date,
): Promise<boolean> {
  const result = await executor.query({
    name: "mentions_read",
    text: `update mentions set read_at = $5
           where domain_id = $1 and user_id = $2 and thread_id = $3 and number <= $4 and read_at is null`,
    values: [domainId, userId, threadId, number, now],
  });
  return (result.rowCount ?? 0) > 0;
}

function toMention(row: MentionRow): Mention {
  return {
    message_id: row.message_id,
    thread_id: row.thread_id,
    number: row.number,
    author: { type: "agent", id: row.author_id, name: row.author_name },
    visitor_name: nameVisitor({ ...row, id: row.identity_id }),
    source_label: row.source_label,
    preview: row.preview,
    created_at: row.created_at.toISOString(),
    read_at: row.read_at?.toISOString() ?? null,
  };
}
