import type { Logger } from "pino";
import { type Follower, markAsOfRules, type WrittenFact } from "../../delivery/facts/index.ts";
import type { Hints } from "../../delivery/hints.ts";
import type { Clock } from "../../platform/clock.ts";
import { classifyDatabaseError } from "../../platform/database/index.ts";
import type { Jobs } from "../../platform/jobs/index.ts";
import { recordAuditEventBy } from "../audit/index.ts";
import type { LiveChats } from "../live-chats/index.ts";
import { type Effects, lockAgents, lockDomainTasks, startWork, type TaskTeller } from "../tasks/index.ts";
import { type Hours, listHoursOfSources } from "../time-sheets/index.ts";
import type { Webhooks } from "../webhooks/index.ts";
import { judgeConditions } from "./conditions.decisions.ts";
import { type RuleOccasion, toOccasions } from "./events.decisions.ts";
import { act } from "./rule-actions.ts";
import { type ListAvailable, readPersonFor, toContext } from "./rule-context.ts";
import { type ActiveRule, listActiveRules, lockThreads, readKnowledge, withinSavepoint } from "./rules.store.ts";

export interface RuleFollowerOptions {
  hints: Hints;
  liveChats: LiveChats;
  teller: TaskTeller;
  clock: Clock;
  logger: Logger;
  listAvailable: ListAvailable;
  webhooks: Webhooks;
  jobs: Pick<Jobs, "schedule">;
}

/**
 * Lets rules act on what happens. What they do is committed with the cursor: a crash in between loses nothing and does
 * nothing twice, and of several nodes one acts.
 */
export function createRuleFollower(options: RuleFollowerOptions): Follower {
  const { hints, liveChats, teller, clock, logger, listAvailable, webhooks, jobs } = options;
  /** Of the batch under way; told once it is committed. */
  let tells: (() => void)[] = [];

  async function run(
    work: Effects,
    { threadId, event, number }: RuleOccasion,
    rules: readonly ActiveRule[],
    hours: ReadonlyMap<string, Hours>,
  ): Promise<void> {
    const { transaction, domainId } = work;
    const read = () => readKnowledge(transaction, domainId, threadId, { number, isFirst: event === "thread_started" });
    let known = await read();
    for (const rule of rules) {
      if (known === null) return;
      if (rule.source_ids.length > 0 && !rule.source_ids.includes(known.source_id)) continue;
      const person = await readPersonFor(transaction, domainId, known.identity_id, rule.conditions);
      const around = { domainId, hours: hours.get(known.source_id), nowMs: work.nowMs, listAvailable, person };
      if (!judgeConditions(rule.conditions, toContext(known, around)).holds) continue;
      const did: string[] = [];
      const failed: { action: string; reason: string }[] = [];
      for (const action of rule.actions) {
        const outcome = await act(action, { work, rule, known, hints, liveChats, listAvailable, webhooks, jobs });
        if (outcome.kind === "done") did.push(action.type);
        if (outcome.kind === "failed") failed.push({ action: action.type, reason: outcome.reason });
      }
      if (did.length + failed.length === 0) continue;
      await recordAuditEventBy(transaction, {
        domainId,
        user: null,
        action: "rule_applied",
        object: { type: "rule", id: rule.id, label: rule.label },
        before: null,
        after: { thread_id: threadId, event, actions: did, ...(failed.length > 0 && { failed }) },
      });
      // What is ignored is nobody's any more; the others see what this rule did.
      if (did.includes("ignore")) return;
      known = await read();
    }
  }

  return {
    name: "rules",
    // The makers of tasks wait for it.
    pace: "at_once",
    concerns: (fact) => toOccasions([fact]).length > 0,

    async sift(executor, facts) {
      const rules = await listActiveRules(executor, listDomains(facts));
      const isMet = (occasion: RuleOccasion) =>
        rules.some((rule) => rule.domain_id === occasion.domainId && rule.event === occasion.event);
      return facts.filter((fact) => toOccasions([fact]).some(isMet));
    },

    async apply(transaction, facts) {
      tells = [];
      const occasions = toOccasions(facts);
      const rules = await listActiveRules(transaction, listDomains(facts));
      const rulesOf = (occasion: RuleOccasion) =>
        rules.filter((rule) => rule.domain_id === occasion.domainId && rule.event === occasion.event);
      const met = occasions.filter((occasion) => rulesOf(occasion).length > 0);
      if (met.length === 0) return;
      await markAsOfRules(transaction);
      // Before the threads, as by whoever else gives work to agents.
      for (const domainId of [...new Set(met.map((occasion) => occasion.domainId))].sort()) {
        const agentIds = met
          .filter((occasion) => occasion.domainId === domainId)
          .flatMap((occasion) => rulesOf(occasion).flatMap(listReceivers));
        if (agentIds.length === 0) continue;
        await lockDomainTasks(transaction, domainId);
        await lockAgents(transaction, domainId, agentIds);
      }
      await lockThreads(transaction, met);
      const hours = new Map<string, ReadonlyMap<string, Hours>>();
      for (const occasion of met) {
        const ofDomain = hours.get(occasion.domainId) ?? (await listHoursOfSources(transaction, occasion.domainId));
        hours.set(occasion.domainId, ofDomain);
        const told = tells.length;
        const work: Effects = { ...startWork(transaction, occasion.domainId, clock.nowMs()), tells };
        try {
          await withinSavepoint(transaction, () => run(work, occasion, rulesOf(occasion), ofDomain));
          if (work.changed.size > 0) tells.push(() => teller.tell(occasion.domainId, work.changed));
        } catch (error) {
          const kind = classifyDatabaseError(error);
          // All of it is tried again, also where it and another waited for each other.
          if (kind === "unavailable" || kind === "conflict") throw error;
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

const listDomains = (facts: readonly WrittenFact[]): string[] => [...new Set(facts.map(({ domainId }) => domainId))];

/** The agents to whom a rule gives work. */
const listReceivers = ({ actions }: ActiveRule): string[] =>
  actions.flatMap((action) => (action.type === "assign" ? [action.user_id] : []));
