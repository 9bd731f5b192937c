import type { Logger } from "pino";
import type { Follower } from "../../delivery/facts/index.ts";
import type { Hints } from "../../delivery/hints.ts";
import type { Clock } from "../../platform/clock.ts";
import { classifyDatabaseError, type Executor } from "../../platform/database/index.ts";
import { recordAuditEventBy } from "../audit/index.ts";
import type { LiveChats } from "../live-chats/index.ts";
import { type Hours, listHoursOfSources } from "../time-sheets/index.ts";
import { judgeConditions } from "./conditions.decisions.ts";
import { type RuleOccasion, toOccasions } from "./events.decisions.ts";
import { act } from "./rule-actions.ts";
import { type ListAvailable, toContext } from "./rule-context.ts";
import { type ActiveRule, listActiveRules, lockThreads, readKnowledge, withinSavepoint } from "./rules.store.ts";

export interface RuleFollowerOptions {
  hints: Hints;
  liveChats: LiveChats;
  clock: Clock;
  logger: Logger;
  listAvailable: ListAvailable;
}

/**
 * Lets rules act on what happens. What they do is committed with the cursor: a crash in between loses nothing and does
 * nothing twice, and of several nodes one acts.
 */
export function createRuleFollower({ hints, liveChats, clock, logger, listAvailable }: RuleFollowerOptions): Follower {
  /** Of the batch under way; told once it is committed. */
  let tells: (() => void)[] = [];

  async function run(
    transaction: Executor,
    occasion: RuleOccasion,
    rules: readonly ActiveRule[],
    hours: ReadonlyMap<string, Hours>,
  ): Promise<void> {
    const { domainId, threadId, event, number } = occasion;
    const read = () => readKnowledge(transaction, domainId, threadId, { number, isFirst: event === "thread_started" });
    let known = await read();
    for (const rule of rules) {
      if (known === null) return;
      if (rule.source_ids.length > 0 && !rule.source_ids.includes(known.source_id)) continue;
      const nowMs = clock.nowMs();
      const around = { domainId, hours: hours.get(known.source_id), nowMs, listAvailable };
      if (!judgeConditions(rule.conditions, toContext(known, around)).holds) continue;
      const did: string[] = [];
      for (const action of rule.actions) {
        const done = await act(action, { transaction, domainId, rule, known, nowMs, hints, liveChats });
        if (done === null) continue;
        did.push(done.action);
        if (done.tell !== null) tells.push(done.tell);
      }
      if (did.length === 0) continue;
      await recordAuditEventBy(transaction, {
        domainId,
        user: null,
        action: "rule_applied",
        object: { type: "rule", id: rule.id, label: rule.label },
        before: null,
        after: { thread_id: threadId, event, actions: did },
      });
      // What is ignored is nobody's any more; the others see what this rule did.
      if (did.includes("ignore")) return;
      known = await read();
    }
  }

  return {
    name: "rules",

    async apply(transaction, facts) {
      tells = [];
      const occasions = toOccasions(facts);
      if (occasions.length === 0) return;
      const rules = await listActiveRules(transaction, [...new Set(occasions.map(({ domainId }) => domainId))]);
      const rulesOf = (occasion: RuleOccasion) =>
        rules.filter((rule) => rule.domain_id === occasion.domainId && rule.event === occasion.event);
      const met = occasions.filter((occasion) => rulesOf(occasion).length > 0);
      if (met.length === 0) return;
      await lockThreads(transaction, met);
      const hours = new Map<string, ReadonlyMap<string, Hours>>();
      for (const occasion of met) {
        const ofDomain = hours.get(occasion.domainId) ?? (await listHoursOfSources(transaction, occasion.domainId));
        hours.set(occasion.domainId, ofDomain);
        const told = tells.length;
        try {
          await withinSavepoint(transaction, () => run(transaction, occasion, rulesOf(occasion), ofDomain));
        } catch (error) {
          if (classifyDatabaseError(error) === "unavailable") throw error;
          // One thread that cannot be dealt with must not keep rules from all the others.
          tells.length = told;
          logger.error({ err: error, threadId: occasion.threadId }, "rules failed for a thread");
        }
      }
    },

    afterCommit() {
      const committed = tells;
      tells = [];
      for (const tell of committed) tell();
      if (committed.length > 0) hints.toFollowers();
    },
  };
}
