import { join } from "node:path";
import { root } from "./paths.mjs";
import { run } from "./run.mjs";

const probe = join(root, "scripts/probe-service.mjs");

/**
 * Which of the services that the suites also run on can be reached:
 * per service `{ kind: "reached", version }` or `{ kind: "missing", reason }`.
 */
export async function detectServices(runtime) {
  const [postgresql, redis] = await Promise.all([
    ask("postgresql", process.env.DATABASE_URL || "postgresql://postgres@127.0.0.1:5432/postgres", runtime),
    ask("redis", process.env.REDIS_URL || "redis://127.0.0.1:6379", runtime),
  ]);
  return { postgresql, redis };
}

/** A child does the asking, because the drivers are there only once the dependencies are. */
async function ask(service, url, { node, env }) {
  const { code, output } = await run(node, [probe, service, url], { env, capture: true });
  return code === 0 ? { kind: "reached", version: output.trim() } : { kind: "missing", reason: output.trim() };
}
