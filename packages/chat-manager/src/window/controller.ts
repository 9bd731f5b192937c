import type { ChatEvent, ChatHandle, Display, LaunchChat, LoadEmbedding } from "@beckon/chat-client";
import type { CompiledConfiguration, PageViewRecord, SeenValue, VisitStore } from "@beckon/targeting";
import type { Cause } from "../site/events.ts";
import type { RecordedHere } from "../visit/visit-record.ts";
import { type Command, createSettings } from "./settings.ts";
import { findUnsentMessage } from "./unsent-message.ts";
import { visitedOf } from "./visited.ts";

type OpenedBy = "visitor" | "trigger" | "continuation";

/** The one window of the page, over all its launches. */
export interface ChatController {
  /** Idempotent: a window that is there is only opened, and `cause` counts for its launch alone. */
  show(opens: boolean, by: OpenedBy, cause: Cause): void;
  close(): void;
  /** One of the commands that are for the window. Answers with the reason when it does not make sense now. */
  run(command: Command): string | undefined;
  /** By the id of the catalog's text, null for none; no text is shown twice. */
  addAutomaticMessage(automaticMessageId: string | null): void;
  /** What conditions see of it. */
  displayed(): Record<string, SeenValue>;
  /** Tells an engaged visitor's agents where the visitor is. Before engagement it tells nobody anything. */
  tellPage(): void;
}

/** What the manager does for the window, which is built into another file and shares no state with it. */
export type CreateController = (
  source: CompiledConfiguration,
  findStore: () => VisitStore,
  findPageView: () => PageViewRecord | undefined,
  record: (operation: RecordedHere) => void,
  emit: (event: string, data?: Readonly<Record<string, SeenValue | null>>) => void,
  onDisplayed: (isDisplayed: boolean) => void,
) => ChatController;

const CAUSELESS: Cause = {
  trigger_id: null,
  trigger_label: null,
  trigger_human_id: null,
  trigger_continuation: false,
};

/** Where the window covers the whole screen, it opens only for the visitor or as it was. */
const FULL_SCREEN = "(max-width: 480px), (max-height: 420px)";

