import { isDeepStrictEqual } from "node:util";
import type { CreatedPerson, PasswordChange, Person, PersonChange, PersonDraft, User } from "@beckon/protocol";
import type { Kysely } from "kysely";
import type { Bus } from "../../platform/bus/index.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/index.ts";
import type { Schema } from "../../platform/database/schema.ts";
import { newSecret } from "../../platform/identifiers.ts";
import { Refusal } from "../../platform/refusal.ts";
import { type Accounts, assertPermission, type Caller, nameOf, toUser } from "../accounts/index.ts";
import { recordAuditEvent } from "../audit/index.ts";
import { changeRights, findRoles, keepAdministrator, oldRoleOf, refuseBeyond } from "./rights-change.ts";
import { rolesStore } from "./roles.store.ts";
import { usersStore } from "./users.store.ts";

export interface UsersOptions {
  database: Database;
  accounts: Accounts;
  bus: Bus;
  clock: Clock;
  /** Puts the live chats of somebody who is gone back into the queue. */
  releaseChats(domainId: string, userId: string): Promise<void>;
}

export type Users = ReturnType<typeof createUsers>;

/** The people of a domain. Nobody changes who holds more than they do; every change is in the audit log. */
export function createUsers(options: UsersOptions) {
  const { database, accounts, clock, releaseChats } = options;
  const { kysely } = database;

  const byWhom = ({ domainId, userId, name }: Caller) => ({ domainId, user: { id: userId, name } });

  async function find(domainId: string, userId: string): Promise<Person> {
    const user = await accounts.findUser({ domainId, userId });
    return { ...toUser(user), ...(await usersStore.findSkills(kysely, domainId, userId)) };
  }

  async function refuseStrange(
    transaction: Kysely<Schema>,
    domainId: string,
    table: "categories" | "teams",
    ids: readonly string[],
  ): Promise<void> {
    const known = new Set(await usersStore.findKnown(transaction, table, domainId, ids));
    const strange = ids.findIndex((id) => !known.has(id));
    if (strange === -1) return;
    const [field, reason] =
      table === "categories" ? ["category_ids", "There is no such category."] : ["team_ids", "There is no such team."];
    throw new Refusal("invalid_request", { field: `${field}.${strange}`, reason });
  }

  return {
    async list(
      caller: Caller,
      wanted: Parameters<Accounts["listUsers"]>[1],
    ): Promise<{ count: number; records: User[] }> {
      const { count, records } = await accounts.listUsers(caller, wanted);
      return { count, records: records.map(toUser) };
    },

    find: ({ domainId }: Caller, userId: string): Promise<Person> => find(domainId, userId),

    /** Refuses with already_exists, and with not_permitted for roles that hold more than the caller does. */
    async create(caller: Caller, draft: PersonDraft): Promise<CreatedPerson> {
      const { domainId } = caller;
      const { email, firstname = "", lastname = "", role_ids } = draft;
      const password = draft.password ?? newSecret();
      // The role is said again below, by those that are given.
      const row = await accounts.prepareUser({ domainId, email, firstname, lastname, password, role: "agent" });
      await changeRights(options, caller, "invite_user", async ({ transaction, roles, own }) => {
        const wanted = findRoles(roles, role_ids);
        refuseBeyond(own, wanted);
        const user = await accounts.insertPreparedUser(transaction, { ...row, role: oldRoleOf(wanted) });
        await rolesStore.replaceRolesOfUser(transaction, domainId, user, role_ids);
        await recordAuditEvent(transaction, {
          ...byWhom(caller),
          action: "user_created",
          object: { type: "user", id: user.id, label: nameOf(user) },
          before: null,
          after: { email: user.email, firstname, lastname, roles: wanted.map(({ label }) => label) },
        });
      });
      return { ...(await find(domainId, row.id)), password: draft.password === undefined ? password : null };
    },

    /** Refuses with already_exists, invalid_request, and not_permitted. */
    async change(caller: Caller, userId: string, change: PersonChange): Promise<Person> {
      const { domainId } = caller;
      const { category_ids, team_ids, ...fields } = change;
      await accounts.findUserWithin(caller, userId);
      if (team_ids !== undefined) assertPermission(caller, "manage_teams");
      const before = await find(domainId, userId);
      await kysely.transaction().execute(async (transaction) => {
        await refuseStrange(transaction, domainId, "categories", category_ids ?? []);
        await refuseStrange(transaction, domainId, "teams", team_ids ?? []);
        await accounts.changeUser(transaction, domainId, userId, fields);
        if (category_ids !== undefined) {
          await usersStore.replaceCategories(transaction, domainId, userId, category_ids);
        }
        if (team_ids !== undefined) await usersStore.replaceTeams(transaction, domainId, userId, team_ids);
        const after = { ...before, ...change };
        if (isDeepStrictEqual(before, after)) return;
        await recordAuditEvent(transaction, {
          ...byWhom(caller),
          action: "user_changed",
          object: { type: "user", id: userId, label: nameOf(after) },
          before,
          after,
        });
      });
      return find(domainId, userId);
    },

    /** Whoever has signed in with the old one elsewhere is out. Refuses with invalid_request and login_limited. */
    async changePassword(caller: Caller, change: PasswordChange, address: string): Promise<void> {
      const { domainId, userId } = caller;
      await accounts.assertPassword(caller, change.current_password, address);
      const password_hash = await accounts.hashPassword(change.password);
      await kysely.transaction().execute(async (transaction) => {
        await accounts.changeUser(transaction, domainId, userId, { password_hash });
        const object = { type: "user", id: userId, label: caller.name };
        const action = "password_changed";
        await recordAuditEvent(transaction, { ...byWhom(caller), action, object, before: null, after: null });
      });
      await accounts.endOtherSessions(caller);
    },

    /**
     * From now on this person can do nothing, and what they have goes to others. Refuses with not_permitted, with
     * self_deactivated, and with last_administrator. Once more is no fault.
     */
    async deactivate(caller: Caller, userId: string): Promise<Person> {
      const { domainId } = caller;
      if (userId === caller.userId) throw new Refusal("self_deactivated");
      const user = await accounts.findUserWithin(caller, userId);
      if (user.deactivated_at === null) {
        await changeRights(options, caller, "update_user", async (standing) => {
          await keepAdministrator(standing, domainId, userId);
          const { transaction } = standing;
          await accounts.changeUser(transaction, domainId, userId, { deactivated_at: new Date(clock.nowMs()) });
          const object = { type: "user", id: userId, label: nameOf(user) };
          const action = "user_deactivated";
          await recordAuditEvent(transaction, { ...byWhom(caller), action, object, before: null, after: null });
        });
      }
      await accounts.endCredentialsOf(domainId, userId);
      await releaseChats(domainId, userId);
      return find(domainId, userId);
    },

    /** They can sign in again, with the roles that they had. Refuses with not_permitted. */
    async activate(caller: Caller, userId: string): Promise<Person> {
      const { domainId } = caller;
      const user = await accounts.findUserWithin(caller, userId);
      if (user.deactivated_at !== null) {
        await kysely.transaction().execute(async (transaction) => {
          await accounts.changeUser(transaction, domainId, userId, { deactivated_at: null });
          const object = { type: "user", id: userId, label: nameOf(user) };
          const action = "user_activated";
          await recordAuditEvent(transaction, { ...byWhom(caller), action, object, before: null, after: null });
        });
      }
      return find(domainId, userId);
    },
  };
}
