import { decideSoon } from "../decide-soon.ts";
import { makeRoomForChat } from "../items/items.ts";
import { countEngaged, countShown } from "../offer-counts.ts";
import { emit } from "../site/events.ts";
import { source } from "../source.ts";
import { currentPageView, record, store } from "../visit/visit-record.ts";
import type { ChatController } from "../window/controller.ts";
import type { Command } from "../window/settings.ts";
import { loadClient } from "./client-file.ts";

/** Null until the client's file was needed. */
export let chat: ChatController | null = null;

const KEPT_BOUND = 50;
let kept: readonly Command[] = [];

/** Whether the page asked for the embedded display. */
export let isEmbedded = false;

/** For live chat there is none. */
export const embed = (wished: unknown): void => {
  isEmbedded = !!wished && source.mode === "messaging";
  decideSoon();
};

/** For the window; kept for the one that is still to come. */
export const tellWindow = (command: Command): string | undefined => {
  kept = [...kept.slice(-KEPT_BOUND), command];
  return chat?.run(command);
};

const tell: typeof emit = (event, data) => {
  if (event === "chat_engaged") countEngaged();
  // No frame comes while the tab is in the background.
  if (event === "chat_shown") requestAnimationFrame(() => countShown(data?.trigger_id as string | null));
  emit(event, data);
};

const onDisplayed = (isDisplayed: boolean): void => {
  makeRoomForChat(isDisplayed);
  decideSoon();
};

/** Rejects when the client's file cannot be loaded, and may be asked again. */
export const showChat = async (...request: Parameters<ChatController["show"]>): Promise<void> => {
  const { createController } = await loadClient();
  if (!chat) {
    chat = createController(source, () => store, currentPageView, record, tell, onDisplayed);
    kept.forEach(chat.run);
  }
  chat.show(...request);
};
