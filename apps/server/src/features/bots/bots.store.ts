import type { Bot } from "@beckon/protocol";
import { type Kysely, type Selectable, sql } from "kysely";
import type { Schema } from "../../platform/database/schema.ts";

export interface BotRow {
  id: string;
  name: string;
  url: string;
  source_ids: string[];
  answer_seconds: number;
  active: boolean;
}

interface ListedRow extends BotRow {
  token_last_used_at: Date | null;
  created_at: Date;
}

/** No address signs a bot in: this one is nobody's, and says whose row it is. */
const addressOf = (id: string): string => `${id}@bot.invalid`;
/** No password has this hash. */
const NO_PASSWORD = "none";

/** The SQL of bots as administrators know them. `on` is a transaction, or the database. */
export const botsStore = {
  /** All of a domain's, by their names. */
  async list(on: Kysely<Schema>, domainId: string): Promise<Bot[]> {
    const { rows } = await sql<ListedRow>`
      select bot.id, named.firstname as name, bot.url, bot.source_ids, bot.answer_seconds,
        named.deactivated_at is null as active, bot.created_at,
        (
          select max(last_used_at) from access_tokens as token
          where token.domain_id = bot.domain_id and token.user_id = bot.id
        ) as token_last_used_at
      from bots as bot
      join users as named on named.domain_id = bot.domain_id and named.id = bot.id
      where bot.domain_id = ${domainId} order by lower(named.firstname), bot.id`.execute(on);
    return rows.map(({ token_last_used_at, created_at, ...row }) => ({
      ...row,
      token_last_used_at: token_last_used_at?.toISOString() ?? null,
      created_at: created_at.toISOString(),
    }));
  },

  /** One change of a domain's bots comes after the other. */
  async lock(on: Kysely<Schema>, domainId: string): Promise<void> {
    await on.selectFrom("domains").select("id").where("id", "=", domainId).forNoKeyUpdate().execute();
  },

  async insert(on: Kysely<Schema>, domainId: string, bot: BotRow, sealed: Buffer): Promise<void> {
    const { id, name, url, source_ids, answer_seconds } = bot;
    const user = { domain_id: domainId, id, email: addressOf(id), password_hash: NO_PASSWORD };
    await on
      .insertInto("users")
      .values({ ...user, firstname: name, lastname: "", role: "agent", kind: "bot", deactivated_at: null })
      .execute();
    await on
      .insertInto("bots")
      .values({ domain_id: domainId, id, url, source_ids, answer_seconds, sealed_secret: sealed })
      .execute();
  },

  async update(on: Kysely<Schema>, domainId: string, bot: BotRow, deactivatedAt: Date | null): Promise<void> {
    const { id, name, url, source_ids, answer_seconds } = bot;
    await on
      .updateTable("users")
      .set({ firstname: name, deactivated_at: deactivatedAt })
      .where("domain_id", "=", domainId)
      .where("id", "=", id)
      .execute();
    await on
      .updateTable("bots")
      .set({ url, source_ids, answer_seconds })
      .where("domain_id", "=", domainId)
      .where("id", "=", id)
      .execute();
  },

  /** The one that it replaces signs too until then. */
  async saveSecret(
    on: Kysely<Schema>,
    domainId: string,
    id: string,
    { sealed, replacedUntil }: { sealed: Buffer; replacedUntil: Date },
  ): Promise<void> {
    await on
      .updateTable("bots")
      .set(({ ref }) => ({
        sealed_secret: sealed,
        replaced_secret: ref("sealed_secret"),
        replaced_until: replacedUntil,
      }))
      .where("domain_id", "=", domainId)
      .where("id", "=", id)
      .execute();
  },

  /** The token that it has from now on. Returns the ids of those that it had. */
  async replaceToken(
    on: Kysely<Schema>,
    token: Pick<Selectable<Schema["access_tokens"]>, "domain_id" | "id" | "user_id" | "token_hash">,
  ): Promise<string[]> {
    const before = await on
      .deleteFrom("access_tokens")
      .where("domain_id", "=", token.domain_id)
      .where("user_id", "=", token.user_id)
      .returning("id")
      .execute();
    await on.insertInto("access_tokens").values(token).execute();
    return before.map(({ id }) => id);
  },

  /** Of these sources those that the domain does not have. */
  async findStrangeSources(on: Kysely<Schema>, domainId: string, ids: readonly string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const rows = await on
      .selectFrom("sources")
      .select("id")
      .where("domain_id", "=", domainId)
      .where("id", "in", ids)
      .execute();
    const known = new Set(rows.map(({ id }) => id));
    return ids.filter((id) => !known.has(id));
  },
};
