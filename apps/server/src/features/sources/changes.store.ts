import type { ConfigurationChange } from "@beckon/protocol";
import type { Kysely, Selectable, Transaction } from "kysely";
import type { ConfigurationChangesTable, Schema } from "../../platform/database/schema.ts";

export interface NewChangeRow {
  domain_id: string;
  id: string;
  source_id: string;
  revision: number;
  user_id: string | null;
  user_name: string | null;
  object_type: ConfigurationChange["object"]["type"];
  object_id: string;
  object_label: string;
  action: ConfigurationChange["action"];
  before: object | null;
  after: object | null;
  created_at: Date;
}

/** The SQL of the history of changes. Rows are only ever added. */
export function createChangesStore(kysely: Kysely<Schema>) {
  return {
    async insert(transaction: Transaction<Schema>, row: NewChangeRow): Promise<void> {
      await transaction
        .insertInto("configuration_changes")
        .values({ ...row, before: toJson(row.before), after: toJson(row.after) })
        .execute();
    },

    /** Newest first. */
    async list(domainId: string, sourceId: string, page: { offset: number; limit: number }) {
      const ofSource = kysely
        .selectFrom("configuration_changes")
        .where("domain_id", "=", domainId)
        .where("source_id", "=", sourceId);
      const rows = await ofSource
        .selectAll()
        .orderBy("revision", "desc")
        .orderBy("id", "desc")
        .offset(page.offset)
        .limit(page.limit)
        .execute();
      const { count } = await ofSource.select((eb) => eb.fn.countAll<number>().as("count")).executeTakeFirstOrThrow();
      return { count, records: rows.map(toChange) };
    },

    async find(domainId: string, id: string): Promise<ConfigurationChange | undefined> {
      const row = await kysely
        .selectFrom("configuration_changes")
        .selectAll()
        .where("domain_id", "=", domainId)
        .where("id", "=", id)
        .executeTakeFirst();
      return row === undefined ? undefined : toChange(row);
    },
  };
}

function toJson(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

/** Also the answer to who has just made a change. */
export function toChange(row: Selectable<ConfigurationChangesTable> | NewChangeRow): ConfigurationChange {
  return {
    id: row.id,
    source_id: row.source_id,
    revision: row.revision,
    user: row.user_id === null ? null : { id: row.user_id, name: row.user_name ?? "" },
    object: {
      // Only the service writes them, and only these.
      type: row.object_type as ConfigurationChange["object"]["type"],
      id: row.object_id,
      label: row.object_label,
    },
    action: row.action,
    before: row.before,
    after: row.after,
    created_at: row.created_at.toISOString(),
  };
}
