import type { Theme } from "@beckon/chat-client/theme";
import type { Kysely, Selectable, Transaction } from "kysely";
import type { Database } from "../../platform/database/index.ts";
import type { Schema, SourcesTable } from "../../platform/database/schema.ts";
import type { SourceSettings } from "./settings.decisions.ts";

/** The settings, and what the source's own styles compile to: compiled when they are stored, not when they are read. */
export type StoredSettings = SourceSettings & { theme: Theme };

export type SourceRow = Omit<Selectable<SourcesTable>, "settings"> & { settings: Partial<StoredSettings> };

export interface NewSourceRow {
  domain_id: string;
  id: string;
  community_id: string;
  token: string;
  label: string;
  mode: SourceRow["mode"];
  state: SourceRow["state"];
  settings: StoredSettings;
}

export type SourcesStore = ReturnType<typeof createSourcesStore>;

export function createSourcesStore({ kysely }: Database) {
  return {
    transaction: <Result>(work: (transaction: Transaction<Schema>) => Promise<Result>) =>
      kysely.transaction().execute(work),

    /** `ids`: only these; null for all. */
    async list(domainId: string, page: { offset: number; limit: number; ids: string[] | null }) {
      let ofDomain = kysely.selectFrom("sources").where("domain_id", "=", domainId);
      const { ids } = page;
      if (ids !== null) ofDomain = ofDomain.where("id", "=", ({ fn, val }) => fn.any(val(ids)));
      const records = await ofDomain
        .selectAll()
        .orderBy("created_at")
        .orderBy("id")
        .offset(page.offset)
        .limit(page.limit)
        .execute();
      const { count } = await ofDomain.select((eb) => eb.fn.countAll<number>().as("count")).executeTakeFirstOrThrow();
      return { count, records: records as SourceRow[] };
    },

    find(domainId: string, id: string, on: Kysely<Schema> = kysely): Promise<SourceRow | undefined> {
      return on
        .selectFrom("sources")
        .selectAll()
        .where("domain_id", "=", domainId)
        .where("id", "=", id)
        .executeTakeFirst();
    },

    /** For visitors, who name a source by its token and nothing else. */
    findByToken(token: string): Promise<SourceRow | undefined> {
      return kysely.selectFrom("sources").selectAll().where("token", "=", token).executeTakeFirst();
    },

    /** Locks the source until the transaction ends. Undefined when the domain has no such source. */
    raiseRevision(
      transaction: Transaction<Schema>,
      domainId: string,
      id: string,
    ): Promise<{ token: string; revision: number } | undefined> {
      return transaction
        .updateTable("sources")
        .set((eb) => ({ revision: eb("revision", "+", 1) }))
        .where("domain_id", "=", domainId)
        .where("id", "=", id)
        .returning(["token", "revision"])
        .executeTakeFirst();
    },

    async update(
      transaction: Transaction<Schema>,
      key: { domainId: string; id: string },
      columns: { label: string; mode: SourceRow["mode"]; state: SourceRow["state"]; settings: StoredSettings },
    ): Promise<void> {
      await transaction
        .updateTable("sources")
        .set({ ...columns, settings: JSON.stringify(columns.settings) })
        .where("domain_id", "=", key.domainId)
        .where("id", "=", key.id)
        .execute();
    },

    async insert(transaction: Transaction<Schema>, row: NewSourceRow): Promise<SourceRow> {
      return transaction
        .insertInto("sources")
        .values({ ...row, settings: JSON.stringify(row.settings) })
        .returningAll()
        .executeTakeFirstOrThrow();
    },

    async insertCommunity(
      transaction: Transaction<Schema>,
      row: { domain_id: string; id: string; name: string; signed_identities: "reject" | "accept" | "require" },
    ): Promise<void> {
      await transaction.insertInto("communities").values(row).execute();
    },

    async hasCommunity(transaction: Transaction<Schema>, domainId: string, id: string): Promise<boolean> {
      const row = await transaction
        .selectFrom("communities")
        .select("id")
        .where("domain_id", "=", domainId)
        .where("id", "=", id)
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}
