import { readFileSync } from "node:fs";
import type { Condition, LoaderTrigger } from "@beckon/protocol";
import { applyOperation, freshVisitStore, type VisitOperation, type VisitStore } from "../src/index.ts";

/** Moments in the case files are seconds after this one, a Monday. */
export const ORIGIN_MS = Date.UTC(2026, 0, 5, 10);

export const momentOf = (seconds: number): number => ORIGIN_MS + Math.round(seconds * 1000);

export const readCases = <Case>(name: string): readonly Case[] =>
  JSON.parse(readFileSync(new URL(`../../../spec/cases/${name}.json`, import.meta.url), "utf8"));

type Untimed<Operation> = Operation extends unknown ? Omit<Operation, "atMs"> : never;
/** An operation as the case files write it. */
export type WrittenOperation = Untimed<VisitOperation> & { readonly at: number };

export const play = (operations: readonly WrittenOperation[], store = freshVisitStore(0.5)): VisitStore =>
  operations.reduce(
    (before, { at, ...operation }) => applyOperation(before, { ...operation, atMs: momentOf(at) }),
    store,
  );

export interface WrittenTrigger {
  readonly id: string;
  readonly conditions: readonly Condition[];
  readonly after?: LoaderTrigger["after"];
  readonly holdout_share?: number;
  readonly actions?: LoaderTrigger["actions"];
}

export const triggerOf = (written: WrittenTrigger): LoaderTrigger => ({
  label: written.id,
  actions: { show_chat: "open", item_ids: [], automatic_message_id: null, hide_items: false },
  after: { no_other_trigger: false, once_per_visit: false },
  only_if_agents_available: false,
  holdout_share: 0,
  category_ids: [],
  language: null,
  ...written,
  conditions: [...written.conditions],
});
