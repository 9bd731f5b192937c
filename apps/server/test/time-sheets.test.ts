import { readFileSync } from "node:fs";
import type { AuditEvent, TimeSheet } from "@beckon/protocol";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { type Hours, isOpen } from "../src/features/time-sheets/index.ts";
import { newId } from "../src/platform/identifiers.ts";
import { availableDatabaseKinds } from "./database.ts";
import { startWorld, type Tenant, type World } from "./http/world.ts";

const { kinds } = await availableDatabaseKinds();

interface Case extends Hours {
  name: string;
  rule: string;
  at: string;
  expect: boolean;
}
const cases: Case[] = JSON.parse(
  readFileSync(new URL("../../../spec/cases/business-hours.json", import.meta.url), "utf8"),
);

test.each(cases)("$rule: $name", ({ at, expect: expected, ...hours }) => {
  expect(isOpen(hours, Date.parse(at))).toBe(expected);
});

describe.each(kinds)("time sheets on %s", (kind) => {
  let world: World;
  let tenant: Tenant;
  let stranger: Tenant;

  beforeAll(async () => {
    // Monday, ten o'clock in Paris.
    const clock = { nowMs: () => Date.parse("2026-11-30T09:00:00Z") };
    world = await startWorld(kind, { clock });
    tenant = await world.createTenant("purple");
    stranger = await world.createTenant("green");
  });
  afterAll(() => world.close());

  const administer = <Body>(method: string, path: string, body?: object, token = tenant.tokens.administrator) =>
    world.ask<Body>(`/api/v1${path}`, { method, token, ...(body === undefined ? {} : { body }) });
  const office = {
    label: "Office",
    time_zone: "Europe/Paris",
    weekly: [{ day: "monday", from: "09:00", to: "18:00" }],
  };

  it("HRS3: a source keeps those of one sheet, and every change is in the log", async () => {
    const source_ids = [tenant.source.id];
    const first = await administer<TimeSheet>("POST", "/time_sheets", { ...office, source_ids });
    expect(first).toMatchObject({ status: 201, body: { label: "Office", open_now: true, source_ids, holidays: [] } });
    const second = await administer<TimeSheet>("POST", "/time_sheets", {
      label: "Night",
      time_zone: "UTC",
      source_ids,
    });
    expect(second.body).toMatchObject({ open_now: false, source_ids });
    const listed = await administer<{ count: number; records: TimeSheet[] }>("GET", "/time_sheets");
    expect(listed.body.records.map((sheet) => [sheet.label, sheet.source_ids])).toEqual([
      ["Night", source_ids],
      ["Office", []],
    ]);
    const path = `/time_sheets/${first.body.id}`;
    const holidays = [{ date: "2026-11-30", label: "Today" }];
    expect((await administer<TimeSheet>("PATCH", path, { holidays })).body.open_now).toBe(false);
    for (const method of ["PATCH", "DELETE"]) {
      const body = method === "PATCH" ? { label: "x" } : undefined;
      expect(await administer(method, path, body, stranger.tokens.administrator)).toMatchObject({ status: 404 });
      expect(await administer(method, path, body, tenant.tokens.supervisor)).toMatchObject({ status: 403 });
    }
    expect(await administer("DELETE", path)).toMatchObject({ status: 204 });
    const log = await administer<{ records: AuditEvent[] }>("GET", `/audit_events?object_id=${first.body.id}`);
    expect(log.body.records.map(({ action }) => action)).toEqual([
      "time_sheet_deleted",
      "time_sheet_changed",
      "time_sheet_created",
    ]);
  });

  it.each([
    ["time_zone", { time_zone: "Mars/Olympus" }],
    ["weekly.0.to", { weekly: [{ day: "monday", from: "18:00", to: "09:00" }] }],
    ["holidays.0.date", { holidays: [{ date: "2026-02-30", label: "x" }] }],
    ["source_ids.0", { source_ids: [newId()] }],
  ])("HRS3: what is wrong is said at %s", async (field, wrong) => {
    const answer = await administer("POST", "/time_sheets", { ...office, ...wrong });
    expect(answer).toMatchObject({ status: 422, body: { field } });
  });
});
