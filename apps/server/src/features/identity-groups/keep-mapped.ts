import type { CustomField } from "@beckon/protocol";
import type { WrittenFact } from "../../delivery/facts/index.ts";
import type { Hints } from "../../delivery/hints.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Executor } from "../../platform/database/index.ts";
import type { JobHandler, Jobs } from "../../platform/jobs/index.ts";
import { listCustomFields } from "../custom-fields/index.ts";
import { findGroupId, tellThreads } from "./groups.store.ts";
import { mapExtraValues } from "./map-extra-values.ts";
import {
  beginMapping,
  type IdentityToMap,
  listCommunitiesThatMapTo,
  lockIdentitiesToMap,
  lockNextIdentities,
  lockProgress,
  tellOpenThreads,
  writeMapped,
  writeProgress,
} from "./mapping.store.ts";

/** The job that maps what is known of a community's identities. */
export const MAPPING_JOB = "extra_value_mapping";
/** In one transaction, so that nobody waits for it. */
const IDENTITIES_AT_ONCE = 100;

/** Maps what became known of identities. */
export async function mapCompleted(
  transaction: Executor,
  identities: readonly { domainId: string; identityId: string }[],
): Promise<void> {
  if (identities.length === 0) return;
  const rows = await lockIdentitiesToMap(transaction, identities);
  for (const [domainId, ofDomain] of Map.groupBy(rows, (row) => row.domain_id)) {
    const fields = await listCustomFields(transaction, domainId);
    for (const identityId of await mapAll(transaction, domainId, ofDomain, fields)) {
      const groupId = await findGroupId(transaction, domainId, identityId);
      await tellThreads(transaction, domainId, groupId ?? identityId, [identityId]);
    }
  }
}

/** Writes what identities are mapped to. Returns the ids of those of whom anything differs. */
async function mapAll(
  transaction: Executor,
  domainId: string,
  rows: readonly IdentityToMap[],
  fields: readonly CustomField[],
): Promise<string[]> {
  if (rows.length === 0) return [];
  const mapped = rows.map((row) => ({ id: row.id, ...mapExtraValues(row, row.extra_value_mapping, fields) }));
  return writeMapped(transaction, domainId, mapped);
}

export const beginsMapping = ({ type }: WrittenFact): boolean =>
  type === "extra_value_mapping_changed" || type === "custom_field_changed";

/** After a change of a mapping, or of a field that is mapped to: identities that are known already are mapped anew. */
export async function beginMappings(
  transaction: Executor,
  facts: readonly WrittenFact[],
  { jobs, clock }: { jobs: Pick<Jobs, "schedule">; clock: Clock },
): Promise<void> {
  for (const { domainId, type, payload } of facts) {
    const communityIds =
      type === "extra_value_mapping_changed"
        ? [payload.community_id]
        : type === "custom_field_changed"
          ? await listCommunitiesThatMapTo(transaction, domainId, payload.custom_field_id)
          : [];
    for (const communityId of communityIds) {
      await beginMapping(transaction, domainId, communityId);
      await jobs.schedule(transaction, mappingNow(domainId, communityId, clock));
    }
  }
}

/**
 * Maps the next identities of a community, and plans its own next time until all are. How far it has come stands with the
 * community: a change meanwhile begins anew, whoever of the two plans the job last.
 */
export function createMappingJob(hints: Hints, jobs: Pick<Jobs, "schedule">, clock: Clock): JobHandler {
  return async (transaction, { data: { domainId, communityId } }) => {
    if (typeof domainId !== "string" || typeof communityId !== "string") throw new Error("the job names no community");
    const afterId = await lockProgress(transaction, domainId, communityId);
    if (afterId === null) return undefined;
    const of = { domainId, communityId, afterId, limit: IDENTITIES_AT_ONCE };
    const rows = await lockNextIdentities(transaction, of);
    const changed = await mapAll(transaction, domainId, rows, await listCustomFields(transaction, domainId));
    await tellOpenThreads(transaction, domainId, changed);
    const last = rows.length === IDENTITIES_AT_ONCE ? rows.at(-1) : undefined;
    await writeProgress(transaction, domainId, communityId, last?.id ?? null);
    if (last !== undefined) await jobs.schedule(transaction, mappingNow(domainId, communityId, clock));
    return () => hints.toFollowers();
  };
}

function mappingNow(domainId: string, communityId: string, clock: Clock) {
  return { name: MAPPING_JOB, key: communityId, at: new Date(clock.nowMs()), data: { domainId, communityId } };
}
