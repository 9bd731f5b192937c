import { existsSync } from "node:fs";
import { join } from "node:path";
import { buildArtefacts } from "./build-artefacts.mjs";
import { asCommand, Problem } from "./command.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { inParallel } from "./in-parallel.mjs";
import { root } from "./paths.mjs";
import { countsLine } from "./reports.mjs";
import { run } from "./run.mjs";
import { ensureRuntime } from "./runtime.mjs";
import { seconds } from "./step.mjs";
import { listWorkspaces } from "./workspaces.mjs";

// `npm run check`: what must hold besides the tests. One line per check, and the output of those that fail.
await asCommand(async () => {
  const runtime = await ensureRuntime();
  await ensureDependencies(runtime);
  const build = await buildCheck(runtime);
  const others = await inParallel(await listChecks(), 2, (check) => runCheck(check, runtime));
  const results = [build, ...others];
  const failed = results.filter((passed) => !passed).length;
  console.log(countsLine({ passed: results.length - failed, failed, skipped: 0 }));
  return failed === 0 ? 0 : 1;
});

async function listChecks() {
  // Tests may need types that the code they test must not have, such as the browser's: then they have their own.
  const typed = (await listWorkspaces())
    .flatMap(({ folder }) => [folder, `${folder}/test`])
    .filter((folder) => existsSync(join(root, folder, "tsconfig.json")));
  return [
    { name: "format and lint", args: ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."] },
    { name: "import rules, table of ARCHITECTURE.md", args: ["scripts/check-imports.mjs"] },
    { name: "size budgets, figures of README.md", args: ["scripts/check-sizes.mjs"] },
    {
      name: "dead code and dependencies",
      args: ["node_modules/knip/bin/knip.js", "--no-progress", "--no-config-hints"],
    },
    ...typed.map((folder) => ({
      name: `types of ${folder}`,
      args: ["node_modules/typescript/bin/tsc", "-p", folder],
    })),
  ];
}

/** The sizes are those of a build, so the build is a check itself. */
async function buildCheck(runtime) {
  const startedMs = Date.now();
  try {
    await buildArtefacts(runtime);
    return report("build", startedMs, true, "");
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    return report("build", startedMs, false, problem.message);
  }
}

async function runCheck({ name, args }, { node, env }) {
  const startedMs = Date.now();
  const { code, output } = await run(node, args, { env, capture: true });
  return report(name, startedMs, code === 0, output);
}

function report(name, startedMs, passed, output) {
  console.log(`${passed ? "✓" : "✗"} ${name} (${seconds(startedMs)})`);
  if (!passed) console.log(output.trimEnd().replace(/^/gm, "    "));
  return passed;
}
