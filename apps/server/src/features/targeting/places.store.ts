import { type Kysely, sql } from "kysely";
import type { Schema } from "../../platform/database/schema.ts";

/** Those whose order administrators see and, for triggers, decide. A source's rows are sorted by `place`. */
export type PlacedTable = "triggers" | "items";

/**
 * Rows from this place on stay behind those that are made later. The starter's trigger stands here: it is always met,
 * so that whatever came after it would never have its turn.
 */
export const LAST_PLACE = 1_000_000;

interface SourceKey {
  domainId: string;
  sourceId: string;
}

/**
 * The place of a new row. Here and below, the source is locked by the change that this is part of, so no other row
 * takes the same place.
 */
export async function findNextPlace(on: Kysely<Schema>, table: PlacedTable, key: SourceKey): Promise<number> {
  const { rows } = await sql<{ place: number }>`
    select coalesce(max(place), 0) + 1 as place from ${sql.table(table)}
    where domain_id = ${key.domainId} and source_id = ${key.sourceId} and place < ${LAST_PLACE}`.execute(on);
  return rows[0]?.place ?? 1;
}

/** Frees the place right behind another, and returns it. */
export async function makeRoomBehind(
  on: Kysely<Schema>,
  table: PlacedTable,
  key: SourceKey,
  place: number,
): Promise<number> {
  await sql`
    update ${sql.table(table)} set place = place + 1
    where domain_id = ${key.domainId} and source_id = ${key.sourceId} and place > ${place}`.execute(on);
  return place + 1;
}

/** Gives the source's triggers the places of their ids in `ids`. */
export async function placeTriggers(on: Kysely<Schema>, key: SourceKey, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const places = sql.join(ids.map((id, index) => sql`(${id}::uuid, ${index + 1}::integer)`));
  await sql`
    update triggers set place = places.place from (values ${places}) as places (id, place)
    where triggers.domain_id = ${key.domainId} and triggers.source_id = ${key.sourceId} and triggers.id = places.id
  `.execute(on);
}
