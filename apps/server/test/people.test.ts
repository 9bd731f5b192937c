import type { AccessRole, AuditEvent, CreatedPerson, CreatedToken, Person, TokenRecord, User } from "@beckon/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { availableDatabaseKinds } from "./database.ts";
import { connectAgent } from "./delivery/world.ts";
import { startWorld, type Tenant, type World } from "./http/world.ts";

const { kinds } = await availableDatabaseKinds();

describe.each(kinds)("roles and who has them on %s", (kind) => {
  let world: World;
  let tenant: Tenant;
  let ready: Record<string, string>;
  let users: Record<string, string>;

  beforeAll(async () => {
    world = await startWorld(kind);
    tenant = await world.createTenant("purple");
    const token = tenant.tokens.administrator;
    const roles = await world.ask<{ records: AccessRole[] }>("/api/v1/roles", { token });
    ready = Object.fromEntries(roles.body.records.map(({ id, ready_made }) => [ready_made, id]));
    const listed = await world.ask<{ records: User[] }>("/api/v1/users", { token });
    users = Object.fromEntries(listed.body.records.map(({ id, role }) => [role, id]));
  });
  afterAll(() => world.close());

  const makeRole = (body: object, token = tenant.tokens.administrator) =>
    world.ask<AccessRole & { error?: string; field?: string }>("/api/v1/roles", { method: "POST", token, body });
  const giveRoles = (userId: string | undefined, role_ids: unknown[], token = tenant.tokens.administrator) =>
    world.ask(`/api/v1/users/${userId}/roles`, { method: "PUT", token, body: { role_ids } });

  it("starts each domain with four roles, and gives users the one that they were made with", async () => {
    expect(Object.keys(ready).sort()).toEqual(["administrator", "agent", "analyst", "supervisor"]);
    const answer = await world.ask(`/api/v1/users/${users.agent}/roles`, { token: tenant.tokens.administrator });
    expect(answer.body).toEqual({ role_ids: [ready.agent] });
  });

  it("makes, changes and deletes roles, and tells who did so without gaps", async () => {
    const token = tenant.tokens.administrator;
    const made = await makeRole({ label: "Night shift", permissions: ["receive_tasks"] });
    expect(made.status).toBe(201);
    const path = `/api/v1/roles/${made.body.id}`;
    expect((await makeRole({ label: "night SHIFT" })).body).toMatchObject({ error: "already_exists", field: "label" });
    const sources = [{ source_id: tenant.source.id, permissions: ["read", "reply"] }];
    const changed = await world.ask(path, { method: "PATCH", token, body: { sources } });
    expect(changed.body).toMatchObject({ label: "Night shift", sources });
    expect((await world.ask(path, { token })).body).toEqual(changed.body);
    expect((await world.ask(path, { method: "DELETE", token })).status).toBe(204);
    expect((await world.ask(path, { token })).status).toBe(404);
    const log = await world.ask<{ records: AuditEvent[] }>("/api/v1/audit_events?search=night", { token });
    expect(log.body.records.map(({ action }) => action)).toEqual(["role_deleted", "role_changed", "role_created"]);
    expect(log.body.records[1]).toMatchObject({
      user: { id: users.administrator },
      object: { type: "role", id: made.body.id, label: "Night shift" },
      before: { sources: [] },
      after: { sources },
    });
    const none = await world.ask("/api/v1/audit_events?search=%25_&to=2020-01-01T00:00:00Z", { token });
    expect(none.body).toMatchObject({ count: 0 });
  });

  it("refuses sources that are not there, and to touch what comes with Beckon", async () => {
    const token = tenant.tokens.administrator;
    const sources = [{ source_id: tenant.domainId, permissions: ["read"] }];
    expect((await makeRole({ label: "Strange", sources })).body).toMatchObject({ status: 422, field: "sources" });
    const asking = { method: "PATCH", token, body: { label: "Boss" } };
    const refused = await world.ask(`/api/v1/roles/${ready.administrator}`, asking);
    expect(refused).toMatchObject({ status: 409, body: { error: "role_fixed" } });
    const inUse = await makeRole({ label: "In use" });
    await giveRoles(users.supervisor, [ready.supervisor, inUse.body.id]);
    const deleted = await world.ask(`/api/v1/roles/${inUse.body.id}`, { method: "DELETE", token });
    expect(deleted).toMatchObject({ status: 409, body: { error: "role_in_use" } });
  });

  it("RGT6: nobody grants, or changes those who hold, more than they hold themselves", async () => {
    const keeper = await makeRole({ label: "Keeper", permissions: ["manage_roles", "update_user"] });
    await giveRoles(users.supervisor, [ready.supervisor, keeper.body.id]);
    const token = tenant.tokens.supervisor;
    const beyond = await makeRole({ label: "Beyond", permissions: ["manage_messaging"] }, token);
    expect(beyond).toMatchObject({ status: 403, body: { error: "not_permitted" } });
    expect((await giveRoles(users.supervisor, [ready.administrator], token)).status).toBe(403);
    expect((await giveRoles(users.administrator, [ready.agent], token)).status).toBe(403);
    expect((await makeRole({ label: "Within", permissions: ["manage_tags"] }, token)).status).toBe(201);
    expect((await giveRoles(users.agent, [ready.agent, keeper.body.id], token)).status).toBe(200);
    expect((await giveRoles(users.agent, [ready.agent], token)).status).toBe(200);
  });

  it("keeps an administrator", async () => {
    const refused = await giveRoles(users.administrator, [ready.agent]);
    expect(refused).toMatchObject({ status: 409, body: { error: "last_administrator" } });
  });

  it("RGT7: rights that are lost are lost at once, for requests and for open connections", async () => {
    const token = tenant.tokens.agent;
    const peer = await connectAgent(world.application.url, token);
    const colleague = await connectAgent(world.application.url, tenant.tokens.administrator);
    expect((await giveRoles(users.agent, [ready.analyst])).status).toBe(200);
    expect(await peer.closed).toBe(4008);
    const presence = { method: "PUT", token, body: { realtime: "away" } };
    expect((await world.ask("/api/v1/me/presence", presence)).status).toBe(403);
    colleague.sendText('{"type":"ping"}');
    await colleague.next("pong");
    await colleague.close();
    await giveRoles(users.agent, [ready.agent]);
    expect((await world.ask("/api/v1/me/presence", presence)).status).toBe(200);
  });

  const administer = <Body>(method: string, path: string, body?: object, token = tenant.tokens.administrator) =>
    world.ask<Body>(`/api/v1${path}`, { method, token, ...(body === undefined ? {} : { body }) });
  const signIn = (email: string, password: string) =>
    world.ask<{ token: string }>("/api/v1/tokens", { method: "POST", body: { email, password } });

  it("USR1: people are made with roles that the maker holds, and a password that is told once", async () => {
    const draft = { email: "Nina@purple.test", firstname: "Nina", role_ids: [ready.agent] };
    const made = await administer<CreatedPerson>("POST", "/users", draft);
    expect(made).toMatchObject({ status: 201, body: { email: "nina@purple.test", firstname: "Nina", role: "agent" } });
    expect((await signIn("nina@purple.test", made.body.password ?? "")).status).toBe(201);
    expect((await administer("POST", "/users", draft)).body).toMatchObject({ error: "already_exists", field: "email" });
    const inviter = await makeRole({ label: "Inviter", permissions: ["invite_user"] });
    await giveRoles(users.supervisor, [ready.supervisor, inviter.body.id]);
    const beyond = { email: "boss@purple.test", role_ids: [ready.administrator] };
    expect((await administer("POST", "/users", beyond, tenant.tokens.supervisor)).status).toBe(403);
    const found = await administer<{ records: User[] }>("GET", "/users?search=nin%41");
    expect(found.body.records.map(({ id }) => id)).toEqual([made.body.id]);
    const log = await administer<{ records: AuditEvent[] }>("GET", `/audit_events?object_id=${made.body.id}`);
    expect(JSON.stringify(log.body)).not.toContain(made.body.password);
    expect(log.body.records.map(({ action }) => action)).toEqual(["user_created"]);
  });

  it("USR5: whoever changes their password knows the old one, and is out elsewhere", async () => {
    const draft = { email: "keeper@purple.test", password: "a password for tests", role_ids: [] };
    await administer("POST", "/users", draft);
    const login = await world.ask("/api/v1/session", {
      method: "POST",
      body: { email: draft.email, password: draft.password },
    });
    const cookie = login.headers.get("set-cookie")?.split(";")[0] ?? "";
    const { token } = (await signIn(draft.email, draft.password)).body;
    const change = (current_password: string) =>
      administer("PUT", "/me/password", { current_password, password: "another one for tests" }, token);
    expect(await change("not the password")).toMatchObject({ status: 422, body: { field: "current_password" } });
    expect((await change(draft.password)).status).toBe(204);
    expect((await world.ask("/api/v1/me", { headers: { cookie } })).status).toBe(401);
    expect((await signIn(draft.email, draft.password)).status).toBe(401);
    expect((await signIn(draft.email, "another one for tests")).status).toBe(201);
  });

  it("USR2: people have names, languages, categories and teams, changed by who holds as much as they do", async () => {
    const category = await administer<{ id: string }>("POST", "/categories", { label: "Returns" });
    const team = await administer<{ id: string }>("POST", "/teams", { label: "Returns" });
    const change = {
      lastname: "Nightly",
      languages: ["fr", "pt-BR"],
      category_ids: [category.body.id],
      team_ids: [team.body.id],
    };
    const path = `/users/${users.agent}`;
    expect((await administer<Person>("PATCH", path, change)).body).toMatchObject(change);
    expect((await administer("GET", path)).body).toMatchObject(change);
    expect((await administer("GET", `/teams/${team.body.id}`)).body).toMatchObject({ member_ids: [users.agent] });
    const refused = { status: 422, body: { error: "invalid_request" } };
    expect(await administer("PATCH", path, { team_ids: [category.body.id] })).toMatchObject(refused);
    expect(await administer("PATCH", path, { languages: ["french words"] })).toMatchObject(refused);
    expect(await administer("PATCH", path, { email: "administrator@purple.test" })).toMatchObject({ status: 409 });
    const updater = await makeRole({ label: "Updater", permissions: ["update_user"] });
    await giveRoles(users.supervisor, [ready.supervisor, updater.body.id]);
    const token = tenant.tokens.supervisor;
    expect((await administer("PATCH", `/users/${users.administrator}`, { firstname: "X" }, token)).status).toBe(403);
    expect((await administer("PUT", `/capacities/${users.administrator}`, {}, token)).status).toBe(403);
    expect((await administer("PATCH", path, { firstname: "Ann" }, token)).body).toMatchObject({ firstname: "Ann" });
    expect((await administer("PATCH", path, { team_ids: [] }, token)).status).toBe(403);
  });

  it("USR3: who is deactivated is out at once, and comes back with what they had", async () => {
    const draft = { email: "leaver@purple.test", password: "a password for tests", role_ids: [ready.agent] };
    const leaver = (await administer<CreatedPerson>("POST", "/users", draft)).body;
    expect(leaver.password).toBeNull();
    const { token } = (await signIn(draft.email, draft.password)).body;
    const peer = await connectAgent(world.application.url, token);
    const path = `/users/${leaver.id}`;
    const gone = await administer<Person>("POST", `${path}/deactivate`);
    expect(gone.body.deactivated_at).not.toBeNull();
    await peer.closed;
    expect((await administer("GET", "/me", undefined, token)).status).toBe(401);
    expect((await signIn(draft.email, draft.password)).status).toBe(401);
    const active = await administer<{ records: User[] }>("GET", "/users?active=true");
    expect(active.body.records.map(({ id }) => id)).not.toContain(leaver.id);
    expect((await administer("POST", `${path}/activate`)).body).toMatchObject({ deactivated_at: null });
    expect((await administer("GET", "/me", undefined, token)).status).toBe(200);
    expect((await administer("POST", `/users/${users.administrator}/deactivate`)).body).toMatchObject({
      error: "self_deactivated",
    });
  });

  it("USR4: tokens act as their user, are shown once, and end at once; those of others ask for a permission", async () => {
    const own = `/users/${users.agent}/tokens`;
    const made = await administer<CreatedToken>("POST", own, { label: "Robot" }, tenant.tokens.agent);
    expect(made).toMatchObject({
      status: 201,
      body: { label: "Robot", user: { id: users.agent }, last_used_at: null },
    });
    const { token, ...record } = made.body;
    expect((await administer("GET", "/me", undefined, token)).body).toMatchObject({ id: users.agent });
    const listed = await administer<{ records: TokenRecord[] }>("GET", "/tokens", undefined, tenant.tokens.agent);
    expect(listed.body.records.find(({ id }) => id === record.id)?.last_used_at).not.toBeNull();
    expect(JSON.stringify(listed.body)).not.toContain(token);
    expect(new Set(listed.body.records.map(({ user }) => user.id))).toEqual(new Set([users.agent]));
    const strangers = await administer("POST", `/users/${users.administrator}/tokens`, { label: "x" }, token);
    expect(strangers.status).toBe(404);
    const all = await administer<{ records: TokenRecord[] }>("GET", "/tokens?limit=150");
    expect(all.body.records.map(({ user }) => user.id)).toContain(users.administrator);
    const administrators = all.body.records.find(({ user }) => user.id === users.administrator);
    expect((await administer("DELETE", `/tokens/${administrators?.id}`, undefined, token)).status).toBe(404);
    const peer = await connectAgent(world.application.url, token);
    expect((await administer("DELETE", `/tokens/${record.id}`)).status).toBe(204);
    await peer.closed;
    expect((await administer("GET", "/me", undefined, token)).status).toBe(401);
  });
});
