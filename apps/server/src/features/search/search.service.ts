import type { MessageHit, PersonHit, SearchHit, SearchKind } from "@beckon/protocol";
import type { Database } from "../../platform/database/index.ts";
import { Refusal } from "../../platform/refusal.ts";
import { type Caller, readableSources } from "../accounts/index.ts";
import { nameVisitor } from "../identities/index.ts";
import { makeSnippet, toTextQuery, wordsOf } from "./search.decisions.ts";
import { type FoundMessage, type FoundPerson, findMessages, findPeople } from "./search.store.ts";

export interface SearchPage {
  offset: number;
  limit: number;
}

/** Looks through what the caller may read, and nothing else. Refuses a query without any word. */
export async function search(
  database: Database,
  { domainId, rights }: Caller,
  kind: SearchKind,
  query: string,
  page: SearchPage,
): Promise<{ count: number; records: SearchHit[] }> {
  const words = wordsOf(query);
  if (words.length === 0) throw new Refusal("invalid_request", { field: "q", reason: "Write a word to look for." });
  const filter = { textQuery: toTextQuery(words), sourceIds: readableSources(rights), ...page };
  if (kind === "message") {
    const { count, rows } = await findMessages(database, domainId, filter);
    return { count, records: rows.map((row) => toMessageHit(row, words)) };
  }
  const everybody = rights.permissions.has("read_identity");
  const { count, rows } = await findPeople(database, domainId, { ...filter, everybody });
  return { count, records: rows.map((row) => toPersonHit(row, words)) };
}

function toMessageHit(row: FoundMessage, words: readonly string[]): MessageHit {
  return {
    kind: "message",
    id: row.id,
    thread_id: row.thread_id,
    number: row.number,
    author: { type: row.author_type, id: row.author_id, name: row.author_name },
    private: row.private,
    visitor_name: nameVisitor({ ...row, id: row.identity_id }),
    source_label: row.source_label,
    snippet: makeSnippet(row.body, words),
    created_at: row.created_at.toISOString(),
  };
}

function toPersonHit(row: FoundPerson, words: readonly string[]): PersonHit {
  const { id, email, company, avatar_url, contacts, uuid, extra_values, created_at, thread_id } = row;
  const said = [email, company, uuid, ...contacts, ...Object.values(extra_values).map(String)];
  const known = said.filter((value) => value !== null);
  // What the name says already is not said again, unless nothing else was found.
  const found = known.find((value) => makeSnippet(value, words).some(({ hit }) => hit)) ?? email ?? company ?? "";
  return {
    kind: "person",
    identity: { id, name: nameVisitor(row), email, company, avatar_url, created_at: created_at.toISOString() },
    uuid,
    snippet: makeSnippet(found, words),
    thread_id,
  };
}
