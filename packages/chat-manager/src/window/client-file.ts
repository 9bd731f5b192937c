import type { CreateController } from "./controller.ts";
import type { AskOpenThreads } from "./open-threads.ts";

/**
 * The exports of the client's file, put together by the build: the window, and what of the manager is needed only once
 * there is one.
 */
export interface ClientFile {
  readonly createController: CreateController;
  readonly askOpenThreads: AskOpenThreads;
}
