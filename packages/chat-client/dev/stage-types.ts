import type { ChatEvent, ChatHandle, LaunchOptions } from "../src/api.ts";
import type { makeConfiguration } from "./configuration.ts";
import type { createScriptedClient, makeId, makeMessage, makeThread, ScriptedClient } from "./scripted-client.ts";

/** What the preview page and the browser tests drive: the window, its scripted client and what it announced. */
export interface Stage {
  handle: ChatHandle;
  client: ScriptedClient;
  events: ChatEvent[];
}

export interface StageOptions extends Partial<Omit<LaunchOptions, "configuration" | "onEvent">> {
  appearance?: Parameters<typeof makeConfiguration>[0];
  state?: Parameters<typeof createScriptedClient>[0];
  mode?: LaunchOptions["configuration"]["mode"];
  welcome?: string;
  style_sheet?: string;
  texts?: LaunchOptions["configuration"]["translations"];
}

export interface StageTools {
  openStage(options?: StageOptions): Stage;
  makeMessage: typeof makeMessage;
  makeThread: typeof makeThread;
  makeId: typeof makeId;
}
