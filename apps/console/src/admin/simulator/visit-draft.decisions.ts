import { applyOperation, freshVisitStore, PAGE_VIEW_BOUND, type SeenValue, type VisitStore } from "@beckon/targeting";
import { stayMs } from "./replay.decisions.ts";

export interface ValueDraft {
  key: number;
  name: string;
  value: string;
}

export interface PageDraft {
  key: number;
  url: string;
  title: string;
  durationSeconds: number | string;
  chat: "hidden" | "minimized" | "open";
  identity: "none" | "unsigned" | "signed";
  /** Custom variables and other values that conditions see, as typed. */
  values: readonly ValueDraft[];
}

/** A visit made by hand. */
export interface VisitDraft {
  name: string;
  /** Of the visitor's clock: `2026-01-05T10:00`. */
  startsAt: string;
  visitCount: number | string;
  device: string;
  language: string;
  referrer: string;
  pages: readonly PageDraft[];
}

export const MOST_PAGES = PAGE_VIEW_BOUND;

export function freshPage(key: number, url = "https://www.example.com/"): PageDraft {
  return { key, url, title: "", durationSeconds: 30, chat: "hidden", identity: "none", values: [] };
}

/** Visits made by hand always draw the same lot: with a holdout, the same trigger holds them out each time. */
const LOT = 0.6180339887;

/** The visitor's clock in minutes east of UTC is that of the administrator, at that time of the year. */
export function storeOfDraft(draft: VisitDraft, utcOffsetMinutes: number): VisitStore {
  const visitCount = Math.max(1, Math.floor(Number(draft.visitCount) || 1));
  let store: VisitStore = { ...freshVisitStore(LOT), visitCount: visitCount - 1 };
  let atMs = Date.parse(`${draft.startsAt}:00.000Z`) - utcOffsetMinutes * 60_000;
  if (Number.isNaN(atMs)) atMs = 0;
  for (const [index, page] of draft.pages.slice(0, MOST_PAGES).entries()) {
    const pageViewId = `page-${index + 1}`;
    store = applyOperation(store, {
      kind: "page_view_started",
      pageViewId,
      atMs,
      utcOffsetMinutes,
      visible: true,
      values: {
        page_url: page.url.trim(),
        page_title: page.title.trim(),
        device: draft.device,
        language: draft.language,
        referrer: index === 0 ? draft.referrer : (draft.pages[index - 1]?.url ?? ""),
        ...Object.fromEntries(page.values.map(({ name, value }) => [name.trim(), typed(value)])),
      },
    });
    const seen = {
      ...(page.identity === "none" ? {} : { identity: true, signed_identity: page.identity === "signed" }),
      ...(page.chat === "hidden" ? {} : { chat_shown: true, chat_opened: page.chat === "open" }),
    };
    store = applyOperation(store, { kind: "values_changed", pageViewId, atMs, values: seen });
    atMs += Math.max(0, Number(page.durationSeconds) || 0) * 1_000;
    store = applyOperation(store, { kind: "page_hidden", pageViewId, atMs });
  }
  return store;
}

/** What was typed as a value: a number or a boolean when it reads as one. */
function typed(text: string): SeenValue | null {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  if (trimmed === "true" || trimmed === "false") return trimmed === "true";
  return Number.isFinite(Number(trimmed)) ? Number(trimmed) : trimmed;
}

/** Told apart in the form; whatever else was seen on a page is kept as a value of its own. */
const NAMED = ["page_url", "page_title", "device", "language", "referrer", "identity", "signed_identity"];
const CHAT = ["chat_shown", "chat_opened"];

/** A recorded visit, to be changed by hand. */
export function draftOfStore(store: VisitStore, name: string): VisitDraft {
  const pageViews = store.visit?.pageViews ?? [];
  const first = pageViews[0];
  const localMs = (first?.startedAtMs ?? 0) + (first?.utcOffsetMinutes ?? 0) * 60_000;
  return {
    name,
    startsAt: new Date(localMs).toISOString().slice(0, 16),
    visitCount: Math.max(1, store.visitCount),
    device: String(first?.values.device ?? ""),
    language: String(first?.values.language ?? ""),
    referrer: String(first?.values.referrer ?? ""),
    pages: pageViews.map(({ values }, index): PageDraft => {
      const others = Object.entries(values).filter(([value]) => !NAMED.includes(value) && !CHAT.includes(value));
      return {
        key: index + 1,
        url: String(values.page_url ?? ""),
        title: String(values.page_title ?? ""),
        durationSeconds: store.visit === null ? 0 : Math.round(stayMs(store.visit, index) / 1_000),
        chat: values.chat_shown !== true ? "hidden" : values.chat_opened === true ? "open" : "minimized",
        identity: values.signed_identity === true ? "signed" : values.identity === true ? "unsigned" : "none",
        values: others.map(([value, seen], place) => ({ key: place + 1, name: value, value: String(seen) })),
      };
    }),
  };
}
