import type { CompiledConfiguration } from "@beckon/targeting";
import { startDeciding } from "./evaluation.ts";
import { followPage } from "./page/follow-page.ts";
import { startRecording } from "./page/page-view.ts";
import { followQueue } from "./site/command-queue.ts";
import { COMMANDS } from "./site/commands.ts";
import { emit } from "./site/events.ts";
import { setSource, source } from "./source.ts";
import { reloadVisit } from "./visit/visit-record.ts";
import { warnOfFailure } from "./warn.ts";

export { source } from "./source.ts";
export { pageViewId, store } from "./visit/visit-record.ts";

/** Put in by the build. */
declare const VERSION: string;

export const version = VERSION;

/** Starts the source that a loader carries. A page has one: any loader after the first changes nothing. Never throws. */
export const start = (configuration: CompiledConfiguration): void => {
  if (source) return;
  try {
    setSource(configuration);
    reloadVisit();
    startDeciding();
    followQueue(COMMANDS);
    emit("started");
    startRecording();
    followPage();
  } catch (reason) {
    warnOfFailure(reason);
  }
};
