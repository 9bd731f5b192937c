import { randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Environment } from "./environment.ts";
import { newSecret } from "./identifiers.ts";

const SECRET_FILE = "secret";

/**
 * The installation's secret: BECKON_SECRET, or the one kept in the data directory, which is made (256 bits,
 * readable by its owner alone) on the first start. All nodes of one installation need the same.
 */
export async function loadSecret({ secret, dataDir }: Pick<Environment, "secret" | "dataDir">): Promise<string> {
  if (secret !== undefined) return secret;
  const file = join(dataDir, SECRET_FILE);
  const kept = await readKept(file);
  if (kept !== undefined) return kept;
  await mkdir(dataDir, { recursive: true });
  await keepNew(file);
  const made = await readKept(file);
  if (made === undefined) throw new Error(`the secret in ${file} cannot be read`);
  return made;
}

async function readKept(file: string): Promise<string | undefined> {
  try {
    const text = (await readFile(file, "utf8")).trim();
    if (text.length < 32) throw new Error(`${file} holds no usable secret; restore it, or remove it to get a new one`);
    return text;
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

/** The file appears whole or not at all, and the first of two starters wins. */
async function keepNew(file: string): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  const handle = await open(draft, "wx", 0o600);
  try {
    await handle.writeFile(`${newSecret()}\n`);
    await handle.sync();
    await handle.close();
    await link(draft, file);
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
