import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { TestDatabase } from "../database.ts";

interface Column {
  schema: string;
  table: string;
  column: string;
}

/** Every column of the product's own tables. */
export async function listColumns(database: TestDatabase, schemas: readonly string[]): Promise<Column[]> {
  const { rows } = await database.query<Column>({
    text: `select table_schema as schema, table_name as table, column_name as column from information_schema.columns
           where table_schema = any($1) order by 1, 2, ordinal_position`,
    values: [schemas],
  });
  return rows;
}

/** Where any of the texts stands: in a row of a table, of the jobs' own too, or in a stored file. */
export async function findTexts(database: TestDatabase, texts: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  const columns = await listColumns(database, ["public", "jobs"]);
  const tables = new Set(columns.map(({ schema, table }) => `"${schema}"."${table}"`));
  for (const table of tables) {
    const { rows } = await database.query<{ row: string }>({
      text: `select each::text as row from ${table} as each where exists (
               select from unnest($1::text[]) as marker where strpos(each::text, marker) > 0
             )`,
      values: [texts],
    });
    found.push(...rows.map(({ row }) => `${table}: ${row}`));
  }
  for (const entry of await readdir(database.location.dataDir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    // The embedded database's own pages were searched row by row; what it keeps of rows that are gone, its vacuum ends.
    if (path.startsWith(join(database.location.dataDir, "database"))) continue;
    if (texts.some((text) => path.includes(text))) found.push(path);
    if (!entry.isFile()) continue;
    const content = await readFile(path);
    if (texts.some((text) => content.includes(text))) found.push(path);
  }
  return found;
}
