import { itemModeOf, type TriggerTerms } from "@beckon/targeting";
import { chat, showChat } from "./chat/chat.ts";
import { hideItems, placeOf, showItem } from "./items/items.ts";
import { count } from "./offer-counts.ts";
import { causeOf, emit } from "./site/events.ts";
import { source } from "./source.ts";
import { pageViewId, record, store } from "./visit/visit-record.ts";
import { warnOfFailure } from "./warn.ts";

const ANSWER_WITHIN_MS = 5_000;

/** The probability, 0…1, with which an offer is to be made now; 0 when the server does not say. */
const askAvailability = async (triggerId: string): Promise<number> => {
  try {
    const response = await fetch(`${source.public_url}/chat/${source.source_token}/availability?trigger=${triggerId}`, {
      credentials: "omit",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    return (await response.json()).probability;
  } catch {
    return 0;
  }
};

/**
 * Carries out what an activated trigger says. For a visitor who is held out it only finds out whether it would have
 * executed: only then can they be compared with those for whom it did.
 */
export const offer = async (trigger: TriggerTerms, isHeldOut: boolean): Promise<void> => {
  const askedOn = pageViewId;
  const { mode, items } = source;
  const { actions } = trigger;
  const isOffered =
    !trigger.only_if_agents_available || mode === "messaging" || Math.random() < (await askAvailability(trigger.id));
  // The answer may come for a page view that is over, or when the visitor has engaged meanwhile.
  if (pageViewId !== askedOn || store.visit?.chat) return;
  const cause = causeOf(trigger);
  const data = { ...cause, mode: isOffered ? "online" : "offline" };
  const executes = isOffered && items.every((item) => !actions.item_ids.includes(item.id) || placeOf(item));
  if (isHeldOut) {
    if (executes) {
      count("held_out", trigger.id);
      emit("trigger_held_out", data);
    }
    return;
  }
  emit("trigger_activated", data);
  if (executes) {
    record({ kind: "trigger_executed", triggerId: trigger.id });
    count("offered", trigger.id);
    emit("trigger_executed", data);
  }
  // It never comes alone: at once with a chat that opens, else after the click on an item.
  const addMessage = () => executes && chat?.addAutomaticMessage(actions.automatic_message_id);
  const open = () => showChat(true, "visitor", cause).then(addMessage);
  if (executes && actions.hide_items) hideItems();
  for (const item of items) {
    const itemMode = itemModeOf(item, actions, mode, executes);
    if (itemMode) showItem({ item, mode: itemMode, cause, open });
  }
  const opens = actions.show_chat === "open";
  if (executes && actions.show_chat) showChat(opens, "trigger", cause).then(() => opens && addMessage(), warnOfFailure);
};
