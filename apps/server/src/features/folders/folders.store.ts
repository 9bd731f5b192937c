import type { Folder, FolderConditions, FolderVisibility } from "@beckon/protocol";
import { type Kysely, type Selectable, sql } from "kysely";
import type { FoldersTable, Schema } from "../../platform/database/schema.ts";

/** A folder that somebody made: of a user's own, or shared. */
export interface FolderRow {
  id: string;
  ownerId: string | null;
  label: string;
  visibility: FolderVisibility;
  conditions: FolderConditions;
  sorting: Folder["sorting"];
  place: number;
  createdAt: Date;
}

/** The shared ones and a user's own, the shared ones first, each in their order. */
export async function listFolders(on: Kysely<Schema>, domainId: string, userId: string): Promise<FolderRow[]> {
  const rows = await on
    .selectFrom("folders")
    .selectAll()
    .where("domain_id", "=", domainId)
    .where((eb) => eb.or([eb("owner_id", "is", null), eb("owner_id", "=", userId)]))
    .orderBy(sql`owner_id is not null`)
    .orderBy("place")
    .orderBy("id")
    .execute();
  return rows.map(toRow);
}

export async function listTeamsOfUser(on: Kysely<Schema>, domainId: string, userId: string): Promise<string[]> {
  const rows = await on
    .selectFrom("team_members")
    .select("team_id")
    .where("domain_id", "=", domainId)
    .where("user_id", "=", userId)
    .execute();
  return rows.map(({ team_id }) => team_id);
}

/** One change of a domain's folders comes after the other. */
export async function lockFolders(transaction: Kysely<Schema>, domainId: string): Promise<void> {
  await sql`select id from domains where id = ${domainId} for no key update`.execute(transaction);
}

export async function writeFolder(
  transaction: Kysely<Schema>,
  domainId: string,
  { id, ownerId, visibility, conditions, label, sorting, place }: Omit<FolderRow, "createdAt">,
): Promise<FolderRow> {
  const values = {
    owner_id: ownerId,
    team_ids: visibility.kind === "teams" ? visibility.team_ids : [],
    conditions: JSON.stringify(conditions),
    label,
    sorting,
    place,
  };
  const row = await transaction
    .insertInto("folders")
    .values({ domain_id: domainId, id, ...values })
    .onConflict((conflict) => conflict.columns(["domain_id", "id"]).doUpdateSet(values))
    .returningAll()
    .executeTakeFirstOrThrow();
  return toRow(row);
}

export async function deleteFolder(on: Kysely<Schema>, domainId: string, id: string): Promise<void> {
  await on.deleteFrom("folders").where("domain_id", "=", domainId).where("id", "=", id).execute();
}

export async function placeFolders(
  transaction: Kysely<Schema>,
  domainId: string,
  ids: readonly string[],
): Promise<void> {
  for (const [index, id] of ids.entries()) {
    await transaction
      .updateTable("folders")
      .set({ place: index + 1 })
      .where("domain_id", "=", domainId)
      .where("id", "=", id)
      .execute();
  }
}

/** Of these ids those that the domain has such things for. */
export async function findKnown(
  on: Kysely<Schema>,
  domainId: string,
  kind: "sources" | "categories" | "tags" | "teams" | "users",
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await on
    .selectFrom(kind)
    .select("id")
    .where("domain_id", "=", domainId)
    .where("id", "in", [...ids])
    .execute();
  return new Set(rows.map(({ id }) => id));
}

function toRow(row: Selectable<FoldersTable>): FolderRow {
  return {
    id: row.id,
    ownerId: row.owner_id,
    label: row.label,
    visibility:
      row.owner_id !== null
        ? { kind: "own" }
        : row.team_ids.length > 0
          ? { kind: "teams", team_ids: row.team_ids }
          : { kind: "everybody" },
    conditions: { ...row.conditions },
    sorting: row.sorting,
    place: row.place,
    createdAt: row.created_at,
  };
}
