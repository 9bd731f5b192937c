import type { AccessRole, User } from "@beckon/protocol";
import { type Answer, listOf, missing, refusal } from "./answers.ts";
import { madeUpId } from "./made-up-data.ts";

/** The roles of the fake server, and who has them. */
export class FakePeople {
  readonly roles: AccessRole[] = [];
  /** By the id of the user. */
  readonly rolesOf = new Map<string, string[]>();
  /** Refuses the next change of somebody's roles. */
  lastAdministrator = false;
  readonly #users: readonly User[];

  constructor(users: readonly User[]) {
    this.#users = users;
    const administrator = this.addRole("Administrator", { ready_made: "administrator" });
    for (const user of users) this.rolesOf.set(user.id, user.role === "administrator" ? [administrator.id] : []);
  }

  addRole(label: string, fields: Partial<AccessRole> = {}): AccessRole {
    const role: AccessRole = {
      id: madeUpId(23, this.roles.length + 1),
      label,
      permissions: [],
      source_permissions: [],
      sources: [],
      ready_made: null,
      created_at: new Date().toISOString(),
      ...fields,
    };
    this.roles.push(role);
    return role;
  }

  /** Null for what is none of its routes. */
  answer(method: string, url: URL, body: unknown): Answer | null {
    const [kind, id = "", part] = url.pathname.replace("/api/v1/", "").split("/");
    if (kind === "users" && part === "roles") return this.#rolesOfUser(method, id, body);
    if (kind === "capacities") return { status: 200, body: { user_id: id, realtime: null, asynchronous: null } };
    if (kind === "teams") return listOf([]);
    if (kind === "channels") return listOf([]);
    if (kind === "users" && id !== "") {
      const user = this.#users.find((each) => each.id === id);
      const person = { ...user, languages: [], category_ids: [], team_ids: [] };
      return user === undefined ? missing : { status: 200, body: person };
    }
    if (kind === "users") return listOf(this.#users);
    if (kind !== "roles") return null;
    if (method === "GET") return listOf(this.roles);
    const { label, ...fields } = (body ?? {}) as Partial<AccessRole>;
    if (this.roles.some((role) => role.id !== id && role.label === label)) {
      return refusal(409, "already_exists", "Something with that name exists already.", "label");
    }
    if (method === "POST") return { status: 201, body: this.addRole(label ?? "", fields) };
    const place = this.roles.findIndex((role) => role.id === id);
    const before = this.roles[place];
    if (before === undefined) return missing;
    if (method === "PATCH") {
      const after = { ...before, ...fields, label: label ?? before.label };
      this.roles[place] = after;
      return { status: 200, body: after };
    }
    if ([...this.rolesOf.values()].some((held) => held.includes(id))) {
      return refusal(409, "role_in_use", "Somebody still has that role. Give them another one first.");
    }
    this.roles.splice(place, 1);
    return { status: 204, body: null };
  }

  #rolesOfUser(method: string, userId: string, body: unknown): Answer {
    if (method === "PUT") {
      if (this.lastAdministrator) return refusal(409, "last_administrator", "Somebody has to stay administrator.");
      this.rolesOf.set(userId, (body as { role_ids: string[] }).role_ids);
    }
    return { status: 200, body: { role_ids: this.rolesOf.get(userId) ?? [] } };
  }
}
