import { type Kysely, sql } from "kysely";

/**
 * Words of messages and of what is known of people. Both are indexes over the rows themselves: nothing is copied, so what is
 * erased from a row is gone from the search too.
 */
export const search = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  // Without accents, and cut at every punctuation mark: the text parser would take "a-1" for a number and "a.b" for a host.
  `create function searchable_text(body text) returns text language sql immutable parallel safe as $$
    select translate(regexp_replace(normalize(body, NFD), '[\\u0300-\\u036f]', '', 'g'),
      '!"#$%&''()*+,-./:;<=>?@[\\]^_\`{|}~', repeat(' ', 32))
  $$`,
  // The domain is a word of its own, so that the index leads to one domain's rows.
  `create function search_words(domain_id uuid, body text) returns tsvector language sql immutable parallel safe as $$
    select array_to_tsvector(array[domain_id::text]) || to_tsvector('simple', public.searchable_text(body))
  $$`,
  `create function known_of_identity(firstname text, lastname text, screenname text, company text, email text, uuid text,
    extra_values jsonb) returns text language sql immutable parallel safe as $$
    select coalesce(firstname, '') || ' ' || coalesce(lastname, '') || ' ' || coalesce(screenname, '') || ' ' ||
      coalesce(company, '') || ' ' || coalesce(email, '') || ' ' || coalesce(uuid, '') || ' ' ||
      jsonb_path_query_array(extra_values, '$.*')::text
  $$`,
  `create index messages_by_words on messages using gin (search_words(domain_id, body))`,
  `create index identities_by_words on identities using gin (search_words(domain_id,
    known_of_identity(firstname, lastname, screenname, company, email, uuid, extra_values)))`,
];
