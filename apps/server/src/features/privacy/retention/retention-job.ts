import type { Hints } from "../../../delivery/hints.ts";
import type { Clock } from "../../../platform/clock.ts";
import { type Database, type Executor, inTransaction } from "../../../platform/database/index.ts";
import type { JobHandler, Jobs } from "../../../platform/jobs/index.ts";
import type { Attachments } from "../../attachments/index.ts";
import { recordAuditEventBy } from "../../audit/index.ts";
import type { ErasureMarks } from "../../erasures/index.ts";
import { deleteThreads } from "../erasure/delete-threads.ts";
import { eraseVisitor } from "../erasure/erase-visitor.ts";
import { dayBefore } from "./periods.decisions.ts";
import {
  deleteOldAuditEvents,
  deleteOldOfferCounts,
  listDomainsWithPeriods,
  lockExpiredThreads,
  lockForgottenIdentities,
  readSettings,
} from "./retention.store.ts";

const JOB = "retention";
const LOOK_EVERY_MS = 60 * 60_000;
/** Of each kind in one transaction, so that nobody waits for it. */
const IDENTITIES_AT_ONCE = 20;
const THREADS_AT_ONCE = 50;
const AUDIT_EVENTS_AT_ONCE = 500;
const OFFER_COUNTS_AT_ONCE = 500;

export interface RetentionParts {
  hints: Hints;
  jobs: Pick<Jobs, "handle" | "schedule">;
  attachments: Pick<Attachments, "deleteOf">;
  marks: ErasureMarks;
  clock: Clock;
}

/** Lets go what a domain's periods say, a little at a time: the next job goes on with what is left, at once. */
function createRetentionJob({ hints, jobs, attachments, marks, clock }: RetentionParts): JobHandler {
  async function deleteForgotten(transaction: Executor, domainId: string, before: Date, at: Date): Promise<string[]> {
    const identityIds = await lockForgottenIdentities(transaction, domainId, before, IDENTITIES_AT_ONCE);
    for (const identityId of identityIds) {
      await eraseVisitor(transaction, { attachments, marks }, { domainId, identityId, how: "deleted", at });
    }
    return identityIds;
  }

  async function deleteExpired(transaction: Executor, domainId: string, before: Date): Promise<number> {
    const threads = await lockExpiredThreads(transaction, domainId, before, THREADS_AT_ONCE);
    await deleteThreads(transaction, attachments, domainId, threads);
    return threads.length;
  }

  return async (transaction, { key: domainId }) => {
    const nowMs = clock.nowMs();
    const settings = await readSettings(transaction, domainId);
    const { closed_threads_days, anonymous_identities_days, audit_days } = settings;
    // A domain that keeps everything again is looked at no more, until it changes its mind.
    if (Math.max(closed_threads_days, anonymous_identities_days, audit_days) === 0) return undefined;

    const identityIds =
      anonymous_identities_days === 0
        ? []
        : await deleteForgotten(transaction, domainId, dayBefore(nowMs, anonymous_identities_days), new Date(nowMs));
    const threads =
      closed_threads_days === 0 ? 0 : await deleteExpired(transaction, domainId, dayBefore(nowMs, closed_threads_days));
    // They name nobody, so their going is no event.
    const offerCounts =
      closed_threads_days === 0
        ? 0
        : await deleteOldOfferCounts(
            transaction,
            domainId,
            dayBefore(nowMs, closed_threads_days),
            OFFER_COUNTS_AT_ONCE,
          );
    const auditEvents =
      audit_days === 0
        ? 0
        : await deleteOldAuditEvents(transaction, domainId, dayBefore(nowMs, audit_days), AUDIT_EVENTS_AT_ONCE);

    const identities = identityIds.length;
    if (identities + threads + auditEvents > 0) {
      await recordAuditEventBy(transaction, {
        domainId,
        user: null,
        action: "retention_applied",
        object: { type: "retention", id: null, label: "Privacy" },
        before: { closed_threads: threads, anonymous_identities: identities, audit_events: auditEvents },
        after: null,
      });
    }
    const isMore =
      identities === IDENTITIES_AT_ONCE ||
      threads === THREADS_AT_ONCE ||
      auditEvents === AUDIT_EVENTS_AT_ONCE ||
      offerCounts === OFFER_COUNTS_AT_ONCE;
    await jobs.schedule(transaction, draftAt(domainId, isMore ? nowMs : nowMs + LOOK_EVERY_MS));
    return () => {
      for (const identityId of identityIds) hints.toIdentity(domainId, identityId, { kind: "identity_erased" });
      hints.toFollowers();
    };
  };
}

/** One job for each domain that has periods, which plans its own next time; a starting node looks at once. */
export async function applyRetention(parts: RetentionParts & { database: Database }): Promise<void> {
  const { database, jobs, clock } = parts;
  jobs.handle(JOB, createRetentionJob(parts));
  await inTransaction(database, async (transaction) => {
    for (const domainId of await listDomainsWithPeriods(transaction)) {
      await applyPeriodsSoon(transaction, jobs, domainId, clock.nowMs());
    }
  });
}

/** After a change of the periods: they are looked at now. */
export function applyPeriodsSoon(
  transaction: Executor,
  jobs: Pick<Jobs, "schedule">,
  domainId: string,
  nowMs: number,
): Promise<void> {
  return jobs.schedule(transaction, draftAt(domainId, nowMs));
}

function draftAt(domainId: string, ms: number) {
  return { name: JOB, key: domainId, at: new Date(ms), data: {} };
}
