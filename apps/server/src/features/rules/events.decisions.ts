import type { RuleEvent } from "@beckon/protocol";
import type { WrittenFact } from "../../delivery/facts/index.ts";

/** Something that rules may act on. */
export interface RuleOccasion {
  domainId: string;
  threadId: string;
  event: RuleEvent;
  /** The number of the message that is meant; null: the visitor's first or newest, by the event. */
  number: number | null;
}

/**
 * What of the facts begins rules. Nothing that a rule brought about does, so that no rule ever begins another, or itself;
 * except a task: that is made of what a visitor wrote, by a rule only where it comes to it before others do.
 */
export function toOccasions(facts: readonly WrittenFact[]): RuleOccasion[] {
  return facts.flatMap((fact): RuleOccasion[] => {
    const { domainId, threadId } = fact;
    if (threadId === null || (fact.byRule && fact.type !== "task_created")) return [];
    switch (fact.type) {
      case "thread_opened":
        return [{ domainId, threadId, event: "thread_started", number: null }];
      case "message_added": {
        const { author_type, number } = fact.payload;
        return author_type === "visitor" ? [{ domainId, threadId, event: "visitor_message_arrived", number }] : [];
      }
      case "thread_reopened":
        return [{ domainId, threadId, event: "thread_reopened", number: null }];
      case "task_created":
      case "intervention_closed":
        return [{ domainId, threadId, event: fact.type, number: null }];
      default:
        return [];
    }
  });
}
