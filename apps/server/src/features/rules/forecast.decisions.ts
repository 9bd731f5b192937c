import { type ActionForecast, type RuleAction, TASK_PRIORITIES } from "@beckon/protocol";

/** What is known of a thread, as far as that says whether an action would change it. */
export interface ForecastThread {
  state: "open" | "closed";
  live: "waiting" | "connected" | "ended" | null;
  locked: boolean;
  /** The place in TASK_PRIORITIES. */
  priority: number;
  language: string | null;
  email: string | null;
  emailRequest: "open" | "submitted" | null;
  categoryIds: readonly string[];
  /** Of the message that the event means; null when there is none. */
  messageCategoryIds: readonly string[] | null;
  tagIds: readonly string[];
}

/** Those that ask for more than the thread: the work's agent or team, the person, and who is called. */
export type OwnForecastAction = Extract<
  RuleAction,
  { type: "route_to_team" | "route_to_skill" | "assign" | "start_bot" | "set_custom_field" | "call_webhook" }
>;

export const ACTS: ActionForecast = { would: "act", reason: null };
export const passes = (reason: string): ActionForecast => ({ would: "pass", reason });
export const fails = (reason: string): ActionForecast => ({ would: "fail", reason });

/** What an action would do to a thread. `existing`: of the ids that the action names, those that the domain has. */
export function foreseeAction(
  action: Exclude<RuleAction, OwnForecastAction>,
  thread: ForecastThread,
  existing: ReadonlySet<string>,
): ActionForecast {
  const isLive = thread.live !== null;
  switch (action.type) {
    case "categorise":
      return foreseeAdding(action.category_ids, thread.categoryIds, existing);
    case "categorise_message":
      if (thread.messageCategoryIds === null) return passes("There is no message of the visitor's.");
      return foreseeAdding(action.category_ids, thread.messageCategoryIds, existing);
    case "tag":
      return foreseeAdding(action.tag_ids, thread.tagIds, existing);
    case "set_language":
      return thread.language === action.language ? passes("It has that language already.") : ACTS;
    case "set_priority":
      return TASK_PRIORITIES[thread.priority] === action.priority ? passes("It has that priority already.") : ACTS;
    case "reply":
      return thread.live === "ended" ? passes("The live chat has ended.") : ACTS;
    case "ask_email":
      if (isLive) return passes("Live chats are not asked.");
      if ((thread.email ?? "") !== "") return passes("The address is known.");
      return thread.emailRequest === null ? ACTS : passes("It was asked already.");
    case "lock":
      if (isLive) return passes("Live chats are not locked.");
      return thread.locked ? passes("It is locked already.") : ACTS;
    case "ignore":
      return thread.state === "closed" ? passes("It is closed by now.") : ACTS;
  }
}

function foreseeAdding(
  wanted: readonly string[],
  had: readonly string[],
  existing: ReadonlySet<string>,
): ActionForecast {
  const there = wanted.filter((id) => existing.has(id));
  if (there.length === 0) return fails("What it would add is gone.");
  return there.every((id) => had.includes(id)) ? passes("It has all of them already.") : ACTS;
}
