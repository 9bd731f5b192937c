import type { AccessRole, AuditEvent, User } from "@beckon/protocol";
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
});
