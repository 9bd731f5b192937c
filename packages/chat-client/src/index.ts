import { createVisitorClient } from "@beckon/sdk";
import type { LaunchChat, LaunchOptions, LoadEmbedding } from "./api.ts";
import { launchChatWith } from "./launch.tsx";
import { findStorage } from "./surface/kept-texts.ts";
import type { Embedding } from "./window/chat.ts";

export type * from "./api.ts";

const launch = (options: LaunchOptions, embedding?: Embedding) => {
  const { public_url: publicUrl, source_token: sourceToken } = options.configuration;
  const client = createVisitorClient({ publicUrl, sourceToken, storage: findStorage(), ...options.identified });
  client.onIdentityRefused(options.onIdentityRefused);
  return launchChatWith(client, options, embedding);
};

/** Shows the chat window on this page and connects it when there is something to connect for. */
export const launchChat: LaunchChat = (options) => launch(options);

export const loadEmbedding: LoadEmbedding = async () => {
  const { embedding } = await import("./later/later.ts");
  return { launchChat: (options) => launch(options, embedding), waitForElement: embedding.waitForElement };
};
