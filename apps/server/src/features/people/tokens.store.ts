import type { TokenRecord } from "@beckon/protocol";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../../platform/database/schema.ts";

interface Row {
  id: string;
  label: string;
  created_at: Date;
  last_used_at: Date | null;
  user_id: string;
  user_name: string;
}

/** The SQL of tokens beside their use. `on` is a transaction, or the database. */
export const tokensStore = {
  /** Newest first: of one user, or of the domain. */
  async list(
    on: Kysely<Schema>,
    domainId: string,
    wanted: { userId: string | null; id: string | null; offset: number; limit: number },
  ): Promise<{ count: number; records: TokenRecord[] }> {
    const filter = sql`
      token.domain_id = ${domainId} and exists (
        select from users where users.domain_id = token.domain_id and users.id = token.user_id and users.kind = 'person'
      ) and (${wanted.userId}::uuid is null or token.user_id = ${wanted.userId})
      and (${wanted.id}::uuid is null or token.id = ${wanted.id})`;
    const { rows } = await sql<Row>`
      select token.id, token.label, token.created_at, token.last_used_at, person.id as user_id,
        coalesce(nullif(trim(person.firstname || ' ' || person.lastname), ''), person.email) as user_name
      from access_tokens as token
      join users as person on person.domain_id = token.domain_id and person.id = token.user_id
      where ${filter} order by token.created_at desc, token.id desc
      offset ${wanted.offset} limit ${wanted.limit}`.execute(on);
    const counted = await sql<{ count: number }>`
      select count(*)::integer as count from access_tokens as token where ${filter}`.execute(on);
    return { count: counted.rows[0]?.count ?? 0, records: rows.map(toRecord) };
  },

  async insert(
    on: Kysely<Schema>,
    row: { domain_id: string; id: string; user_id: string; label: string; token_hash: Buffer },
  ): Promise<void> {
    await on.insertInto("access_tokens").values(row).execute();
  },

  async delete(on: Kysely<Schema>, domainId: string, id: string): Promise<void> {
    await on.deleteFrom("access_tokens").where("domain_id", "=", domainId).where("id", "=", id).execute();
  },
};

function toRecord({ user_id, user_name, created_at, last_used_at, ...row }: Row): TokenRecord {
  return {
    ...row,
    user: { id: user_id, name: user_name },
    created_at: created_at.toISOString(),
    last_used_at: last_used_at?.toISOString() ?? null,
  };
}
