import { explainTriggers, factsAt, type Moment } from "@beckon/targeting";
import type * as ChatManager from "../index.ts";
import { writeJson } from "../visit/write-json.ts";
import { forgetVisitor } from "./forget-visitor.ts";
import { saveText } from "./save-text.ts";
import { storePanel } from "./store-panel.ts";
import { openToolbar } from "./toolbar.ts";
import { visitExportOf } from "./visit-export.ts";
import { whyPanel } from "./why-panel.ts";

type Manager = Pick<typeof ChatManager, "source" | "store" | "pageViewId">;

/** The loader looks for it when a page of the tab is loaded. */
const STARTED_KEY = "beckon:debug";

const keepStarted = (isStarted: boolean): void => {
  try {
    if (isStarted) sessionStorage.setItem(STARTED_KEY, "1");
    else sessionStorage.removeItem(STARTED_KEY);
  } catch {
    // Storage is blocked: it stays for this page only.
  }
};

let isStarted = false;

/** Shows the toolbar, on this page and the next ones of the tab, until it is stopped. */
export const start = (manager: Manager): void => {
  keepStarted(true);
  if (isStarted) return;
  isStarted = true;
  const isOpen = new Map<string, boolean>();

  /** As they are now; `manager` is a module, whose exports change. */
  const look = () => {
    const { source, store, pageViewId } = manager;
    const now: Moment = { atMs: Date.now(), utcOffsetMinutes: -new Date().getTimezoneOffset() };
    const facts = factsAt(store, pageViewId, now.atMs);
    const { mode, triggers } = source;
    const reports = facts
      ? explainTriggers({ mode, embedded: false, openThreads: "unknown", triggers, facts, now })
      : [];
    return { source, store, now, facts, reports };
  };

  openToolbar({
    reload: () => location.reload(),
    storePanel: () => {
      const { facts, now } = look();
      return facts && storePanel(facts, now, isOpen);
    },
    whyPanel: () => {
      const { facts, reports } = look();
      return facts && whyPanel(reports, facts.visit.chat !== null);
    },
    exportVisit: () => {
      const { store, source, reports, now } = look();
      const text = writeJson(visitExportOf(store, source, reports, now.atMs));
      return saveText(text, `visit-${source.source_token}.json`);
    },
    reset: () => {
      forgetVisitor(manager.source.source_token);
      location.reload();
    },
    stop: () => {
      keepStarted(false);
      isStarted = false;
    },
  });
};
