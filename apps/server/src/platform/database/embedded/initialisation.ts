import { fork } from "node:child_process";
import { access, mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const UNFINISHED_PREFIX = "database.unfinished-";

/**
 * Makes the database directory when there is none; returns whether it did. It appears by one rename, so a start
 * that is killed leaves nothing that looks like a database. The caller holds the lock of the data directory.
 */
export async function initialiseWhenAbsent(dataDir: string, directory: string): Promise<boolean> {
  if (await exists(join(directory, "PG_VERSION"))) return false;
  for (const name of await readdir(dataDir)) {
    if (name.startsWith(UNFINISHED_PREFIX)) await rm(join(dataDir, name), { recursive: true, force: true });
  }
  const unfinished = join(dataDir, `${UNFINISHED_PREFIX}${process.pid}`);
  await mkdir(unfinished, { mode: 0o700 });
  await runInitialisation(unfinished);
  await rename(unfinished, directory);
  return true;
}

function runInitialisation(directory: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const program = fileURLToPath(new URL("./initialise-directory.ts", import.meta.url));
    const child = fork(program, [directory], { stdio: ["ignore", "ignore", "pipe", "ipc"], execArgv: [] });
    let output = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-4_000);
    });
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`the embedded database could not be made (${signal ?? `code ${code}`}): ${output.trim()}`));
    });
  });
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
