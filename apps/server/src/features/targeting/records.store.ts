import { type Kysely, type Selectable, sql } from "kysely";
import type { Schema } from "../../platform/database/schema.ts";

/** The tables of things that stand in a source and that its administrators write. */
export type RecordTable = "triggers" | "items" | "automatic_messages" | "custom_variables";

/** What all of them have, as the API tells it. */
export interface SourceRecord {
  id: string;
  source_id: string;
  label: string;
  created_at: string;
}

export interface RecordMapping<Table extends RecordTable, Entry extends SourceRecord> {
  table: Table;
  /** Columns to sort by, before the time of creation. */
  order?: string;
  fromRow(row: Selectable<Schema[Table]>): Entry;
  /** The columns that a change may change. Objects are written as JSON. */
  toColumns(entry: Entry): Record<string, string | number | boolean | object | null>;
}

export interface ListFilter {
  sourceId: string | undefined;
  /** Only of these sources; null for all. */
  sourceIds: string[] | null;
  offset: number;
  limit: number;
}

export type RecordStore<Entry extends SourceRecord> = ReturnType<typeof createRecordStore<RecordTable, Entry>>;

/** The SQL of one of these tables. `on` is the transaction of the change, or the database for reading. */
export function createRecordStore<Table extends RecordTable, Entry extends SourceRecord>(
  mapping: RecordMapping<Table, Entry>,
) {
  type Row = Selectable<Schema[Table]>;
  const table = sql.table(mapping.table);
  const order = mapping.order === undefined ? sql`created_at, id` : sql`${sql.ref(mapping.order)}, created_at, id`;

  return {
    async list(on: Kysely<Schema>, domainId: string, { sourceId, sourceIds, offset, limit }: ListFilter) {
      const ofSource = sourceId === undefined ? sql`true` : sql`source_id = ${sourceId}`;
      const ofSources = sourceIds === null ? sql`true` : sql`source_id = any(${sourceIds}::uuid[])`;
      const where = sql`domain_id = ${domainId} and ${ofSource} and ${ofSources}`;
      const { rows } = await sql<Row>`
        select * from ${table} where ${where} order by ${order} offset ${offset} limit ${limit}`.execute(on);
      const counted = await sql<{ count: number }>`select count(*) as count from ${table} where ${where}`.execute(on);
      return { count: counted.rows[0]?.count ?? 0, records: rows.map(mapping.fromRow) };
    },

    async listAll(on: Kysely<Schema>, domainId: string, sourceId: string): Promise<Entry[]> {
      const { rows } = await sql<Row>`
        select * from ${table} where domain_id = ${domainId} and source_id = ${sourceId}
        order by ${order}`.execute(on);
      return rows.map(mapping.fromRow);
    },

    async find(on: Kysely<Schema>, domainId: string, id: string): Promise<Entry | undefined> {
      const { rows } = await sql<Row>`select * from ${table} where domain_id = ${domainId} and id = ${id}`.execute(on);
      return rows[0] === undefined ? undefined : mapping.fromRow(rows[0]);
    },

    async insert(on: Kysely<Schema>, domainId: string, entry: Entry): Promise<void> {
      const columns = {
        domain_id: domainId,
        id: entry.id,
        source_id: entry.source_id,
        created_at: entry.created_at,
        ...toValues(mapping.toColumns(entry)),
      };
      const names = sql.join(Object.keys(columns).map((name) => sql.ref(name)));
      await sql`insert into ${table} (${names}) values (${sql.join(Object.values(columns))})`.execute(on);
    },

    async update(on: Kysely<Schema>, domainId: string, entry: Entry): Promise<void> {
      const columns = Object.entries(toValues(mapping.toColumns(entry)));
      const assignments = sql.join(columns.map(([name, value]) => sql`${sql.ref(name)} = ${value}`));
      await sql`update ${table} set ${assignments} where domain_id = ${domainId} and id = ${entry.id}`.execute(on);
    },

    async delete(on: Kysely<Schema>, domainId: string, id: string): Promise<void> {
      await sql`delete from ${table} where domain_id = ${domainId} and id = ${id}`.execute(on);
    },
  };
}

function toValues(columns: Record<string, string | number | boolean | object | null>) {
  return Object.fromEntries(
    Object.entries(columns).map(([name, value]) => [
      name,
      typeof value === "object" && value !== null ? JSON.stringify(value) : value,
    ]),
  );
}
