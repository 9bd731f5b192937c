import type { AuditEvent, CustomField } from "@beckon/protocol";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { newId } from "../../src/platform/identifiers.ts";
import { PNG } from "../attachments/samples.ts";
import { availableDatabaseKinds } from "../database.ts";
import { startWorld, type Tenant, type World } from "../http/world.ts";
import { comeMarked, type MarkedVisitor, untilStored, urlOf } from "./marked-visitor.ts";
import { unzip } from "./unzip.ts";

const { kinds } = await availableDatabaseKinds();

describe.each(kinds)("exports on %s", { timeout: 60_000 }, (kind) => {
  let world: World;
  let tenant: Tenant;
  let visitor: MarkedVisitor;

  beforeAll(async () => {
    world = await startWorld(kind);
    tenant = await world.createTenant("exporters");
    visitor = await comeMarked(world, tenant);
    await untilStored(world, visitor.markers.page ?? "");
  }, 180_000);
  afterAll(async () => {
    visitor.peer.cut();
    await world.close();
  });

  const fetchExport = (id: string, token: string) =>
    fetch(`${urlOf(world)}/api/v1/identities/${id}/export`, { headers: { authorization: `Bearer ${token}` } });

  test("PRV1: an export holds everything that is stored of a visitor, to read and for programs", async () => {
    const answer = await fetchExport(visitor.browser.identity.id, tenant.tokens.administrator);
    expect(answer.headers.get("content-type")).toBe("application/zip");
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment; /);
    const files = unzip(Buffer.from(await answer.arrayBuffer()));
    const page = files.get("index.html")?.toString() ?? "";
    const data = files.get("data.json")?.toString() ?? "";
    for (const [place, marker] of Object.entries(visitor.markers)) {
      expect(data, place).toContain(marker);
      expect(page, place).toContain(marker);
    }
    expect(JSON.parse(data)).toMatchObject({
      identity: { id: visitor.browser.identity.id, extra_values: { plan: visitor.markers.extra } },
      threads: [{ id: visitor.threadId, messages: [{ number: 1 }, { number: 2 }, { number: 3, private: true }] }],
    });
    expect(data).not.toContain("secret");
    expect(JSON.parse(data)).toMatchObject({ written_by_agents: {}, mapped_values: { custom_values: {} } });
    const path = `attachments/${visitor.attachment.id}-${visitor.attachment.name}`;
    expect([...files.keys()]).toEqual(["index.html", "data.json", path]);
    expect(files.get(path)?.equals(PNG)).toBe(true);
  });

  test("PRV1: what agents wrote of the person is in it, and what extra values filled, by the fields' names", async () => {
    const ask = <Body>(method: string, path: string, body: object) =>
      world.ask<Body>(`/api/v1${path}`, { method, token: tenant.tokens.administrator, body });
    const { body: field } = await ask<CustomField>("POST", "/custom_fields", { label: "Shoe <size>", type: "number" });
    const { id } = visitor.browser.identity;
    await ask("PATCH", `/identity_groups/${id}`, {
      phones: ["+44 20 1234", "+44 20 5678"],
      notes: "Likes engines.",
      custom_values: { [field.id]: 42 },
    });
    await ask("PATCH", `/communities/${tenant.source.community_id}`, {
      extra_value_mapping: [
        { source: { kind: "extra_value", name: "plan" }, target: { kind: "field", field: "job_title" } },
      ],
    });
    await vi.waitFor(
      async () => {
        const files = unzip(Buffer.from(await (await fetchExport(id, tenant.tokens.administrator)).arrayBuffer()));
        const page = files.get("index.html")?.toString() ?? "";
        for (const text of ["+44 20 1234, +44 20 5678", "Likes engines.", "<dt>Shoe &lt;size&gt;</dt><dd>42</dd>"]) {
          expect(page).toContain(text);
        }
        expect(JSON.parse(files.get("data.json")?.toString() ?? "")).toMatchObject({
          written_by_agents: { notes: "Likes engines.", custom_values: { "Shoe <size>": 42 } },
          mapped_values: { job_title: visitor.markers.extra },
        });
      },
      { timeout: 20_000 },
    );
  });

  test("PRV1: what a visitor wrote cannot run on the page", async () => {
    const { peer, threadId } = visitor;
    const body = `</p><script>alert("x")</script>`;
    peer.send({ type: "send_message", id: newId(), thread_id: threadId, body, origin: null });
    await peer.next("message_acknowledged");
    const answer = await fetchExport(visitor.browser.identity.id, tenant.tokens.administrator);
    const page =
      unzip(Buffer.from(await answer.arrayBuffer()))
        .get("index.html")
        ?.toString() ?? "";
    expect(page).not.toContain("<script");
    expect(page).toContain("&lt;script&gt;");
    expect(page).toContain("default-src 'none'");
  });

  test("PRV2: an export is in the log, which does not name the person; others get none", async () => {
    const listed = await world.ask<{ records: AuditEvent[] }>("/api/v1/audit_events?action=identity_exported", {
      token: tenant.tokens.administrator,
    });
    expect(listed.body.records[0]).toMatchObject({
      action: "identity_exported",
      object: { type: "identity", id: visitor.browser.identity.id },
      before: null,
      after: null,
    });
    expect(listed.text).not.toContain(visitor.markers.first);
    expect((await fetchExport(visitor.browser.identity.id, tenant.tokens.agent)).status).toBe(403);
    expect((await fetchExport(newId(), tenant.tokens.administrator)).status).toBe(404);
  });
});
