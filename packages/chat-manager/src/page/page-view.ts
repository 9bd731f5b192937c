import type { SeenValue } from "@beckon/targeting";
import { chat } from "../chat/chat.ts";
import { decideSoon } from "../decide-soon.ts";
import { newId } from "../new-id.ts";
import { source } from "../source.ts";
import { isRecording, record, setPageView } from "../visit/visit-record.ts";
import { readDevice, readScrollDepth } from "./read-page.ts";

type Values = Record<string, SeenValue | null>;

let isStarted = false;
let address = "";
/** As last read off the page: what the website fills in by itself stays until the page says otherwise. */
let lastRead: Values = {};
/** What did not come from reading the page, for as long as no page view holds it. */
let filled: Values = {};
/** As the website has set it for every page view of this document. */
let identity: Values = {};

const withoutAnchor = (url: string): string => url.replace(/#.*/, "");

/** At another address than the page view began with, anchors apart. */
const isElsewhere = (): boolean => withoutAnchor(location.href) !== address;

const read = (): Values => {
  const values: Values = { page_title: document.title };
  // After a navigation within the document, until it is told, the address is no longer this page view's.
  if (!isElsewhere()) values.page_url = location.href;
  for (const { name, read: readIt } of source.custom_variables) {
    if (readIt) values[name] = readIt();
  }
  values.scroll_depth = Math.max(readScrollDepth(), Number(lastRead.scroll_depth ?? 0));
  return values;
};

/** For the conditions, and for the agents of a visitor who has engaged. */
const onPageChanged = (): void => {
  chat?.tellPage();
  decideSoon();
};

/** A new page view begins, with what is on screen. Not before the start, nor without consent. */
export const startPageView = (): undefined => {
  if (!isStarted || !isRecording) return;
  setPageView(newId());
  address = withoutAnchor(location.href);
  lastRead = {};
  lastRead = read();
  const { referrer, hidden } = document;
  record({
    kind: "page_view_started",
    utcOffsetMinutes: -new Date().getTimezoneOffset(),
    visible: !hidden,
    values: {
      referrer,
      device: readDevice(),
      language: navigator.language,
      ...lastRead,
      ...chat?.displayed(),
      ...filled,
      ...identity,
    },
  });
  filled = {};
  onPageChanged();
};

export const startRecording = (): void => {
  isStarted = true;
  startPageView();
};

/** Reads the page again and records what differs. */
export const reread = (): void => {
  if (!isRecording || document.hidden) return;
  const values = read();
  const changes = Object.entries(values).filter(([name, value]) => value !== lastRead[name]);
  lastRead = { ...lastRead, ...values };
  if (!changes[0]) return;
  const isScrolledOnly = !changes[1] && changes[0][0] === "scroll_depth";
  record({ kind: "values_changed", values: Object.fromEntries(changes) }, isScrolledOnly);
  onPageChanged();
};

const change = (values: Values): void => {
  record({ kind: "values_changed", values });
  onPageChanged();
};

/** Filled in by the website, or done by the visitor. */
export const fillIn = (name: string, value: SeenValue | null): undefined => {
  filled[name] = value;
  change({ [name]: value });
};

export const setIdentity = (isSigned: boolean): void => {
  identity = { identity: true, signed_identity: isSigned };
  change(identity);
};

/** A task later: by then the website may have told the page change by itself. */
export const onAddressChanged = (): void => {
  setTimeout(() => isElsewhere() && startPageView());
};
