import { type Kysely, type Selectable, sql } from "kysely";
import type { Database } from "../../platform/database/index.ts";
import type { Schema, UsersTable } from "../../platform/database/schema.ts";
import type { Caller } from "./callers.ts";

export type UserRow = Selectable<UsersTable>;

export type UserChange = Partial<
  Pick<UserRow, "email" | "firstname" | "lastname" | "role" | "languages" | "deactivated_at" | "password_hash">
>;

export interface WantedUsers {
  offset: number;
  limit: number;
  /** Words of the name or the address. */
  search?: string;
  /** Whether they may sign in; left out, both. */
  active?: boolean;
}

/** A credential that was found by its hash, with the person that it stands for. */
export interface FoundSession {
  user: UserRow;
  id: string;
  created_at: Date;
  last_used_at: Date;
  rotated_at: Date;
}

export function createAccountsStore({ kysely }: Database) {
  const sessionsWithUsers = () =>
    kysely
      .selectFrom("sessions as s")
      .innerJoin("users as u", (join) => join.onRef("u.domain_id", "=", "s.domain_id").onRef("u.id", "=", "s.user_id"))
      .selectAll("u")
      .select(["s.id as session_id", "s.created_at as session_created_at", "s.last_used_at", "s.rotated_at"]);

  return {
    transaction: <Result>(work: (transaction: Kysely<Schema>) => Promise<Result>) => kysely.transaction().execute(work),

    async insertDomain(on: Kysely<Schema>, row: { id: string; name: string }): Promise<boolean> {
      const result = await on
        .insertInto("domains")
        .values(row)
        .onConflict((conflict) => conflict.column("name").doNothing())
        .executeTakeFirst();
      return result.numInsertedOrUpdatedRows === 1n;
    },

    findDomainByName(name: string) {
      return kysely.selectFrom("domains").selectAll().where("name", "=", name).executeTakeFirst();
    },

    async insertUser(
      on: Kysely<Schema>,
      row: Omit<UserRow, "created_at" | "avatar_url" | "deactivated_at" | "languages" | "kind">,
    ): Promise<UserRow | undefined> {
      return on
        .insertInto("users")
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .returningAll()
        .executeTakeFirst();
    },

    /** `email` in lower case. The one look-up that knows no domain: signing in finds it out. */
    findUserByEmail(email: string, on: Kysely<Schema> = kysely): Promise<UserRow | undefined> {
      return on
        .selectFrom("users")
        .selectAll()
        .where(({ eb, fn }) => eb(fn("lower", ["email"]), "=", email))
        .executeTakeFirst();
    },

    /** A person. */
    findUser(domainId: string, userId: string): Promise<UserRow | undefined> {
      return kysely
        .selectFrom("users")
        .selectAll()
        .where("kind", "=", "person")
        .where("domain_id", "=", domainId)
        .where("id", "=", userId)
        .executeTakeFirst();
    },

    /** The sources in which a bot answers; none: in all. Undefined for a person. */
    async findBotSources(domainId: string, id: string): Promise<string[] | undefined> {
      const found = await kysely
        .selectFrom("bots")
        .select("source_ids")
        .where("domain_id", "=", domainId)
        .where("id", "=", id)
        .executeTakeFirst();
      return found?.source_ids;
    },

    /** People: bots have their own list. */
    async listUsers(domainId: string, page: WantedUsers) {
      let ofDomain = kysely.selectFrom("users").where("domain_id", "=", domainId).where("kind", "=", "person");
      if (page.active !== undefined) {
        ofDomain = ofDomain.where("deactivated_at", page.active ? "is" : "is not", null);
      }
      if (page.search !== undefined) {
        const pattern = `%${page.search.replaceAll(/[\\%_]/g, "\\$&")}%`;
        ofDomain = ofDomain.where(sql<boolean>`firstname || ' ' || lastname || ' ' || email ilike ${pattern}`);
      }
      const records = await ofDomain
        .selectAll()
        .orderBy("created_at")
        .orderBy("id")
        .offset(page.offset)
        .limit(page.limit)
        .execute();
      const { count } = await ofDomain.select((eb) => eb.fn.countAll<number>().as("count")).executeTakeFirstOrThrow();
      return { count, records };
    },

    async updateUser(on: Kysely<Schema>, domainId: string, id: string, change: UserChange): Promise<void> {
      if (Object.keys(change).length === 0) return;
      await on.updateTable("users").set(change).where("domain_id", "=", domainId).where("id", "=", id).execute();
    },

    /** Deletes somebody's sessions; their tokens stay. Returns both. */
    async endSessions(domainId: string, userId: string): Promise<Caller["credential"][]> {
      const sessions = await kysely
        .deleteFrom("sessions")
        .where("domain_id", "=", domainId)
        .where("user_id", "=", userId)
        .returning("id")
        .execute();
      const tokens = await kysely
        .selectFrom("access_tokens")
        .select("id")
        .where("domain_id", "=", domainId)
        .where("user_id", "=", userId)
        .execute();
      return [
        ...sessions.map(({ id }) => ({ kind: "session", id }) as const),
        ...tokens.map(({ id }) => ({ kind: "access_token", id }) as const),
      ];
    },

    /** Deletes somebody's sessions but this one, and returns their ids. */
    async deleteOtherSessions(domainId: string, userId: string, keptId: string): Promise<string[]> {
      const rows = await kysely
        .deleteFrom("sessions")
        .where("domain_id", "=", domainId)
        .where("user_id", "=", userId)
        .where("id", "!=", keptId)
        .returning("id")
        .execute();
      return rows.map(({ id }) => id);
    },

    async insertSession(row: { domain_id: string; id: string; user_id: string; token_hash: Buffer; at: Date }) {
      const { at, ...columns } = row;
      await kysely
        .insertInto("sessions")
        .values({ ...columns, created_at: at, last_used_at: at, rotated_at: at })
        .execute();
    },

    async findSessionByTokenHash(tokenHash: Buffer): Promise<FoundSession | undefined> {
      return foundSession(await sessionsWithUsers().where("s.token_hash", "=", tokenHash).executeTakeFirst());
    },

    async findSessionById(id: string): Promise<FoundSession | undefined> {
      return foundSession(await sessionsWithUsers().where("s.id", "=", id).executeTakeFirst());
    },

    async noteSessionUse(domainId: string, id: string, at: Date): Promise<void> {
      await kysely
        .updateTable("sessions")
        .set({ last_used_at: at })
        .where("domain_id", "=", domainId)
        .where("id", "=", id)
        .execute();
    },

    /** False when another request has rotated it since `rotatedAt` was read. */
    async rotateSession(
      session: { domainId: string; id: string; rotatedAt: Date },
      next: { tokenHash: Buffer; at: Date },
    ): Promise<boolean> {
      const result = await kysely
        .updateTable("sessions")
        .set({ token_hash: next.tokenHash, rotated_at: next.at, last_used_at: next.at })
        .where("domain_id", "=", session.domainId)
        .where("id", "=", session.id)
        .where("rotated_at", "=", session.rotatedAt)
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },

    async deleteSession(domainId: string, id: string): Promise<void> {
      await kysely.deleteFrom("sessions").where("domain_id", "=", domainId).where("id", "=", id).execute();
    },

    /** Rows of sessions that can never be used again. */
    async deleteEndedSessions(userId: string, before: { lastUsedAt: Date; createdAt: Date }): Promise<void> {
      await kysely
        .deleteFrom("sessions")
        .where("user_id", "=", userId)
        .where((eb) => eb.or([eb("last_used_at", "<=", before.lastUsedAt), eb("created_at", "<=", before.createdAt)]))
        .execute();
    },

    async insertAccessToken(row: { domain_id: string; id: string; user_id: string; token_hash: Buffer }) {
      await kysely.insertInto("access_tokens").values(row).execute();
    },

    async findAccessToken(
      tokenHash: Buffer,
    ): Promise<{ user: UserRow; id: string; last_used_at: Date | null } | undefined> {
      const row = await kysely
        .selectFrom("access_tokens as t")
        .innerJoin("users as u", (join) =>
          join.onRef("u.domain_id", "=", "t.domain_id").onRef("u.id", "=", "t.user_id"),
        )
        .selectAll("u")
        .select(["t.id as token_id", "t.last_used_at"])
        .where("t.token_hash", "=", tokenHash)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const { token_id, last_used_at, ...user } = row;
      return { user, id: token_id, last_used_at };
    },

    async noteAccessTokenUse(domainId: string, id: string, at: Date): Promise<void> {
      await kysely
        .updateTable("access_tokens")
        .set({ last_used_at: at })
        .where("domain_id", "=", domainId)
        .where("id", "=", id)
        .execute();
    },

    async deleteAccessToken(domainId: string, id: string): Promise<void> {
      await kysely.deleteFrom("access_tokens").where("domain_id", "=", domainId).where("id", "=", id).execute();
    },
  };
}

type SessionRow = UserRow & { session_id: string; session_created_at: Date; last_used_at: Date; rotated_at: Date };

function foundSession(row: SessionRow | undefined): FoundSession | undefined {
  if (row === undefined) return undefined;
  const { session_id, session_created_at, last_used_at, rotated_at, ...user } = row;
  return { user, id: session_id, created_at: session_created_at, last_used_at, rotated_at };
}