export const createControllerWith =
  (launchChat: LaunchChat, loadEmbedding: LoadEmbedding): CreateController =>
  (source, findStore, findPageView, record, emit, onDisplayed) => {
    let handle: ChatHandle | null = null;
    let cause: Cause = { trigger_id: null };
    let isDisplayed = false;
    let isOpened = false;
    let threadId: string | null = null;

    let launchAgain: () => void = () => undefined;

    /** For another visitor than before, as it stands on the page. */
    const relaunch = (): void => {
      const before = handle;
      handle = null;
      before?.close();
      launchAgain();
    };

    const settings = createSettings(() => handle, relaunch);
    const isEngaged = (): boolean => !!findStore().visit?.chat;

    const display = (opened: boolean, event: string, data?: Cause): void => {
      isDisplayed = true;
      isOpened = opened;
      record({ kind: "values_changed", values: { chat_shown: true, chat_opened: opened } });
      emit(event, data);
      onDisplayed(true);
    };

    const end = (): void => {
      if (!handle) return;
      handle = null;
      isEmbedding = false;
      isDisplayed = false;
      record({ kind: "values_changed", values: { chat_shown: false, chat_opened: false } });
      emit("chat_closed");
      onDisplayed(false);
    };

    const engage = (): void => record({ kind: "chat_engaged", threadId, triggerId: cause.trigger_id });

    const tellPage = (): void => {
      const pageView = findPageView();
      if (!handle || !pageView || !isEngaged()) return;
      const visited = visitedOf(pageView);
      handle.viewPage(visited.pageView, visited.customVariables);
    };

    const onEvent = (event: ChatEvent): void => {
      switch (event.kind) {
        case "shown":
          display(isOpened, "chat_shown", cause);
          break;
        case "opened":
        case "minimized":
          display(event.kind === "opened", `chat_${event.kind}`);
          break;
        case "closed":
          end();
          break;
        case "engaged":
          if (!isEngaged()) {
            engage();
            emit("chat_engaged", cause);
          }
          tellPage();
          break;
        case "thread_changed":
          threadId = event.threadId;
          if (isEngaged()) engage();
          break;
        case "unread_changed":
          emit(event.kind, { count: event.count });
          break;
        case "message_sent":
        case "message_received":
          emit(event.kind, cause);
      }
    };

    const launch = (
      display: Display,
      pageView: PageViewRecord,
      launchOn = launchChat,
      wanted = findStore().visit?.chat?.threadId || null,
    ): void => {
      launchAgain = () => {
        const openedBy = isEngaged() ? "continuation" : "trigger";
        const again: Display = display.kind === "floating" ? { ...display, opened: isOpened, openedBy } : display;
        launch(again, pageView, launchOn, null);
        tellPage();
      };
      const trigger = source.triggers.find(({ trigger: { id } }) => id === cause.trigger_id)?.trigger;
      threadId = wanted;
      handle = launchOn({
        // A window does not target.
        configuration: { ...source, triggers: [], items: [], custom_variables: [] },
        locale: settings.localeFor(trigger),
        translations: settings.translations(),
        display,
        threadId,
        origin: { trigger_id: trigger?.id ?? null, language: trigger?.language ?? null, identity_initiated: false },
        identified: settings.identified(),
        visited: visitedOf(pageView),
        onEvent,
        onIdentityRefused: settings.refuse,
      });
    };

    let isEmbedding = false;
    let stopWaiting: () => void = () => undefined;

    /** As soon as the page has the element. */
    const embed = async (parentNodeId: string): Promise<void> => {
      if (isEmbedding || handle) return;
      isEmbedding = true;
      try {
        const embedding = await loadEmbedding();
        stopWaiting = embedding.waitForElement(parentNodeId, () => {
          const pageView = findPageView();
          if (!pageView || handle) return;
          cause = CAUSELESS;
          isOpened = true;
          const openedBy = isEngaged() ? "continuation" : "trigger";
          launch({ kind: "embedded", opened: true, openedBy, parentNodeId }, pageView, embedding.launchChat);
        });
      } catch (reason) {
        isEmbedding = false;
        console.warn("Beckon:", reason);
      }
    };

    const whenIdentified = (act: () => void): void => void (settings.pending()?.then(act) ?? act());

    const show: ChatController["show"] = (wantsOpen, by, because) => {
      const parentNodeId = source.mode === "messaging" ? settings.parentNodeId() : null;
      if (parentNodeId !== null) {
        void embed(parentNodeId);
        return;
      }
      const opens = wantsOpen && (by !== "trigger" || !matchMedia(FULL_SCREEN).matches);
      const pageView = findPageView();
      if (handle) {
        if (opens) handle.open(by === "visitor" ? by : "trigger");
      } else if (pageView) {
        cause = because;
        isOpened = opens;
        launch({ kind: "floating", opened: isOpened, openedBy: by }, pageView);
      }
    };

    const addAutomaticMessage: ChatController["addAutomaticMessage"] = (automaticMessageId) => {
      const message = findUnsentMessage(source.automatic_messages, automaticMessageId, findStore());
      if (!handle || !message) return;
      handle.addAutomaticMessage(message.body);
      record({ kind: "automatic_message_sent", automaticMessageId: message.id });
    };

    return {
      show: (...request) => whenIdentified(() => show(...request)),
      close: () => {
        stopWaiting();
        isEmbedding = false;
        handle?.close();
        end();
      },
      run: settings.run,
      addAutomaticMessage: (automaticMessageId) => whenIdentified(() => addAutomaticMessage(automaticMessageId)),
      displayed: () => (isDisplayed ? { chat_shown: true, chat_opened: isOpened } : {}),
      tellPage,
    };
  };
