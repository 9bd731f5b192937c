import type { AsOf } from "@beckon/protocol";
import { type Follower, readCursor, type WrittenFact } from "../../delivery/facts/index.ts";
import type { Hints } from "../../delivery/hints.ts";
import type { Database } from "../../platform/database/index.ts";
import { type Rights, readableSources } from "../accounts/index.ts";
import { collectChanges, findSummaries, refreshSummaries } from "./thread-summaries.store.ts";

const NAME = "desk";

/**
 * Asked before a list is read: at least what had happened by then is in the list. Asked after one hears of changes: one
 * hears of all that happens later. So a list as of the same or later than the second lacks nothing.
 */
export async function readAsOf(database: Database, rights: Rights): Promise<AsOf> {
  return { position: await readCursor(database, NAME), sources: readableSources(rights)?.sort() ?? null };
}

/**
 * What the desk's lists show, kept from the facts: the summaries' rows within the follower's transaction, the
 * hints to the desks after it. A desk that misses a hint finds the same in its next list.
 */
export function createDeskFollower(database: Database, hints: Hints): Follower {
  return {
    name: NAME,
    pace: "gathering",
    concerns: (fact) => collectChanges([fact]).length > 0,
    async apply(transaction, facts) {
      await refreshSummaries(transaction, collectChanges(facts));
    },
    async afterCommit(facts: readonly WrittenFact[]) {
      for (const fact of facts) {
        if (fact.threadId === null || (fact.type !== "thread_anonymized" && fact.type !== "thread_deleted")) continue;
        const { domainId, threadId, type: kind } = fact;
        hints.toDesk(domainId, { kind, threadId, sourceId: fact.payload.source_id });
      }
      const threadIdsByDomain = Map.groupBy(collectChanges(facts), (change) => change.domainId);
      for (const [domainId, changes] of threadIdsByDomain) {
        const threadIds = changes.map((change) => change.threadId);
        for (const thread of await findSummaries(database, domainId, threadIds)) {
          hints.toDesk(domainId, { kind: "thread_summary_changed", thread });
        }
      }
    },
  };
}
