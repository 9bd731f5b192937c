import type { DomainSettings, DomainSettingsChange, RetentionPreview, RetentionQuery } from "@beckon/protocol";
import type { Clock } from "../../../platform/clock.ts";
import { assertWritable, type Database, inTransaction } from "../../../platform/database/index.ts";
import type { Jobs } from "../../../platform/jobs/index.ts";
import type { Caller } from "../../accounts/index.ts";
import { recordAuditEventBy } from "../../audit/index.ts";
import { dayBefore } from "./periods.decisions.ts";
import { countExpired, lockSettings, readSettings, writeSettings } from "./retention.store.ts";
import { applyPeriodsSoon } from "./retention-job.ts";

export type RetentionSettings = ReturnType<typeof createRetentionSettings>;

/** A domain's periods of retention, and what they would take. */
export function createRetentionSettings(parts: { database: Database; jobs: Pick<Jobs, "schedule">; clock: Clock }) {
  const { database, jobs, clock } = parts;
  return {
    read: ({ domainId }: Caller): Promise<DomainSettings> => readSettings(database, domainId),

    change({ domainId, userId, name }: Caller, wanted: DomainSettingsChange): Promise<DomainSettings> {
      assertWritable(database);
      return inTransaction(database, async (transaction) => {
        const before = await lockSettings(transaction, domainId);
        const after = { ...before, ...wanted };
        await writeSettings(transaction, domainId, after);
        await recordAuditEventBy(transaction, {
          domainId,
          user: { id: userId, name },
          action: "settings_changed",
          object: { type: "settings", id: null, label: "Privacy" },
          before,
          after,
        });
        await applyPeriodsSoon(transaction, jobs, domainId, clock.nowMs());
        return after;
      });
    },

    /** What would go now, were these the periods. A period of 0 takes nothing. */
    async preview({ domainId }: Caller, query: RetentionQuery): Promise<RetentionPreview> {
      const nowMs = clock.nowMs();
      const count = (what: keyof RetentionPreview, days: number) =>
        days === 0 ? 0 : countExpired(database, domainId, what, dayBefore(nowMs, days));
      return {
        closed_threads: await count("closed_threads", query.closed_threads_days),
        anonymous_identities: await count("anonymous_identities", query.anonymous_identities_days),
        audit_events: await count("audit_events", query.audit_days),
      };
    },
  };
}
