import { readdir, readFile, stat } from "node:fs/promises";
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
  found.push(...(await findInFiles(database.location.dataDir, texts)));
  return found;
}

async function findInFiles(dataDir: string, texts: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  const names = await readdir(dataDir);
  // The embedded database's own pages were searched row by row; what it keeps of rows that are gone, its vacuum ends.
  for (const name of names.filter((each) => !each.startsWith("database"))) {
    for (const path of await listFiles(join(dataDir, name))) {
      if (texts.some((text) => path.includes(text))) found.push(path);
      const content = await readFile(path).catch(passOverGone);
      if (content !== null && texts.some((text) => content.includes(text))) found.push(path);
    }
  }
  return found;
}

/** The file itself, or all within the folder. */
async function listFiles(path: string): Promise<string[]> {
  if (!(await stat(path).catch(passOverGone))?.isDirectory()) return [path];
  const entries = (await readdir(path).catch(passOverGone)) ?? [];
  return (await Promise.all(entries.map((name) => listFiles(join(path, name))))).flat();
}

/** Files go while they are listed: what is gone holds nothing any more. */
function passOverGone(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT") return null;
  throw error;
}
