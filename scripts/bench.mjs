import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { buildArtefacts } from "./build-artefacts.mjs";
import { asCommand, Problem } from "./command.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { root } from "./paths.mjs";
import { run } from "./run.mjs";
import { ensureRuntime } from "./runtime.mjs";

// `npm run bench -- NAME [arguments]`: one measurement; without a name, the list of them.
await asCommand(async ([name, ...args]) => {
  const names = await listBenches();
  if (name === undefined) {
    console.log(names.length === 0 ? "There is no measurement in bench/ yet." : names.join("\n"));
    return 0;
  }
  if (!names.includes(name)) throw new Problem(`There is no bench ${name}; there are: ${names.join(", ")}.`);
  const runtime = await ensureRuntime();
  await ensureDependencies(runtime);
  await buildArtefacts(runtime);
  const main = existsSync(join(root, "bench", `${name}.ts`)) ? `bench/${name}.ts` : `bench/${name}/main.ts`;
  const { code } = await run(runtime.node, ["--expose-gc", main, ...args], { env: runtime.env });
  return code;
});

/** A bench is bench/NAME.ts or bench/NAME/main.ts. */
async function listBenches() {
  const entries = await readdir(join(root, "bench"), { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith(".ts"));
  const folders = entries.filter((entry) => existsSync(join(root, "bench", entry.name, "main.ts")));
  return [...files.map((file) => file.name.replace(/\.ts$/, "")), ...folders.map((folder) => folder.name)].sort();
}
