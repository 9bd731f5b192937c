import type { ChatEvent } from "../src/api.ts";
import { launchChatWith } from "../src/launch.tsx";
import { makeConfiguration } from "./configuration.ts";
import { createScriptedClient, makeId, makeMessage, makeThread } from "./scripted-client.ts";
import type { Stage, StageOptions, StageTools } from "./stage-types.ts";

function openStage({ appearance, state, texts, mode, welcome, style_sheet, ...options }: StageOptions = {}): Stage {
  const client = createScriptedClient(state);
  const events: ChatEvent[] = [];
  const pageView = { id: makeId(), url: "https://shop.test/", title: "Shop", started_at: "2026-05-12T12:00:00.000Z" };
  const handle = launchChatWith(client, {
    configuration: {
      ...makeConfiguration(appearance),
      translations: texts ?? {},
      ...(style_sheet && { style_sheet }),
      ...(mode && { mode }),
      ...(welcome && { welcome_message: welcome }),
    },
    locale: "en-GB",
    translations: {},
    display: { kind: "floating", opened: false, openedBy: "visitor" },
    threadId: null,
    origin: { trigger_id: null, language: "en", identity_initiated: false },
    identified: { claims: null, signedIdentity: "", slot: "" },
    visited: { pageView, customVariables: {} },
    ...options,
    onEvent: (event) => events.push(event),
    onIdentityRefused: () => {},
  });
  return { handle, client, events };
}

export const tools: StageTools = { openStage, makeMessage, makeThread, makeId };
Object.assign(globalThis, { tools });
