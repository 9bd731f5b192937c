import { utimes } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Problem } from "./command.mjs";
import { inParallel } from "./in-parallel.mjs";
import { root } from "./paths.mjs";
import { run } from "./run.mjs";
import { staleArtefacts } from "./stale-artefacts.mjs";
import { step } from "./step.mjs";

/** A Vite build takes a core and some hundred megabytes; more at once only slows a small machine. */
const buildsAtOnce = 2;

/** Builds every artefact that is stale. Throws one Problem that holds the output of each build that failed. */
export async function buildArtefacts(runtime) {
  const stale = await staleArtefacts();
  if (stale.length === 0) return;
  await step(`Building ${stale.map((artefact) => artefact.folder).join(", ")}`, async () => {
    const failures = await inParallel(stale, buildsAtOnce, (artefact) => build(artefact, runtime));
    const told = failures.filter((failure) => failure !== undefined);
    if (told.length > 0) throw new Problem(told.join("\n"));
  });
}

/** Resolves to the sentence of its failure, or to undefined. */
async function build({ folder, output }, { node, env }) {
  const cwd = join(root, folder);
  const startedAt = new Date();
  const built = await run(node, [viteOf(cwd), "build"], { cwd, env, capture: true });
  if (built.code !== 0) return `${folder} does not build:\n${built.output}`;
  try {
    // Dated by the start: a source that was edited while Vite ran is newer than this build, and is built again.
    await utimes(join(cwd, output), startedAt, startedAt);
  } catch {
    return `${folder}: its build did not write ${output}.`;
  }
}

function viteOf(folder) {
  return join(dirname(createRequire(join(folder, "package.json")).resolve("vite/package.json")), "bin/vite.js");
}
