import { type DecisionInput, decideNext, factsAt, nextMomentAt, type OpenThreads } from "@beckon/targeting";
import { chat, isEmbedded, showChat } from "./chat/chat.ts";
import { loadClient } from "./chat/client-file.ts";
import { decideSoon, setDecider } from "./decide-soon.ts";
import { offer } from "./offers.ts";
import { startPageView } from "./page/page-view.ts";
import { causeOf } from "./site/events.ts";
import { source } from "./source.ts";
import { isRecording, pageViewId, record, store } from "./visit/visit-record.ts";
import { warnOfFailure } from "./warn.ts";

let openThreads: OpenThreads = "unknown";
let isAskingThreads = false;
let timer: ReturnType<typeof setTimeout> | undefined;
/** The page view on which an earlier conversation was brought back: shows in the store only once it is on screen. */
let broughtBackOn = "";

const bringBack = (...request: Parameters<typeof showChat>): void => {
  if (broughtBackOn === pageViewId) return;
  broughtBackOn = pageViewId;
  showChat(...request).catch(warnOfFailure);
};

/** Of the server, without a window; nothing is asked for a browser that keeps no identity. */
const learnOpenThreads = async (): Promise<void> => {
  if (isAskingThreads) return;
  isAskingThreads = true;
  let learned: OpenThreads = "none";
  try {
    // A window that is there shows by itself what is open.
    const isAsked = !chat && localStorage.getItem(`beckon:${source.source_token}:identity`);
    if (isAsked) learned = await (await loadClient()).askOpenThreads(source);
  } catch {
    // No storage, no file, no server: as if there were none.
  }
  openThreads = learned;
  decideSoon();
};

const findInput = (): DecisionInput | null => {
  const now = { atMs: Date.now(), utcOffsetMinutes: -new Date().getTimezoneOffset() };
  const facts = factsAt(store, pageViewId, now.atMs);
  return facts && { mode: source.mode, embedded: isEmbedded, openThreads, triggers: source.triggers, facts, now };
};

/** Decides after each change, and at the next moment at which time alone can change the answer: one timer, or none. */
const decide = (): void => {
  clearTimeout(timer);
  if (!isRecording) return;
  // The store does not hold the page view any longer: the visit has ended, or was removed from the storage.
  if (!findInput()) startPageView();
  for (let input = findInput(); input; input = findInput()) {
    const decision = decideNext(input);
    switch (decision.kind) {
      case "activate":
      case "hold_out": {
        const { id: triggerId, after } = decision.trigger;
        record({ kind: "trigger_activated", triggerId, noOtherTrigger: after.no_other_trigger });
        offer(decision.trigger, decision.kind === "hold_out").catch(warnOfFailure);
        // It was recorded at once, so that there may be another one.
        continue;
      }
      case "ask_open_threads":
        learnOpenThreads();
        break;
      case "continue": {
        const trigger = source.triggers.find(({ trigger: { id } }) => id === decision.triggerId)?.trigger;
        bringBack(decision.opened, "continuation", causeOf(trigger, true));
        break;
      }
      case "show_embedded":
      case "open_for_thread":
        bringBack(true, "trigger", causeOf());
    }
    const nextMs = nextMomentAt(input);
    if (nextMs) timer = setTimeout(decideSoon, nextMs - input.now.atMs);
    return;
  }
};

export const startDeciding = (): void => setDecider(decide);
