import { delimiter, dirname, join } from "node:path";
import { Problem } from "./command.mjs";
import { root } from "./paths.mjs";
import { run } from "./run.mjs";
import { step } from "./step.mjs";

/** The first Node that runs our TypeScript as it stands. */
const oldestMajor = 22;
const oldestMinor = 18;
const ownNode = join(root, ".runtime/node_modules/node/bin/node");

/**
 * Finds the Node that everything runs on: this one when it is new enough, else one of ours under .runtime, installed
 * when it is not there. Returns `{ node, env }`: the program's path, and an environment with its folder first in PATH.
 */
export async function ensureRuntime() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return describe(process.execPath);
  if (!(await works(ownNode))) {
    await step(`Installing Node 24 beside this machine's ${process.versions.node}`, install);
  }
  return describe(ownNode);
}

async function install() {
  const flags = ["--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"];
  const { code, output } = await run("npm", ["install", ...flags, "--prefix", ".runtime", "node@24"], {
    capture: true,
  });
  if (code === 0 && (await works(ownNode))) return;
  throw new Problem(
    `Node 24 could not be installed; make the npm registry reachable, or install Node ≥ ${oldestMajor}.${oldestMinor} yourself.\n${output}`,
  );
}

/** An installation that was cut short leaves a file behind that does not run, so running it is the test. */
async function works(node) {
  return (await run(node, ["--version"], { capture: true })).code === 0;
}

function describe(node) {
  return { node, env: { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` } };
}
