import type { Holiday, OpenInterval, TimeSheet } from "@beckon/protocol";
import { type Kysely, type Selectable, sql } from "kysely";
import type { Executor } from "../../platform/database/index.ts";
import type { Schema, TimeSheetsTable } from "../../platform/database/schema.ts";
import type { Hours } from "./business-hours.decisions.ts";

export type StoredTimeSheet = Omit<TimeSheet, "open_now">;
export type TimeSheetRow = Omit<StoredTimeSheet, "created_at">;

/** All of a domain's, by their labels: there are few. */
export async function listTimeSheets(on: Kysely<Schema>, domainId: string): Promise<StoredTimeSheet[]> {
  const rows = await on
    .selectFrom("time_sheets")
    .selectAll()
    .where("domain_id", "=", domainId)
    .orderBy(sql`lower(label)`)
    .orderBy("id")
    .execute();
  const kept = await on
    .selectFrom("source_time_sheets")
    .select(["source_id", "time_sheet_id"])
    .where("domain_id", "=", domainId)
    .orderBy("source_id")
    .execute();
  return rows.map((row) => toTimeSheet(row, kept));
}

/** One change of a domain's sheets comes after the other: they take sources from each other. */
export async function lockTimeSheets(transaction: Kysely<Schema>, domainId: string): Promise<void> {
  await sql`select id from domains where id = ${domainId} for no key update`.execute(transaction);
}

export async function writeTimeSheet(
  transaction: Kysely<Schema>,
  domainId: string,
  { id, source_ids, ...fields }: TimeSheetRow,
): Promise<void> {
  const values = {
    label: fields.label,
    time_zone: fields.time_zone,
    weekly: JSON.stringify(fields.weekly),
    holidays: JSON.stringify(fields.holidays),
  };
  await transaction
    .insertInto("time_sheets")
    .values({ domain_id: domainId, id, ...values })
    .onConflict((conflict) => conflict.columns(["domain_id", "id"]).doUpdateSet(values))
    .execute();
  await transaction
    .deleteFrom("source_time_sheets")
    .where("domain_id", "=", domainId)
    .where("time_sheet_id", "=", id)
    .execute();
  if (source_ids.length === 0) return;
  await transaction
    .insertInto("source_time_sheets")
    .values(source_ids.map((source_id) => ({ domain_id: domainId, source_id, time_sheet_id: id })))
    .onConflict((conflict) => conflict.columns(["domain_id", "source_id"]).doUpdateSet({ time_sheet_id: id }))
    .execute();
}

/** With it go the sources' references to it. */
export async function deleteTimeSheet(on: Kysely<Schema>, domainId: string, id: string): Promise<void> {
  await on.deleteFrom("time_sheets").where("domain_id", "=", domainId).where("id", "=", id).execute();
}

/** Of these the sources that the domain has. */
export async function findKnownSources(
  on: Kysely<Schema>,
  domainId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await on
    .selectFrom("sources")
    .select("id")
    .where("domain_id", "=", domainId)
    .where("id", "in", [...ids])
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** The hours of those of a domain's sources that keep any. */
export async function listHoursOfSources(executor: Executor, domainId: string): Promise<ReadonlyMap<string, Hours>> {
  const result = await executor.query<{
    source_id: string;
    time_zone: string;
    weekly: OpenInterval[];
    holidays: Holiday[];
  }>({
    name: "hours_of_sources",
    text: `select kept.source_id, sheet.time_zone, sheet.weekly, sheet.holidays
           from source_time_sheets as kept
           join time_sheets as sheet on sheet.domain_id = kept.domain_id and sheet.id = kept.time_sheet_id
           where kept.domain_id = $1`,
    values: [domainId],
  });
  return new Map(result.rows.map(({ source_id, ...hours }) => [source_id, hours]));
}

function toTimeSheet(
  { domain_id: _, created_at, weekly, holidays, ...row }: Selectable<TimeSheetsTable>,
  kept: readonly { source_id: string; time_sheet_id: string }[],
): StoredTimeSheet {
  return {
    ...row,
    weekly: [...weekly],
    holidays: [...holidays],
    source_ids: kept.filter(({ time_sheet_id }) => time_sheet_id === row.id).map(({ source_id }) => source_id),
    created_at: created_at.toISOString(),
  };
}
