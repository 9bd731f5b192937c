import { startApplication } from "../application.ts";
import type { Environment } from "../platform/environment.ts";
import { createLogger } from "../platform/logging.ts";
import { EXIT_CODES } from "./usage.ts";

/** A stop in good order that takes longer than this is one no more. */
const STOP_LIMIT_MS = 15_000;

/**
 * Serves until a signal. The first SIGTERM or SIGINT stops in good order: nothing new is accepted, what runs is
 * finished. The second ends the process at once.
 */
export async function serve(environment: Environment): Promise<void> {
  const logger = createLogger(environment.logLevel);
  let isStopping = false;
  // Before the start, so that a signal that comes while the database opens waits for it to be open and closable.
  const started = startApplication({ environment, logger });

  const stop = (signal: NodeJS.Signals) => {
    if (isStopping) process.exit(EXIT_CODES.failed);
    isStopping = true;
    logger.info({ signal }, "stopping");
    setTimeout(() => process.exit(EXIT_CODES.failed), STOP_LIMIT_MS).unref();
    started
      .then((application) => application.close())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          logger.error({ err: error }, "could not stop in good order");
          process.exit(EXIT_CODES.failed);
        },
      );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);

  const { url, demo } = await started;
  logger.info({ url }, "ready");
  if (demo !== null) process.stdout.write(demo.welcome);
}
