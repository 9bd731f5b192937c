import type { IdentityGroup, IdentityGroupChange, IdentityGroupQuery, IdentityGroupSummary } from "@beckon/protocol";
import type { Hints } from "../../delivery/hints.ts";
import type { Clock } from "../../platform/clock.ts";
import { assertWritable, type Database, type Executor, inTransaction } from "../../platform/database/index.ts";
import { Refusal } from "../../platform/refusal.ts";
import { recordAuditEventBy } from "../audit/index.ts";
import { listCustomFields } from "../custom-fields/index.ts";
import { nameVisitor, toIdentity } from "../identities/index.ts";
import { composeCustomValues, composeGroup, decideSeparation, orderMembers } from "./group.decisions.ts";
import {
  findGroupId,
  listGroupIds,
  lockGroups,
  moveToGroup,
  readMembers,
  type StoredMember,
  tellThreads,
  writeGroup,
} from "./groups.store.ts";
import { judgeGroupChange } from "./judge-fields.ts";
import { mergeGroups, objectOf } from "./merging.ts";

interface CallerOfGroups {
  domainId: string;
  userId: string;
  name: string;
}

export type IdentityGroups = ReturnType<typeof createIdentityGroups>;

/** The persons behind the identities of a domain. An identity that nobody touched reads as a person of its own. */
export function createIdentityGroups({ database, hints, clock }: { database: Database; hints: Hints; clock: Clock }) {
  async function findRoot(executor: Executor, domainId: string, id: string): Promise<string> {
    const rootId = await findGroupId(executor, domainId, id);
    if (rootId === null) throw new Refusal("not_found");
    return rootId;
  }

  const readShown = async (domainId: string) =>
    (await listCustomFields(database, domainId)).filter(({ active }) => active).map(({ id }) => id);

  const readGroup = async (domainId: string, rootId: string, withIds: readonly string[] = []) =>
    toGroup(rootId, await readMembers(database, domainId, [rootId, ...withIds]), await readShown(domainId));

  const change = async <Result>(work: (transaction: Executor) => Promise<Result>): Promise<Result> => {
    assertWritable(database);
    const result = await inTransaction(database, work);
    hints.toFollowers();
    return result;
  };

  return {
    /** By the id of any of its identities. Refuses with not_found. */
    async find(domainId: string, id: string): Promise<IdentityGroup> {
      return readGroup(domainId, await findRoot(database, domainId, id));
    },

    findId: (domainId: string, id: string): Promise<string> => findRoot(database, domainId, id),

    async list(
      domainId: string,
      { search = "", offset, limit }: IdentityGroupQuery,
    ): Promise<{ count: number; records: IdentityGroupSummary[] }> {
      const words = search
        .split(/\s+/)
        .filter((word) => word !== "")
        .slice(0, 10);
      const { count, ids } = await listGroupIds(database, domainId, words, { offset, limit });
      const members = await readMembers(database, domainId, ids);
      const shown = await readShown(domainId);
      const records = ids.map((id) => {
        const own = members.filter(({ said, written }) => said.id === id || written?.merged_into_id === id);
        const { identities, other_values: _, mapped_extra_values: _mapped, ...group } = toGroup(id, own, shown);
        return { ...group, identity_ids: identities.map((identity) => identity.id) };
      });
      return { count, records };
    },

    /** Refuses with not_found, and with invalid_request for what does not fit a field. */
    async change(
      { domainId, userId, name }: CallerOfGroups,
      id: string,
      given: IdentityGroupChange,
    ): Promise<IdentityGroup> {
      const verdict = judgeGroupChange(given, await listCustomFields(database, domainId));
      if (verdict.kind === "refused") throw new Refusal("invalid_request", verdict);
      const rootId = await change(async (transaction) => {
        const found = await findRoot(transaction, domainId, id);
        const fields = Object.keys(verdict.change);
        if (fields.length === 0) return found;
        await writeGroup(transaction, domainId, found, verdict.change);
        const members = await readMembers(transaction, domainId, [found]);
        await tellThreads(
          transaction,
          domainId,
          found,
          members.map(({ said }) => said.id),
        );
        await recordAuditEventBy(transaction, {
          domainId,
          user: { id: userId, name },
          action: "identity_group_changed",
          object: objectOf(found),
          before: null,
          // Which, and not to what: the log outlives what is erased.
          after: { fields },
        });
        return found;
      });
      return readGroup(domainId, rootId);
    },

    /** The person that a merge would make; nothing is changed. Refuses with not_found. */
    async preview(domainId: string, id: string, withId: string): Promise<IdentityGroup> {
      const rootId = await findRoot(database, domainId, id);
      return readGroup(domainId, rootId, [await findRoot(database, domainId, withId)]);
    },

    /** Refuses with not_found and identity_group_full. Merging what is one already does nothing. */
    async merge({ domainId, userId, name }: CallerOfGroups, id: string, mergedId: string): Promise<IdentityGroup> {
      const outcome = await change((transaction) =>
        mergeGroups(transaction, { domainId, intoId: id, mergedId, user: { id: userId, name } }),
      );
      if (outcome === "not_found") throw new Refusal("not_found");
      if (outcome === "full") throw new Refusal("identity_group_full");
      return readGroup(domainId, await findRoot(database, domainId, id));
    },

    /**
     * Some of a person's identities become a person of their own, with what each of them had. Nothing merges them again
     * but somebody at the desk. Refuses with not_found and identities_not_separable.
     */
    async separate(
      { domainId, userId, name }: CallerOfGroups,
      id: string,
      identityIds: readonly string[],
    ): Promise<IdentityGroup> {
      const rootId = await change(async (transaction) => {
        await lockGroups(transaction, domainId);
        const found = await findRoot(transaction, domainId, id);
        const memberIds = (await readMembers(transaction, domainId, [found])).map(({ said }) => said.id);
        const separation = decideSeparation(found, memberIds, identityIds);
        if (separation === null) throw new Refusal("identities_not_separable");
        const { newRootId, movedIds } = separation;
        await moveToGroup(transaction, domainId, newRootId, movedIds, new Date(clock.nowMs()));
        const told = { group_id: found, identity_ids: [...identityIds], user_id: userId };
        await tellThreads(transaction, domainId, found, memberIds, [
          { domainId, threadId: null, type: "identities_unmerged", payload: told },
        ]);
        await recordAuditEventBy(transaction, {
          domainId,
          user: { id: userId, name },
          action: "identities_unmerged",
          object: objectOf(found),
          before: null,
          after: { identity_ids: identityIds },
        });
        return found;
      });
      return readGroup(domainId, rootId);
    },
  };
}

function toGroup(rootId: string, stored: readonly StoredMember[], shownFields: readonly string[]): IdentityGroup {
  const members = orderMembers(rootId, stored);
  const { fields, screenname, others } = composeGroup(members);
  const custom = composeCustomValues(members, shownFields);
  const { firstname, lastname, emails } = fields;
  const root = members[0];
  if (root === undefined) throw new Refusal("not_found");
  return {
    id: rootId,
    name: nameVisitor({ id: rootId, firstname, lastname, screenname, email: emails[0] ?? null }),
    ...fields,
    custom_values: custom.values,
    identities: members.map(({ said }) => toIdentity(said)),
    other_values: [...others, ...custom.others],
    mapped_extra_values: members.flatMap(({ said: { id, mapping_outcomes } }) =>
      mapping_outcomes.map((outcome) => ({ identity_id: id, ...outcome })),
    ),
    created_at: root.said.created_at.toISOString(),
  };
}
