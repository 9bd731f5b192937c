import type pg from "pg";
import { createRandom, type Random } from "../pacing/random.ts";

export const WORDS = 20_000;
const WORDS_PER_MESSAGE = 15;
const MESSAGES_PER_THREAD = 10;
const THREADS_PER_PERSON = 2;
const ROWS_AT_ONCE = 10_000;

const CONSONANTS = "bdfgklmnprstvz";
const VOWELS = "aeiou";
const SYLLABLES = CONSONANTS.length * VOWELS.length;

/** A made-up word for each place in the order of frequency; none is the beginning of another one. */
export function wordAt(rank: number): string {
  let word = "";
  for (let rest = rank, count = 0; count < 4; count += 1, rest = Math.floor(rest / SYLLABLES)) {
    const syllable = rest % SYLLABLES;
    word += `${CONSONANTS[syllable % CONSONANTS.length]}${VOWELS[Math.floor(syllable / CONSONANTS.length)]}`;
  }
  return word;
}

/** As in any language: the word at place n is about n times as rare as the first. */
const chooseWord = (random: Random): string => wordAt(Math.floor(WORDS ** random.uniform()) - 1);

const uuidOf = (kind: number, number: number): string =>
  `0190000${kind}-${(number >>> 16).toString(16).padStart(4, "0")}-7000-8000-${(number & 0xffff).toString(16).padStart(12, "0")}`;

export interface Place {
  domainId: string;
  sourceId: string;
  communityId: string;
}

/** Writes conversations as the product would have left them, as far as the search reads them. */
export async function writeContents(client: pg.Client, place: Place, messageCount: number): Promise<void> {
  const { domainId, sourceId, communityId } = place;
  const threadCount = Math.ceil(messageCount / MESSAGES_PER_THREAD);
  const personCount = Math.ceil(threadCount / THREADS_PER_PERSON);
  const random = createRandom(1);
  for (let from = 0; from < personCount; from += ROWS_AT_ONCE) {
    const numbers = range(from, Math.min(personCount, from + ROWS_AT_ONCE));
    await client.query(
      `insert into identities (domain_id, id, community_id, secret_hash, firstname, lastname, email)
       select $1, person.id, $2, sha256(person.id::text::bytea), person.firstname, person.lastname, person.firstname || '.' || person.lastname || '@example.org'
       from unnest($3::uuid[], $4::text[], $5::text[]) as person (id, firstname, lastname)`,
      [
        domainId,
        communityId,
        numbers.map((number) => uuidOf(1, number)),
        numbers.map(() => chooseWord(random)),
        numbers.map(() => chooseWord(random)),
      ],
    );
  }
  for (let from = 0; from < threadCount; from += ROWS_AT_ONCE) {
    const numbers = range(from, Math.min(threadCount, from + ROWS_AT_ONCE));
    await client.query(
      `insert into threads (domain_id, id, source_id, identity_id, last_number)
       select $1, thread.id, $2, thread.identity_id, $5 from unnest($3::uuid[], $4::uuid[]) as thread (id, identity_id)`,
      [
        domainId,
        sourceId,
        numbers.map((number) => uuidOf(2, number)),
        numbers.map((number) => uuidOf(1, Math.floor(number / THREADS_PER_PERSON))),
        MESSAGES_PER_THREAD,
      ],
    );
  }
  for (let from = 0; from < messageCount; from += ROWS_AT_ONCE) {
    const numbers = range(from, Math.min(messageCount, from + ROWS_AT_ONCE));
    // Conversations take turns, as they do: the messages of one stand far from each other.
    await client.query(
      `insert into messages (domain_id, id, thread_id, number, author_type, author_name, body, created_at)
       select $1, message.id, message.thread_id, message.number, 'visitor', '', message.body,
         now() - make_interval(secs => $2 - message.place)
       from unnest($3::uuid[], $4::uuid[], $5::integer[], $6::text[], $7::integer[]) as message (id, thread_id, number, body, place)`,
      [
        domainId,
        messageCount,
        numbers.map((number) => uuidOf(3, number)),
        numbers.map((number) => uuidOf(2, number % threadCount)),
        numbers.map((number) => Math.floor(number / threadCount) + 1),
        numbers.map(() => Array.from({ length: WORDS_PER_MESSAGE }, () => chooseWord(random)).join(" ")),
        numbers,
      ],
    );
  }
  await client.query("vacuum analyze identities, threads, messages");
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);
