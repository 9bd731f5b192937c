import type { LoaderConfiguration } from "@beckon/protocol";

type Analytics = NonNullable<LoaderConfiguration["analytics"]>[number];
type Data = Readonly<Record<string, unknown>>;

/** What may stand on a page, of which nothing is relied upon. */
interface Page {
  readonly gtag?: (command: "event", name: string, data: Data) => void;
  readonly dataLayer?: unknown[];
  readonly _paq?: unknown[];
  readonly analytics?: { track?(name: string, data: Data): void };
  readonly _gaq?: unknown[];
  readonly ga?: (command: "send", fields: Data) => void;
  readonly _chatq: unknown[];
}

const CATEGORY = "Chat";

/** How each analytics is told, by the objects that it is known by. */
const TELL: Readonly<Record<Analytics, (page: Page, name: string, label: string, data: Data) => void>> = {
  google: ({ gtag, dataLayer }, name, _label, data) => {
    if (typeof gtag === "function") gtag("event", name, data);
    else dataLayer?.push({ ...data, event: name });
  },
  matomo: ({ _paq }, name, label) => {
    _paq?.push(["trackEvent", CATEGORY, name, label]);
  },
  segment: ({ analytics }, name, _label, data) => analytics?.track?.(name, data),
  legacy_google: ({ _gaq, ga }, name, label) => {
    _gaq?.push(["_trackEvent", CATEGORY, name, label]);
    if (typeof ga === "function") {
      ga("send", {
        hitType: "event",
        eventCategory: CATEGORY,
        eventAction: name,
        eventLabel: label,
        nonInteraction: name === "chat_proposed",
      });
    }
  },
};

/** Public event → name under which it is reported. */
const REPORTED = {
  trigger_executed: "chat_proposed",
  chat_engaged: "chat_engaged",
  chat_shown: "chat_shown",
  message_received: "message_received",
  message_sent: "message_sent",
} as const;

/**
 * Reports to the analytics of the page what the website could report by itself: built on the public events alone, so
 * that anyone can copy and adapt it.
 */
export const start = (_manager: unknown, { analytics: wanted = [] }: Pick<LoaderConfiguration, "analytics">): void => {
  const page = window as unknown as Page;
  for (const [event, name] of Object.entries(REPORTED)) {
    const report = ({ event: _event, ...data }: Data): void => {
      for (const analytics of wanted) TELL[analytics](page, name, String(data.trigger_human_id ?? ""), data);
    };
    page._chatq.push(["_onEvent", event, report]);
  }
};
