import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { root } from "./paths.mjs";
import { readImports } from "./source-imports.mjs";
import { listWorkspaces } from "./workspaces.mjs";

const skipped = new Set(["node_modules", "dist", "data", "public"]);

/**
 * Every import of every source in the workspaces, as edges
 * `{ from, line, kind, target, to }`: `from` and `to` are paths from the root; `to` is undefined for a library.
 */
export async function readImportGraph() {
  const workspaces = await listWorkspaces();
  const files = (await Promise.all(workspaces.map(({ folder }) => sourcesIn(folder)))).flat();
  const edges = await Promise.all(
    files.map(async (from) => {
      const imports = readImports(await readFile(join(root, from), "utf8"));
      return imports.map((found) => ({ from, ...found, to: resolve(from, found.target, workspaces) }));
    }),
  );
  return { files, edges: edges.flat() };
}

async function sourcesIn(folder) {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return skipped.has(entry.name) ? [] : await sourcesIn(path);
      return /\.tsx?$/.test(entry.name) ? [path] : [];
    }),
  );
  return found.flat();
}

function resolve(from, target, workspaces) {
  const bare = target.replace(/\?.*$/, "");
  if (bare.startsWith(".")) return withExtension(posix.join(dirname(from), bare));
  const workspace = workspaces.find(({ name }) => bare === name || bare.startsWith(`${name}/`));
  if (workspace === undefined) return undefined;
  const exported = workspace.manifest.exports?.[`.${bare.slice(workspace.name.length)}`];
  return posix.join(workspace.folder, typeof exported === "string" ? exported : bare.slice(workspace.name.length));
}

/** Bundled code may leave the extension out; everything else names the file as it is. */
function withExtension(path) {
  const candidates = [path, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`];
  return candidates.find((candidate) => /\.\w+$/.test(candidate) && existsSync(join(root, candidate))) ?? path;
}
