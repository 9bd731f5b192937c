import type { CompiledItem, TriggerTerms } from "@beckon/targeting";
import { BAD_ARGUMENT } from "./command-queue.ts";

type EventData = Readonly<Record<string, string | number | boolean | null>>;
type Callback = (data: EventData) => unknown;

/** Why something is on screen, as events tell it: all null when the website or an open conversation asked for it. */
export type Cause = EventData & { readonly trigger_id: string | null };

const named = (kind: string, thing?: { readonly id: string; readonly label: string } | null): EventData => ({
  [`${kind}_id`]: thing?.id ?? null,
  [`${kind}_label`]: thing?.label ?? null,
  [`${kind}_human_id`]: thing ? `${thing.label} #${thing.id}` : null,
});

export const causeOf = (trigger?: TriggerTerms, isContinuation = false): Cause => ({
  trigger_id: null,
  ...named("trigger", trigger),
  trigger_continuation: isContinuation,
});

export const itemData = (item: CompiledItem): EventData => ({ ...named("item", item), item_type: item.type });

let subscriptions: readonly { readonly name: string; readonly callback: Callback }[] = [];

/** Answers with the reason when the callback is none. */
export const subscribe = (name: string, callback: unknown): string | undefined => {
  if (typeof callback !== "function") return BAD_ARGUMENT;
  subscriptions = [...subscriptions, { name, callback: callback as Callback }];
};

/** Without a callback: all subscriptions to the event. */
export const unsubscribe = (name: string, callback?: unknown): undefined => {
  subscriptions = subscriptions.filter((one) => one.name !== name || (callback && one.callback !== callback));
};

/** Each callback gets a flat object of its own; what one throws is shown in the console and stops nothing. */
export const emit = (event: string, data?: EventData): void => {
  for (const { name, callback } of subscriptions) {
    try {
      if (name === event) callback({ event, ...data });
    } catch (reason) {
      console.error(reason);
    }
  }
};
