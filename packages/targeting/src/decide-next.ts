import type { SourceMode } from "@beckon/protocol";
import { type Facts, type Moment, ordinalOf } from "./facts.ts";
import { isHeldOut } from "./holdout.ts";
import { conditionsHold, gateOf, hasTurn, type PreparedTrigger, type TriggerTerms } from "./triggers.ts";

/** What is known of the visitor's threads: nothing asked yet, none open, at least one open. */
export type OpenThreads = "unknown" | "none" | "some";

export interface DecisionInput {
  readonly mode: SourceMode;
  /** The page asked for the embedded display. */
  readonly embedded: boolean;
  readonly openThreads: OpenThreads;
  readonly triggers: readonly PreparedTrigger[];
  readonly facts: Facts;
  readonly now: Moment;
}

export type Decision =
  | { readonly kind: "show_embedded" }
  /** The Chat goes on from an earlier page, as it was. */
  | { readonly kind: "continue"; readonly opened: boolean; readonly triggerId: string | null }
  /** Find out whether the identity has an open thread, then decide again with the answer. */
  | { readonly kind: "ask_open_threads" }
  | { readonly kind: "open_for_thread" }
  | { readonly kind: "activate"; readonly trigger: TriggerTerms }
  /** Activated for the record alone: this visitor is of the share that is never offered it. */
  | { readonly kind: "hold_out"; readonly trigger: TriggerTerms }
  | { readonly kind: "nothing" };

const NOTHING: Decision = { kind: "nothing" };

/** What precedes the configured triggers, or null when it is their turn. */
export const decideBeforeTriggers = ({ mode, embedded, openThreads, facts }: DecisionInput): Decision | null => {
  const { store, visit, pageView } = facts;
  const displayed = pageView.values.chat_shown === true;
  if (embedded) return displayed ? NOTHING : { kind: "show_embedded" };
  const { chat } = visit;
  if (chat) {
    // A page that was open in another tab already when the visitor engaged is no later page.
    return displayed || ordinalOf(visit, facts.current) <= chat.afterPageViews
      ? NOTHING
      : { kind: "continue", opened: chat.opened, triggerId: chat.triggerId || null };
  }
  if (mode !== "messaging" || !store.hasHadIdentity || openThreads === "none") return null;
  if (openThreads === "unknown") return { kind: "ask_open_threads" };
  return displayed ? NOTHING : { kind: "open_for_thread" };
};

/**
 * The one thing to do now. Asked anew after each change, and at `nextMomentAt`; once the answer was acted upon and
 * recorded by `applyOperation`, the next answer follows from the new store.
 */
export const decideNext = (input: DecisionInput): Decision => {
  const before = decideBeforeTriggers(input);
  if (before) return before;
  const { facts, now } = input;
  for (const prepared of input.triggers) {
    const { trigger } = prepared;
    const gate = gateOf(trigger, facts);
    if (!hasTurn(gate) || !conditionsHold(prepared, facts, now)) continue;
    if (gate !== "open") return NOTHING;
    return {
      kind: isHeldOut(facts.store.lot, prepared.lotFactor, trigger.holdout_share) ? "hold_out" : "activate",
      trigger,
    };
  }
  return NOTHING;
};
