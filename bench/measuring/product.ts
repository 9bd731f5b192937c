import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type ChildServer, startChildServer } from "./child-server.ts";

const PROGRAM = fileURLToPath(new URL("../../apps/server/src/cli/main.ts", import.meta.url));

export interface ProductOptions {
  /** The embedded database without one. */
  databaseUrl?: string;
  /** Where the server leaves a CPU profile when it stops. */
  profileFolder?: string | undefined;
}

/** Starts the product as `beckon serve` does, with the demo domain and a data directory that goes with it. */
export async function startProduct({ databaseUrl, profileFolder }: ProductOptions): Promise<ChildServer> {
  const dataDir = mkdtempSync(join(tmpdir(), "beckon-bench-"));
  const profiling = profileFolder === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profileFolder}`];
  const server = await startChildServer([...profiling, PROGRAM, "serve"], {
    DATABASE_URL: databaseUrl,
    BECKON_DATA_DIR: dataDir,
    BECKON_DEMO: "1",
    BECKON_DEMO_PORT: "0",
    LOG_LEVEL: "warn",
  });
  return {
    ...server,
    async stop() {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
