import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Problem } from "./command.mjs";
import { cacheFolder, root } from "./paths.mjs";
import { run } from "./run.mjs";
import { step } from "./step.mjs";

const stampFile = join(cacheFolder, "lock-stamp");

/**
 * Installs exactly what package-lock.json says, unless that is what was installed last. The stamp is written after
 * the installation and lies within node_modules, so neither a cut installation nor a deleted folder passes for a whole one.
 */
export async function ensureDependencies({ env }) {
  const stamp = await lockStamp();
  if ((await readFile(stampFile, "utf8").catch(() => "")) === stamp) return;
  await step("Installing dependencies", async () => {
    // Vite and the test runners are development dependencies: NODE_ENV=production must not leave them out.
    const flags = ["--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
    const { code, output } = await run("npm", ["ci", ...flags], { env, capture: true });
    if (code !== 0) throw new Problem(`npm ci failed; mend what it says, then run this again.\n${output}`);
  });
  await mkdir(cacheFolder, { recursive: true });
  await writeFile(stampFile, stamp);
}

/** Platform and architecture count too: a folder shared between machines holds binaries of one of them. */
async function lockStamp() {
  const lock = await readFile(join(root, "package-lock.json")).catch(() => {
    throw new Problem("package-lock.json is missing; get it back from version control.");
  });
  return `${createHash("sha256").update(lock).digest("hex")} ${process.platform} ${process.arch}\n`;
}
