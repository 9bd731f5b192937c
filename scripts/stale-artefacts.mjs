import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { artefacts } from "./artefacts.mjs";
import { root } from "./paths.mjs";

const notSources = new Set(["dist", "node_modules", "test"]);

/** The artefacts that are missing, or older than the newest of their sources. */
export async function staleArtefacts() {
  const lockMs = await changedMs(join(root, "package-lock.json"));
  const stale = [];
  for (const artefact of artefacts) {
    const builtMs = await changedMs(join(root, artefact.folder, artefact.output));
    const sources = [artefact.folder, ...artefact.bundles].map((folder) => newestSourceMs(join(root, folder)));
    if (Math.max(lockMs, ...(await Promise.all(sources))) > builtMs) stale.push(artefact);
  }
  return stale;
}

/**
 * Folders count below the package's own: that is how a deleted source is noticed. The package's own folder does not,
 * since building touches it by making dist/.
 */
async function newestSourceMs(folder) {
  let newestMs = 0;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (notSources.has(entry.name) || /\.test\.tsx?$/.test(entry.name)) continue;
    const path = join(folder, entry.name);
    newestMs = Math.max(newestMs, await changedMs(path), entry.isDirectory() ? await newestSourceMs(path) : 0);
  }
  return newestMs;
}

/** When the file changed last, in milliseconds; 0 when there is none. */
async function changedMs(path) {
  const found = await stat(path).catch(() => undefined);
  return found === undefined ? 0 : found.mtimeMs;
}
