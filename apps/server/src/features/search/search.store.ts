import type { Executor } from "../../platform/database/index.ts";

export interface SearchFilter {
  /** For `to_tsquery`. */
  textQuery: string;
  /** Null: those of all sources may be read. */
  sourceIds: readonly string[] | null;
  offset: number;
  limit: number;
}

export interface FoundMessage {
  id: string;
  thread_id: string;
  number: number;
  author_type: "visitor" | "agent" | "bot" | "system";
  author_id: string | null;
  author_name: string;
  body: string;
  private: boolean;
  created_at: Date;
  source_label: string;
  identity_id: string;
  firstname: string | null;
  lastname: string | null;
  screenname: string | null;
  email: string | null;
}

export interface FoundPerson {
  id: string;
  firstname: string | null;
  lastname: string | null;
  screenname: string | null;
  company: string | null;
  email: string | null;
  avatar_url: string | null;
  /** Addresses and numbers that agents wrote. */
  contacts: string[];
  uuid: string | null;
  extra_values: Record<string, string | number | boolean>;
  created_at: Date;
  thread_id: string | null;
}

/** Counting stops here: nobody reads so many, and a word that stands everywhere costs no more than this. */
const COUNT_LIMIT = 1_000;

/** The domain is a word of the index itself: see the migration. */
const WANTED = "(quote_literal($1::uuid::text)::tsquery && to_tsquery('simple', $2))";

/** As the desk's lists name an identity: what extra values fill stands before what else the website said. */
const named = (field: string) => `coalesce(identity.mapped_values ->> '${field}', identity.${field}) as ${field}`;
const EMAIL = "coalesce(identity.mapped_values #>> '{emails,0}', identity.email) as email";

/** What agents wrote of the identity stands before both, as at the desk. */
const written = (field: string) =>
  `coalesce(written.${field}, identity.mapped_values ->> '${field}', identity.${field}) as ${field}`;

const FOUND_MESSAGES = `
from messages as message
join threads as thread on thread.domain_id = message.domain_id and thread.id = message.thread_id
where message.domain_id = $1
  and search_words(message.domain_id, message.body) @@ ${WANTED}
  and ($3::uuid[] is null or thread.source_id = any($3))`;

/** Newest first. Notes are found by whoever may read the thread. */
export async function findMessages(
  executor: Executor,
  domainId: string,
  filter: SearchFilter,
): Promise<{ count: number; rows: FoundMessage[] }> {
  const values = [domainId, filter.textQuery, filter.sourceIds];
  const counted = await executor.query<{ count: number }>({
    text: `select count(*)::integer as count from (select 1 ${FOUND_MESSAGES} limit ${COUNT_LIMIT}) as found`,
    values,
  });
  const found = await executor.query<FoundMessage>({
    text: `
with found as materialized (
  select message.id, message.thread_id, message.number, message.author_type, message.author_id, message.author_name,
    message.body, message.private, message.created_at, thread.source_id, thread.identity_id
  ${FOUND_MESSAGES}
  order by message.created_at desc, message.id desc limit $4 offset $5
)
select found.*, source.label as source_label, ${named("firstname")}, ${named("lastname")}, identity.screenname, ${EMAIL}
from found
join sources as source on source.domain_id = $1 and source.id = found.source_id
join identities as identity on identity.domain_id = $1 and identity.id = found.identity_id
order by found.created_at desc, found.id desc`,
    values: [...values, filter.limit, filter.offset],
  });
  return { count: counted.rows[0]?.count ?? 0, rows: found.rows };
}

const FOUND_PEOPLE = `
from identities as identity
left join lateral (
  select thread.id from threads as thread
  where thread.domain_id = identity.domain_id and thread.identity_id = identity.id
    and ($3::uuid[] is null or thread.source_id = any($3))
  order by thread.created_at desc, thread.id desc limit 1
) as newest on true
left join identity_groups as written on written.domain_id = identity.domain_id and written.id = identity.id
where identity.domain_id = $1
  and identity.id in (
    select known.id from identities as known
    where known.domain_id = $1
      and search_words(known.domain_id, known_of_identity(known.firstname, known.lastname, known.screenname,
        known.company, known.email, known.uuid, known.extra_values)) @@ ${WANTED}
    union
    select person.id from identity_groups as person
    where person.domain_id = $1
      and search_words(person.domain_id, written_of_person(person.firstname, person.lastname, person.company,
        person.emails, person.phones)) @@ ${WANTED}
  )
  and ($4::boolean or newest.id is not null)`;

/** Newest first. Without `everybody`, only people with a conversation that may be read. */
export async function findPeople(
  executor: Executor,
  domainId: string,
  filter: SearchFilter & { everybody: boolean },
): Promise<{ count: number; rows: FoundPerson[] }> {
  const values = [domainId, filter.textQuery, filter.sourceIds, filter.everybody];
  const counted = await executor.query<{ count: number }>({
    text: `select count(*)::integer as count from (select 1 ${FOUND_PEOPLE} limit ${COUNT_LIMIT}) as found`,
    values,
  });
  const found = await executor.query<FoundPerson>({
    text: `
select identity.id, ${written("firstname")}, ${written("lastname")}, identity.screenname, ${written("company")},
  coalesce(written.emails[1], identity.mapped_values #>> '{emails,0}', identity.email) as email,
  coalesce(written.emails, '{}') || coalesce(written.phones, '{}') as contacts,
  ${named("avatar_url")}, identity.uuid, identity.extra_values, identity.created_at, newest.id as thread_id
${FOUND_PEOPLE}
order by identity.created_at desc, identity.id desc limit $5 offset $6`,
    values: [...values, filter.limit, filter.offset],
  });
  return { count: counted.rows[0]?.count ?? 0, rows: found.rows };
}
