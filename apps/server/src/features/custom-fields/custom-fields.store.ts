import type { CustomField } from "@beckon/protocol";
import { type Kysely, type Selectable, sql } from "kysely";
import type { Executor } from "../../platform/database/index.ts";
import type { CustomFieldsTable, Schema } from "../../platform/database/schema.ts";

export type CustomFieldRow = Omit<CustomField, "created_at">;

/** All of a domain's, in their order. */
export async function listCustomFields(executor: Executor, domainId: string): Promise<CustomField[]> {
  const found = await executor.query<Selectable<CustomFieldsTable>>({
    name: "custom_fields_list",
    text: "select * from custom_fields where domain_id = $1 order by place, created_at, id",
    values: [domainId],
  });
  return found.rows.map(toCustomField);
}

/** As they stand until the transaction ends. */
export async function lockCustomFields(on: Kysely<Schema>, domainId: string): Promise<CustomField[]> {
  await sql`select id from domains where id = ${domainId} for no key update`.execute(on);
  const rows = await on
    .selectFrom("custom_fields")
    .selectAll()
    .where("domain_id", "=", domainId)
    .orderBy("place")
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return rows.map(toCustomField);
}

export async function insertCustomField(
  on: Kysely<Schema>,
  domainId: string,
  field: CustomFieldRow,
): Promise<CustomField> {
  const values = { domain_id: domainId, ...field };
  return toCustomField(await on.insertInto("custom_fields").values(values).returningAll().executeTakeFirstOrThrow());
}

export async function updateCustomField(
  on: Kysely<Schema>,
  domainId: string,
  { id, ...fields }: CustomFieldRow,
): Promise<CustomField> {
  const row = await on
    .updateTable("custom_fields")
    .set(fields)
    .where("domain_id", "=", domainId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toCustomField(row);
}

/** With it go its values. */
export async function deleteCustomField(on: Kysely<Schema>, domainId: string, id: string): Promise<void> {
  await on.deleteFrom("custom_fields").where("domain_id", "=", domainId).where("id", "=", id).execute();
  await sql`update identity_groups set custom_values = custom_values - ${id}::text, revision = revision + 1
            where domain_id = ${domainId} and custom_values ? ${id}::text`.execute(on);
}

function toCustomField({ domain_id: _, created_at, ...row }: Selectable<CustomFieldsTable>): CustomField {
  return { ...row, created_at: created_at.toISOString() };
}
