import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "./paths.mjs";

/** The npm workspaces in order of their folders: `{ folder, name, manifest }`, folder relative to the root. */
export async function listWorkspaces() {
  const { workspaces } = await readJson("package.json");
  const folders = await Promise.all(workspaces.map(expand));
  const found = folders.flat().filter((folder) => existsSync(join(root, folder, "package.json")));
  return await Promise.all(
    found.map(async (folder) => {
      const manifest = await readJson(`${folder}/package.json`);
      return { folder, name: manifest.name, manifest };
    }),
  );
}

/** Only the two shapes that we use: a folder, and all folders of a folder. */
async function expand(pattern) {
  if (!pattern.endsWith("/*")) return [pattern];
  const parent = pattern.slice(0, -2);
  return (await readdir(join(root, parent))).sort().map((name) => `${parent}/${name}`);
}

async function readJson(path) {
  return JSON.parse(await readFile(join(root, path), "utf8"));
}
