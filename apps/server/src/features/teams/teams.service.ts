import { isDeepStrictEqual } from "node:util";
import type { Team, TeamChange, TeamDraft } from "@beckon/protocol";
import type { Kysely } from "kysely";
import type { Database } from "../../platform/database/index.ts";
import type { Schema } from "../../platform/database/schema.ts";
import { newId } from "../../platform/identifiers.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { Caller } from "../accounts/index.ts";
import { recordAuditEvent } from "../audit/index.ts";
import { type TeamRow, teamsStore } from "./teams.store.ts";

/** A domain's teams and who is in them. Every change is in the audit log. */
export function createTeams({ kysely }: Database) {
  /** `work` sees the teams as they are until its transaction ends. */
  const change = <Result>({ domainId }: Caller, work: (transaction: Kysely<Schema>) => Promise<Result>) =>
    kysely.transaction().execute(async (transaction) => {
      await teamsStore.lock(transaction, domainId);
      return work(transaction);
    });

  async function find(on: Kysely<Schema>, domainId: string, id: string): Promise<Team> {
    const [team] = await teamsStore.list(on, domainId, { id });
    if (team === undefined) throw new Refusal("not_found");
    return team;
  }

  async function refuseBad(transaction: Kysely<Schema>, domainId: string, team: TeamRow): Promise<void> {
    if (await teamsStore.isLabelTaken(transaction, domainId, team)) {
      throw new Refusal("already_exists", { field: "label" });
    }
    const known = new Set(await teamsStore.findUserIds(transaction, domainId, team.member_ids));
    const strange = team.member_ids.findIndex((id) => !known.has(id));
    if (strange !== -1) {
      throw new Refusal("invalid_request", { field: `member_ids.${strange}`, reason: "There is no such person." });
    }
  }

  /** People are told by their names: the log is read after they have gone. */
  async function tell(
    transaction: Kysely<Schema>,
    { domainId, userId, name }: Caller,
    action: string,
    before: Team | null,
    after: Team | null,
  ): Promise<void> {
    const { id, label } = after ?? before ?? { id: null, label: "" };
    const sayTeam = async (team: Team | null) =>
      team && { label: team.label, members: await teamsStore.listNames(transaction, domainId, team.member_ids) };
    await recordAuditEvent(transaction, {
      domainId,
      user: { id: userId, name },
      action,
      object: { type: "team", id, label },
      before: await sayTeam(before),
      after: await sayTeam(after),
    });
  }

  return {
    async list({ domainId }: Caller, page: { offset: number; limit: number }) {
      const records = await teamsStore.list(kysely, domainId, page);
      return { count: await teamsStore.count(kysely, domainId), records };
    },

    find: ({ domainId }: Caller, id: string): Promise<Team> => find(kysely, domainId, id),

    /** Refuses with already_exists, and with invalid_request for people who are not there. */
    create: (caller: Caller, draft: TeamDraft): Promise<Team> =>
      change(caller, async (transaction) => {
        const row = { member_ids: [], ...draft, id: newId() };
        await refuseBad(transaction, caller.domainId, row);
        await teamsStore.insert(transaction, caller.domainId, row);
        const team = await find(transaction, caller.domainId, row.id);
        await tell(transaction, caller, "team_created", null, team);
        return team;
      }),

    /** Refuses as `create` does. */
    change: (caller: Caller, id: string, wanted: TeamChange): Promise<Team> =>
      change(caller, async (transaction) => {
        const before = await find(transaction, caller.domainId, id);
        const row = { ...before, ...wanted };
        await refuseBad(transaction, caller.domainId, row);
        await teamsStore.update(transaction, caller.domainId, row);
        const after = await find(transaction, caller.domainId, id);
        if (!isDeepStrictEqual(before, after)) await tell(transaction, caller, "team_changed", before, after);
        return after;
      }),

    remove: (caller: Caller, id: string): Promise<void> =>
      change(caller, async (transaction) => {
        const before = await find(transaction, caller.domainId, id);
        await tell(transaction, caller, "team_deleted", before, null);
        await teamsStore.delete(transaction, caller.domainId, id);
      }),
  };
}
