import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { AuditEvent, DomainSettings, RetentionPreview } from "@beckon/protocol";
import { PROTOCOL_VERSION } from "@beckon/protocol";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { newId } from "../../src/platform/identifiers.ts";
import { availableDatabaseKinds } from "../database.ts";
import { connectPeer, type VisitorPeer } from "../delivery/peer.ts";
import { connectAgent, firstMessageOrigin, newBrowser } from "../delivery/world.ts";
import { startWorld, type Tenant, type World } from "../http/world.ts";
import { comeMarked, socketOf, untilStored, urlOf } from "./marked-visitor.ts";
import { findTexts } from "./search-everything.ts";

const { kinds } = await availableDatabaseKinds();
const KEEPS_ALL: DomainSettings = { closed_threads_days: 0, anonymous_identities_days: 0, audit_days: 0 };

describe.each(kinds)("periods of retention on %s", { timeout: 60_000 }, (kind) => {
  let world: World;
  const open: { cut(): void }[] = [];

  beforeAll(async () => {
    world = await startWorld(kind);
  }, 180_000);
  afterAll(async () => {
    for (const peer of open) peer.cut();
    await world.close();
  });

  const asker =
    (tenant: Tenant) =>
    <Body>(method: string, path: string, body?: unknown) =>
      world.ask<Body>(`/api/v1${path}`, {
        method,
        token: tenant.tokens.administrator,
        ...(body === undefined ? {} : { body }),
      });

  const count = async (text: string, values: unknown[]) => (await world.database.query({ text, values })).rowCount ?? 0;
  const run = (text: string, values: unknown[]) => world.database.query({ text, values });

  /** As if it had happened so long ago. */
  async function age(threadId: string, days: number): Promise<void> {
    await vi.waitFor(
      async () => {
        const behind = await count(
          `select from threads as t left join thread_summaries as s on s.domain_id = t.domain_id and s.thread_id = t.id
         where t.id = $1 and s.last_message_number is distinct from t.last_number`,
          [threadId],
        );
        expect(behind).toBe(0);
      },
      { timeout: 20_000 },
    );
    await run("update thread_summaries set last_activity_at = now() - make_interval(days => $2) where thread_id = $1", [
      threadId,
      days,
    ]);
    await run("update threads set created_at = now() - make_interval(days => $2) where id = $1", [threadId, days]);
  }

  async function comeNameless(tenant: Tenant): Promise<{ identityId: string; threadId: string }> {
    const { identity } = newBrowser();
    const peer: VisitorPeer = await connectPeer(socketOf(world, tenant));
    open.push(peer);
    peer.send({ type: "hello", version: PROTOCOL_VERSION, identity, known: [] });
    await peer.next("welcomed");
    const threadId = newId();
    const message = { id: newId(), thread_id: threadId, body: "hello", attachment_ids: [] };
    peer.send({ type: "send_message", ...message, origin: firstMessageOrigin });
    await peer.next("message_acknowledged");
    return { identityId: identity.id, threadId };
  }

  test("PRV8: a domain keeps everything until it says otherwise; a change is in the log", async () => {
    const tenant = await world.createTenant("keepers");
    const ask = asker(tenant);
    expect((await ask("GET", "/settings")).body).toEqual(KEEPS_ALL);
    const changed = await ask("PATCH", "/settings", { audit_days: 400 });
    expect(changed).toMatchObject({ status: 200, body: { ...KEEPS_ALL, audit_days: 400 } });
    expect((await ask("GET", "/settings")).body).toEqual({ ...KEEPS_ALL, audit_days: 400 });
    for (const audit_days of [-1, 3_651, 1.5, null]) {
      const refused = await ask("PATCH", "/settings", { audit_days });
      expect(refused).toMatchObject({ status: 422, body: { field: "audit_days" } });
    }
    const events = await ask<{ records: AuditEvent[] }>("GET", "/audit_events?action=settings_changed");
    expect(events.body.records).toMatchObject([
      { user: { name: "keepers administrator" }, before: KEEPS_ALL, after: { audit_days: 400 } },
    ]);
  });

  test("PRV10: counts of offers go with the conversations of their time, and stay while nothing goes", async () => {
    const tenant = await world.createTenant("counters");
    const put = (days: number) =>
      run(
        `insert into offer_counts
         values ($1, $2, $3, date_trunc('hour', now()) - make_interval(days => $4), 5, 4, 3, 2, 1)`,
        [tenant.domainId, tenant.source.id, newId(), days],
      );
    for (const days of [400, 31, 29]) await put(days);
    const left = () => count("select 1 from offer_counts where domain_id = $1", [tenant.domainId]);
    await asker(tenant)("PATCH", "/settings", { audit_days: 400 });
    await asker(tenant)("PATCH", "/settings", { closed_threads_days: 390 });
    await vi.waitFor(async () => expect(await left()).toBe(2), { timeout: 20_000 });
    await asker(tenant)("PATCH", "/settings", { closed_threads_days: 30 });
    await vi.waitFor(async () => expect(await left()).toBe(1), { timeout: 20_000 });
  });

  test("PRV8, PRV9: closed conversations go with all that was said, and what is younger or open stays", async () => {
    const tenant = await world.createTenant("closers");
    const stranger = await world.createTenant("strange closers");
    const ask = asker(tenant);
    // Else the one that is open is closed in silence, sooner or later.
    await ask("PATCH", `/sources/${tenant.source.id}`, { thread_inclusion_hours: 8_760 });
    const visitor = await comeMarked(world, tenant);
    const elsewhere = await comeMarked(world, stranger);
    open.push(visitor.peer, elsewhere.peer);
    await untilStored(world, visitor.markers.page ?? "");
    const young = await comeNameless(tenant);
    const begun = await comeNameless(tenant);
    for (const { threadId } of [visitor, elsewhere, young]) {
      await run("update threads set state = 'closed' where id = $1", [threadId]);
    }
    await age(visitor.threadId, 31);
    await age(elsewhere.threadId, 31);
    await age(young.threadId, 29);
    await age(begun.threadId, 31);

    const preview = (query: string) => ask<RetentionPreview>("GET", `/settings/retention_preview?${query}`);
    const nothing = { closed_threads: 0, anonymous_identities: 0, audit_events: 0 };
    expect((await preview("")).body).toEqual(nothing);
    expect((await preview("closed_threads_days=30")).body).toEqual({ ...nothing, closed_threads: 1 });
    expect((await preview("closed_threads_days=28")).body).toEqual({ ...nothing, closed_threads: 2 });
    expect((await preview("closed_threads_days=-1")).status).toBe(422);
    expect((await ask("GET", `/threads/${visitor.threadId}`)).status).toBe(200);

    const agent = await connectAgent(urlOf(world), tenant.tokens.administrator);
    open.push(agent);
    await ask("PATCH", "/settings", { closed_threads_days: 30 });
    expect((await agent.next("thread_deleted")).thread_id).toBe(visitor.threadId);
    expect((await ask("GET", `/threads/${visitor.threadId}`)).status).toBe(404);
    const said = ["body", "second", "file", "note", "context"].map((name) => visitor.markers[name] ?? "");
    expect(await findTexts(world.database, said)).toEqual([]);
    const key = visitor.attachment.url.split("/").at(-1) ?? "";
    const folder = join(world.database.location.dataDir, "files", "attachments", tenant.domainId);
    await vi.waitFor(async () => expect((await readdir(folder)).filter((name) => name.startsWith(key))).toEqual([]), {
      timeout: 20_000,
    });
    // The visitor stays, as do the others' conversations.
    expect((await ask("GET", `/identities/${visitor.browser.identity.id}`)).status).toBe(200);
    for (const { threadId } of [young, begun]) expect((await ask("GET", `/threads/${threadId}`)).status).toBe(200);
    expect((await asker(stranger)("GET", `/threads/${elsewhere.threadId}`)).status).toBe(200);
    const events = await ask<{ records: AuditEvent[] }>("GET", "/audit_events?action=retention_applied");
    expect(events.body.records).toMatchObject([{ user: null, before: { ...nothing, closed_threads: 1 } }]);
  });

  test("PRV8, PRV9: visitors without a name and old entries of the log go in batches, and nobody else", async () => {
    const tenant = await world.createTenant("forgetters");
    const ask = asker(tenant);
    const named = await comeMarked(world, tenant);
    open.push(named.peer);
    const [old, seen, written] = [await comeNameless(tenant), await comeNameless(tenant), await comeNameless(tenant)];
    for (const { threadId } of [named, old, written]) await age(threadId, 20);
    await run("update identities set created_at = now() - interval '20 days' where domain_id = $1", [tenant.domainId]);
    await run("insert into identity_groups (domain_id, id, notes) values ($1, $2, 'comes often')", [
      tenant.domainId,
      written.identityId,
    ]);
    await run(
      `insert into identities (domain_id, id, community_id, secret_hash, created_at)
       select $1, gen_random_uuid(), (select community_id from sources where id = $2),
         sha256(convert_to(gen_random_uuid()::text, 'UTF8')), now() - interval '20 days' from generate_series(1, 45)`,
      [tenant.domainId, tenant.source.id],
    );
    await run(
      `insert into audit_events (domain_id, id, action, object_type, object_label, created_at)
       select $1, gen_random_uuid(), 'tag_created', 'tag', 'old', now() - interval '20 days' from generate_series(1, 1100)`,
      [tenant.domainId],
    );
    const periods = { anonymous_identities_days: 10, audit_days: 10 };
    const preview = await ask("GET", "/settings/retention_preview?anonymous_identities_days=10&audit_days=10");
    expect(preview.body).toEqual({ closed_threads: 0, anonymous_identities: 46, audit_events: 1_100 });
    await ask("PATCH", "/settings", periods);
    await vi.waitFor(
      async () => {
        const left = "select from identities where domain_id = $1";
        expect(await count(left, [tenant.domainId])).toBe(3);
        expect(
          await count("select from audit_events where domain_id = $1 and object_label = 'old'", [tenant.domainId]),
        ).toBe(0);
      },
      { timeout: 20_000 },
    );
    expect((await ask("GET", `/threads/${old.threadId}`)).status).toBe(404);
    for (const id of [named.browser.identity.id, seen.identityId, written.identityId]) {
      expect((await ask("GET", `/identities/${id}`)).status).toBe(200);
    }
    const events = await ask<{ records: AuditEvent[] }>("GET", "/audit_events?action=retention_applied");
    const gone = events.body.records.map(({ before }) => before as unknown as RetentionPreview);
    expect(gone.map((batch) => batch.anonymous_identities).toSorted((a, b) => b - a)).toEqual([20, 20, 6]);
    expect(gone.map((batch) => batch.audit_events).toSorted((a, b) => b - a)).toEqual([500, 500, 100]);
  });
});
