import { spawn } from "node:child_process";
import { buildArtefacts } from "./build-artefacts.mjs";
import { asCommand } from "./command.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { root } from "./paths.mjs";
import { exitCode } from "./run.mjs";
import { ensureRuntime } from "./runtime.mjs";

const parentCheckMs = 500;

// `npm start`: everything that a fresh machine lacks, then the server with the demo domain.
await asCommand(async () => {
  const runtime = await ensureRuntime();
  await ensureDependencies(runtime);
  await buildArtefacts(runtime);
  return await serve(runtime);
});

/** Runs the server until it ends, and resolves to its exit code. */
function serve({ node, env }) {
  const args = ["--disable-warning=ExperimentalWarning", "apps/server/src/cli/main.ts", "serve"];
  const server = spawn(node, args, { cwd: root, env: { BECKON_DEMO: "1", ...env }, stdio: "inherit" });
  process.on("SIGTERM", () => server.kill("SIGTERM"));
  process.on("SIGINT", () => {
    // A terminal gives Ctrl-C to the server too, as it is in the same process group: twice could read as "at once".
    if (!process.stdin.isTTY) server.kill("SIGINT");
  });
  stopWithNpm(server);
  return new Promise((resolve, reject) => {
    server.on("error", reject);
    server.on("close", (code, signal) => resolve(exitCode(code, signal)));
  });
}

/**
 * npm that is stopped takes its shell along and leaves us behind, with the port still taken. Being handed to another
 * parent is the only notice of it, and reading the parent's number costs nothing.
 */
function stopWithNpm(server) {
  if (process.env.npm_lifecycle_event !== "start") return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    server.kill("SIGTERM");
  }, parentCheckMs);
  watch.unref();
}
