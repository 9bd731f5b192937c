import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { cacheFolder, root } from "./paths.mjs";
import { countByGround, countPlaywright, countVitest, judgeRun, nothing } from "./reports.mjs";
import { run } from "./run.mjs";

/**
 * Runs every Vitest project, its output streaming by, and resolves to the counts, with `grounds`: how
 * many tests ran on which database and bus. `filters` are passed on to the runner; with some, a runner may have nothing to run.
 */
export async function runUnits(runtime, filters) {
  const report = await emptyReport("vitest.json");
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, "--passWithNoTests"];
  const { code } = await run(runtime.node, ["node_modules/vitest/vitest.mjs", ...args, ...filters], runtime);
  const counts = (read) => ({ ...countVitest(read), grounds: countByGround(read) });
  return { grounds: { embedded: 0, postgresql: 0, redis: 0 }, ...(await judge(report, counts, code, filters)) };
}

/** Runs the browser journeys of e2e/, which find their browsers in `browserPaths` (variables), and resolves to the counts. */
export async function runJourneys(runtime, filters, browserPaths) {
  const report = await emptyReport("playwright.json");
  const cli = join(root, "node_modules/@playwright/test/cli.js");
  const env = { ...runtime.env, ...browserPaths, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const args = ["test", "--reporter=list,json", "--pass-with-no-tests", ...filters];
  const { code } = await run(runtime.node, [cli, ...args], { cwd: join(root, "e2e"), env });
  return await judge(report, countPlaywright, code, filters);
}

/** The report of an earlier run must not speak for a runner that crashes now. */
async function emptyReport(name) {
  const path = join(cacheFolder, name);
  await mkdir(cacheFolder, { recursive: true });
  await rm(path, { force: true });
  return path;
}

async function judge(path, count, code, filters) {
  const text = await readFile(path, "utf8").catch(() => undefined);
  const counts = text === undefined ? nothing : count(JSON.parse(text));
  return judgeRun(counts, { code, narrowed: text !== undefined && filters.length > 0 });
}
