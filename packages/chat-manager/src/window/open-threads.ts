import type { createVisitorClient } from "@beckon/sdk";
import type { CompiledConfiguration, OpenThreads } from "@beckon/targeting";

/** Nobody waits longer for the server's answer: then it is as if there were no open thread. */
const PATIENCE_MS = 5_000;

export type AskOpenThreads = (configuration: CompiledConfiguration) => Promise<OpenThreads>;

/** Asks the server, without a window, whether the identity that this browser keeps has an open thread. */
export const askOpenThreadsWith =
  (create: typeof createVisitorClient): AskOpenThreads =>
  ({ public_url: publicUrl, source_token: sourceToken }) =>
    new Promise((resolve) => {
      const client = create({ publicUrl, sourceToken, storage: localStorage });
      const answer = (): void => {
        const isOpen = client.getState().threads.some(({ thread }) => thread.state === "open");
        clearTimeout(timer);
        client.stop();
        resolve(isOpen ? "some" : "none");
      };
      const timer = setTimeout(answer, PATIENCE_MS);
      client.subscribe(() => {
        const { threadsKnown, connection } = client.getState();
        if (threadsKnown || connection.kind === "ended") answer();
      });
      client.start();
    });
