import type { ChatHandle, LaunchOptions } from "@beckon/chat-client";
import { LIMITS } from "@beckon/protocol/constants";
import type { TriggerTerms } from "@beckon/targeting";
import type { Identified } from "./identified.ts";

/** As it was pushed: its name, then its arguments, of which the manager has checked the first one's type. */
export type Command = readonly unknown[];

type Translations = Record<string, Record<string, unknown>>;

/** What the website has told for the window, before or while it is there. */
export interface Settings {
  run(command: Command): string | undefined;
  /** The chain of languages: trigger, website, page, browser. */
  localeFor(trigger: TriggerTerms | undefined): string;
  translations(): Translations;
  identified(): Identified;
  /** The server did not take something of who the visitor is. */
  refuse(...refusal: Parameters<LaunchOptions["onIdentityRefused"]>): void;
  /** Ends when it is known who the visitor is; null when nothing was said of it. */
  pending(): Promise<void> | null;
  /** The id of the page's element that the chat fills, null while it floats. */
  parentNodeId(): string | null;
}

/** `relaunch` is told when the visitor is another one than the window was launched for. */
export const createSettings = (findHandle: () => ChatHandle | null, relaunch: () => void): Settings => {
  let locale = "";
  let identified: Identified = { claims: null, signedIdentity: "", slot: "" };
  let pending: Promise<void> | null = null;
  let translations: Translations = {};
  let parentNodeId: string | null = null;

  /** In the order of the commands. What decides is loaded by pages that say who their visitor is. */
  const identify = (command: Command): undefined => {
    pending = Promise.all([import("./identified.ts"), pending])
      .then(([{ identify: decide }]) => {
        const { next, act } = decide(identified, command, relaunch);
        identified = next;
        act(findHandle());
      })
      .catch((reason) => console.warn("Beckon:", reason));
  };

  const setLocale = (wished: unknown): string | undefined => {
    if (typeof wished !== "string") return "bad argument";
    locale = wished;
    findHandle()?.setLocale(wished);
    return undefined;
  };

  const addTranslations = (added: object): void => {
    for (const [of, texts] of Object.entries(added)) {
      translations = { ...translations, [of]: { ...translations[of], ...(texts as object) } };
    }
  };

  const addMessage = ({ body, agent, engage }: Record<string, unknown>): string | undefined => {
    if (typeof body !== "string" || !body.trim() || body.length > LIMITS.messageBodyLength) return "bad argument";
    if (agent) findHandle()?.addAutomaticMessage(body);
    else findHandle()?.addCustomerMessage(body, !!engage);
    return undefined;
  };

  const configure = ({ embedded, parentNodeId: id, locale: wished }: Record<string, unknown>): string | undefined => {
    if (embedded && typeof id !== "string") return "no parentNodeId";
    if (embedded !== undefined) parentNodeId = embedded ? String(id) : null;
    return wished === undefined ? undefined : setLocale(wished);
  };

  return {
    run: ([name, given]) => {
      const fields = Object(given) as Record<string, unknown>;
      switch (name) {
        case "_setIdentity":
        case "_setSignedIdentity":
          return identify([name, given]);
        case "_setLocale":
          return setLocale(given);
        case "_setConfiguration":
          return configure(fields);
        case "_addTranslations":
          addTranslations(fields);
          return undefined;
        case "_minimize":
          findHandle()?.minimize();
          return undefined;
        case "_addMessage":
          return addMessage(fields);
      }
      return undefined;
    },
    localeFor: (trigger) => trigger?.language || locale || document.documentElement.lang || navigator.language || "en",
    translations: () => translations,
    identified: () => identified,
    pending: () => pending,
    refuse: async (...refusal) => {
      if ((await import("./identified.ts")).warnOfIdentity(...refusal)) identify(["_setSignedIdentity", ""]);
    },
    parentNodeId: () => parentNodeId,
  };
};
