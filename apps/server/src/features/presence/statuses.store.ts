import type { PresenceStatus } from "@beckon/protocol";
import type { Kysely, Selectable } from "kysely";
import type { PresenceStatusesTable, Schema } from "../../platform/database/schema.ts";

/** The SQL of reasons to be away. `on` is a transaction, or the database. */
export const statusesStore = {
  /** By name; a domain has a handful. */
  async list(on: Kysely<Schema>, domainId: string): Promise<PresenceStatus[]> {
    const rows = await on
      .selectFrom("presence_statuses")
      .selectAll()
      .where("domain_id", "=", domainId)
      .orderBy(({ fn }) => fn("lower", ["label"]))
      .orderBy("id")
      .execute();
    return rows.map(toStatus);
  },

  /** Undefined when another one has that label. */
  async insert(on: Kysely<Schema>, domainId: string, row: { id: string; label: string }) {
    const inserted = await on
      .insertInto("presence_statuses")
      .values({ domain_id: domainId, ...row })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
    return inserted && toStatus(inserted);
  },

  async rename(on: Kysely<Schema>, domainId: string, { id, label }: { id: string; label: string }): Promise<void> {
    await on
      .updateTable("presence_statuses")
      .set({ label })
      .where("domain_id", "=", domainId)
      .where("id", "=", id)
      .execute();
  },

  async delete(on: Kysely<Schema>, domainId: string, id: string): Promise<void> {
    await on.deleteFrom("presence_statuses").where("domain_id", "=", domainId).where("id", "=", id).execute();
  },
};

function toStatus({ id, label, created_at }: Selectable<PresenceStatusesTable>): PresenceStatus {
  return { id, label, created_at: created_at.toISOString() };
}
