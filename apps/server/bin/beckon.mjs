#!/usr/bin/env node
// Runs the command line on a Node.js that runs TypeScript: this one, or the one that `npm start` has fetched.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const runsTypeScript = major > 22 || (major === 22 && minor >= 18);
const fetched = fileURLToPath(new URL("../../../.runtime/node_modules/node/bin/node", import.meta.url));

if (runsTypeScript) {
  await import("../src/cli/main.ts");
} else if (existsSync(fetched)) {
  const self = fileURLToPath(import.meta.url);
  const { status, signal } = spawnSync(fetched, [self, ...process.argv.slice(2)], { stdio: "inherit" });
  process.exitCode = status ?? 128 + constants.signals[signal ?? "SIGTERM"];
} else {
  console.error(`Beckon needs Node.js 22.18 or newer; this is ${process.versions.node}. \`npm start\` fetches one.`);
  process.exitCode = 1;
}
