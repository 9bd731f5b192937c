import type { ChatEventName, ChatListener } from "./events.ts";
import { push } from "./queue.ts";

/** An unsigned identity; every field is optional. */
export interface Identity {
  firstname?: string;
  lastname?: string;
  screenname?: string;
  company?: string;
  email?: string;
  uuid?: string;
  avatar_url?: string;
  extra_values?: Record<string, unknown>;
}

export interface Configuration {
  /** The Chat fills the element with the id `parentNodeId` instead of standing above the page. */
  embedded?: boolean;
  parentNodeId?: string;
  locale?: string;
}

export interface AutomatedMessage {
  body: string;
  /** From the agent; else from the customer. */
  agent?: boolean;
  /** A customer's message engages at once; else it waits for the customer's next own one. */
  engage?: boolean;
}

/** The commands of the page's queue, `_chatq`. They work before and after the Chat has arrived, in any order. */
export const chat = {
  setIdentity: (identity: Identity): void => push("_setIdentity", identity),
  /** A JWT; calling it again renews it. */
  setSignedIdentity: (token: string): void => push("_setSignedIdentity", token),
  /** For the current page view; null empties it. */
  fillCustomVariable: (name: `custom_${string}`, value: string | number | boolean | null): void =>
    push("_fillCustomVariable", name, value),
  setConfiguration: (configuration: Configuration): void => push("_setConfiguration", configuration),
  /** Works while the Chat is open. */
  addMessage: (message: AutomatedMessage): void => push("_addMessage", message),
  /** A page of a single-page application: a new page view, for which triggers are evaluated anew. */
  pageChange: (): void => push("_pageChange"),
  /** Texts by locale, which win over the source's own. */
  addTranslations: (texts: Record<string, Record<string, string>>): void => push("_addTranslations", texts),
  open: (): void => push("_open"),
  minimize: (): void => push("_minimize"),
  setLocale: (locale: string): void => push("_setLocale", locale),
  /** Without consent nothing is recorded or shown, and what was recorded is erased. */
  setConsent: (isGiven: boolean): void => push("_setConsent", isGiven),
  /** Subscribes; answers with what ends the subscription. */
  on: <Name extends ChatEventName>(name: Name, listener: ChatListener<Name>): (() => void) => {
    push("_onEvent", name, listener);
    return () => push("_offEvent", name, listener);
  },
  /** Ends a subscription, or without a listener all of them to the event. */
  off: <Name extends ChatEventName>(name: Name, listener?: ChatListener<Name>): void =>
    listener ? push("_offEvent", name, listener) : push("_offEvent", name),
};
