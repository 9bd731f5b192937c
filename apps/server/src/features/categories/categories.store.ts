import type { Category } from "@beckon/protocol";
import { type Kysely, type Selectable, sql } from "kysely";
import { insertFacts } from "../../delivery/facts/index.ts";
import type { Executor } from "../../platform/database/index.ts";
import type { CategoriesTable, Schema } from "../../platform/database/schema.ts";

export type CategoryRow = Omit<Category, "created_at">;

/** All of a domain's: a tree is read whole. Parents in no order, those with one parent in theirs. */
export async function listCategories(on: Kysely<Schema>, domainId: string): Promise<Category[]> {
  const rows = await on
    .selectFrom("categories")
    .selectAll()
    .where("domain_id", "=", domainId)
    .orderBy("place")
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return rows.map(toCategory);
}

export async function insertCategory(on: Kysely<Schema>, domainId: string, category: CategoryRow): Promise<Category> {
  const values = { domain_id: domainId, ...category };
  return toCategory(await on.insertInto("categories").values(values).returningAll().executeTakeFirstOrThrow());
}

export async function updateCategory(on: Kysely<Schema>, domainId: string, category: CategoryRow): Promise<Category> {
  const { id, ...fields } = category;
  const row = await on
    .updateTable("categories")
    .set(fields)
    .where("domain_id", "=", domainId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toCategory(row);
}

/** With it go the threads' and the agents' references to it. */
export async function deleteCategory(on: Kysely<Schema>, domainId: string, id: string): Promise<void> {
  await on.deleteFrom("categories").where("domain_id", "=", domainId).where("id", "=", id).execute();
}

/** One change of a domain's tree comes after the other, so that none makes a circle of two. */
export async function lockCategories(transaction: Kysely<Schema>, domainId: string): Promise<void> {
  await sql`select id from domains where id = ${domainId} for no key update`.execute(transaction);
}

/** Gives a thread these categories and no others, and tells the fact. Rejects with a constraint's violation for one that is gone. */
export async function replaceThreadCategories(
  transaction: Executor,
  domainId: string,
  threadId: string,
  categoryIds: readonly string[],
): Promise<void> {
  // The thread's row is what the facts' horizon and other changes of the thread go by.
  await transaction.query({
    text: "select id from threads where domain_id = $1 and id = $2 for update",
    values: [domainId, threadId],
  });
  await transaction.query({
    text: "delete from thread_categories where domain_id = $1 and thread_id = $2",
    values: [domainId, threadId],
  });
  await transaction.query({
    text: `insert into thread_categories (domain_id, thread_id, category_id)
           select $1, $2, id from unnest($3::uuid[]) as chosen (id)`,
    values: [domainId, threadId, categoryIds],
  });
  await insertFacts(transaction, [{ domainId, threadId, type: "thread_categorised", payload: {} }]);
}

/** Adds to a locked thread those of the categories that the domain has. False when it had them all. */
export async function addThreadCategories(
  transaction: Executor,
  domainId: string,
  threadId: string,
  categoryIds: readonly string[],
): Promise<boolean> {
  const added = await transaction.query({
    name: "categories_add_to_thread",
    text: `insert into thread_categories (domain_id, thread_id, category_id)
           select $1, $2, id from categories where domain_id = $1 and id = any($3::uuid[])
           on conflict do nothing`,
    values: [domainId, threadId, categoryIds],
  });
  if ((added.rowCount ?? 0) === 0) return false;
  await insertFacts(transaction, [{ domainId, threadId, type: "thread_categorised", payload: {} }]);
  return true;
}

function toCategory({ domain_id: _, created_at, ...row }: Selectable<CategoriesTable>): Category {
  return { ...row, created_at: created_at.toISOString() };
}
