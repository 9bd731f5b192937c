import type { AuditEvent, Team, User } from "@beckon/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../src/platform/identifiers.ts";
import { availableDatabaseKinds } from "./database.ts";
import { startWorld, type Tenant, type World } from "./http/world.ts";

const { kinds } = await availableDatabaseKinds();

describe.each(kinds)("teams on %s", (kind) => {
  let world: World;
  let tenant: Tenant;
  let users: Record<string, string>;

  beforeAll(async () => {
    world = await startWorld(kind);
    tenant = await world.createTenant("teams");
    const listed = await administer<{ records: User[] }>("GET", "/users");
    users = Object.fromEntries(listed.body.records.map(({ id, role }) => [role, id]));
  });
  afterAll(() => world.close());

  const administer = <Body>(method: string, path: string, body?: object, token = tenant.tokens.administrator) =>
    world.ask<Body>(`/api/v1${path}`, { method, token, ...(body === undefined ? {} : { body }) });

  it("TEAM1: have a name of their own and people of the domain, and every change is in the log", async () => {
    const made = await administer<Team>("POST", "/teams", { label: "Returns", member_ids: [users.agent] });
    expect(made).toMatchObject({ status: 201, body: { label: "Returns", member_ids: [users.agent] } });
    const path = `/teams/${made.body.id}`;
    const both = [users.agent, users.supervisor].sort();
    const changed = await administer<Team>("PATCH", path, { member_ids: both });
    expect(changed.body).toMatchObject({ label: "Returns", member_ids: both });
    expect((await administer("GET", path, undefined, tenant.tokens.agent)).body).toEqual(changed.body);
    expect((await administer("POST", "/teams", { label: "rETURNS" })).body).toMatchObject({
      error: "already_exists",
      field: "label",
    });
    expect((await administer("PATCH", path, { member_ids: [newId()] })).body).toMatchObject({
      error: "invalid_request",
      field: "member_ids.0",
    });
    expect((await administer("GET", "/teams")).body).toMatchObject({ count: 1, offset: 0, records: [changed.body] });
    expect((await administer("DELETE", path)).status).toBe(204);
    expect((await administer("GET", path)).status).toBe(404);
    const log = await administer<{ records: AuditEvent[] }>("GET", `/audit_events?object_id=${made.body.id}`);
    expect(log.body.records.map(({ action }) => action)).toEqual(["team_deleted", "team_changed", "team_created"]);
    expect(log.body.records[1]).toMatchObject({
      before: { members: ["teams agent"] },
      after: { members: ["teams agent", "teams supervisor"] },
    });
  });
});
