import { type Kysely, sql } from "kysely";

/** Words of what agents wrote of people: an index over the rows themselves, as those of 0031 are. */
export const searchOfPersons = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  // array_to_string is not immutable for all types; of texts it depends on nothing else.
  `create function joined_texts(texts text[]) returns text language sql immutable parallel safe as $$
    select coalesce(array_to_string(texts, ' '), '')
  $$`,
  `create function written_of_person(firstname text, lastname text, company text, emails text[], phones text[])
    returns text language sql immutable parallel safe as $$
    select coalesce(firstname, '') || ' ' || coalesce(lastname, '') || ' ' || coalesce(company, '') || ' ' ||
      public.joined_texts(emails) || ' ' || public.joined_texts(phones)
  $$`,
  `create index identity_groups_by_words on identity_groups using gin (search_words(domain_id,
    written_of_person(firstname, lastname, company, emails, phones)))`,
];
