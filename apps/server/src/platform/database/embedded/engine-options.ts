import { PGlite, type PGliteOptions } from "@electric-sql/pglite";
import { PLANNER_PARAMETERS } from "../planner.ts";

/** PostgreSQL's own default is eight times this; one session has no use for it. */
const SHARED_BUFFERS = "16MB";

/**
 * How the embedded engine runs, for its first initialisation and ever after. The engine's defaults already turn
 * fsync off: what is committed survives the death of the process, not the loss of power.
 *
 * @param onLog gets every line that the engine would write to its log.
 */
export function engineOptions(directory: string, onLog: (line: string) => void): PGliteOptions {
  return {
    dataDir: directory,
    relaxedDurability: true,
    startParams: [...PGlite.defaultStartParams, "-c", `shared_buffers=${SHARED_BUFFERS}`, ...PLANNER_PARAMETERS],
    onStderr(line) {
      onLog(line);
      return false;
    },
  };
}
