import type { LoaderCustomVariable } from "@beckon/protocol";
import { chat, embed, showChat, tellWindow } from "../chat/chat.ts";
import { hideItems } from "../items/items.ts";
import { castVariable } from "../page/cast-variable.ts";
import { fillIn, setIdentity, startPageView } from "../page/page-view.ts";
import { source } from "../source.ts";
import { isRecording, setRecording } from "../visit/visit-record.ts";
import { warnOfFailure } from "../warn.ts";
import { BAD_ARGUMENT, type Handler, type Handlers } from "./command-queue.ts";
import { causeOf, emit, subscribe, unsubscribe } from "./events.ts";

const forWindow: Handler = (_first, _second, command) => tellWindow(command);

const forShownChat: Handler = (_first, _second, command) => (chat ? tellWindow(command) : "the chat is not shown");

const identify =
  (isSigned: boolean): Handler =>
  (_given, _second, command) => {
    const reason = tellWindow(command);
    setIdentity(isSigned);
    emit("identity_changed");
    return reason;
  };

const fillCustomVariable = (name: string, value: unknown): string | undefined => {
  const type = source.custom_variables.find((variable) => variable.name === name)?.type;
  const cast = castVariable(type ?? (typeof value as LoaderCustomVariable["type"]), value);
  if (!/^custom_\w{1,100}$/.test(name) || (cast === null && value !== null && value !== undefined)) return BAD_ARGUMENT;
  fillIn(name, cast);
};

const setConsent = (isGiven: boolean): undefined => {
  if (isGiven === isRecording) return;
  setRecording(isGiven);
  if (isGiven) return startPageView();
  hideItems();
  chat?.close();
};

/** The commands of `_chatq`. */
export const COMMANDS: Handlers = {
  _setIdentity: ["object", identify(false)],
  // The token is kept for the window only, in memory.
  _setSignedIdentity: ["string", identify(true)],
  _fillCustomVariable: ["string", fillCustomVariable],
  _setConfiguration: [
    "object",
    (given: { readonly embedded?: unknown; readonly parentNodeId?: unknown }, _second, command) => {
      if ("embedded" in given) embed(given.embedded && given.parentNodeId);
      return tellWindow(command);
    },
  ],
  _onEvent: ["string", subscribe],
  _offEvent: ["string", unsubscribe],
  _addMessage: ["object", forShownChat],
  _minimize: ["any", forShownChat],
  _pageChange: ["any", startPageView],
  _addTranslations: ["object", forWindow],
  _setLocale: ["string", forWindow],
  _open: [
    "any",
    () => {
      if (!isRecording) return "the visitor has not consented";
      // Only a gesture of the visitor may move the focus into the window.
      showChat(true, navigator.userActivation?.isActive ? "visitor" : "trigger", causeOf()).catch(warnOfFailure);
    },
  ],
  _setConsent: ["boolean", setConsent],
};
