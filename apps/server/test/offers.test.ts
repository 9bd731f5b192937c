import type { OfferRow, OfferStatistics, Source, Trigger } from "@beckon/protocol";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { newId } from "../src/platform/identifiers.ts";
import { availableDatabaseKinds } from "./database.ts";
import { type Answer, startWorld, type Tenant, type World } from "./http/world.ts";

const { kinds } = await availableDatabaseKinds();
/** Written every few seconds. */
const WRITTEN = { timeout: 15_000, interval: 100 };

const today = new Date().toISOString().slice(0, 10);
const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
const PERIOD = `from=${yesterday}&to=${tomorrow}`;

describe.each(kinds)("counts of offers on %s", (kind) => {
  let world: World;
  let tenant: Tenant;
  let trigger: Trigger;

  beforeAll(async () => {
    world = await startWorld(kind);
    tenant = await world.createTenant("offers");
    trigger = await makeTrigger(tenant);
  });
  afterAll(() => world.close());

  async function makeTrigger(of: Tenant, label = "Cart leavers"): Promise<Trigger> {
    const actions = { show_chat: "open", item_ids: [], automatic_message_id: null, hide_items: false };
    const body = { source_id: of.source.id, label, actions };
    return (await world.ask<Trigger>("/api/v1/triggers", { method: "POST", token: of.tokens.administrator, body }))
      .body;
  }

  /** As a browser of a visitor tells it: plain text, and no cookie. */
  const tell = (token: string, body: string, headers: Record<string, string> = {}): Promise<Answer> =>
    world.ask(`/chat/${token}/offers`, { method: "POST", body, headers: { "content-type": "text/plain", ...headers } });

  const read = async (query = PERIOD, of = tenant): Promise<OfferStatistics> =>
    (await world.ask<OfferStatistics>(`/api/v1/statistics/offers?${query}`, { token: of.tokens.administrator })).body;

  const untilTold = (id: string, expected: Partial<OfferRow>, of = tenant): Promise<void> =>
    vi.waitFor(async () => {
      const row = (await read(PERIOD, of)).by_trigger.find(({ key }) => key === id);
      expect(row).toMatchObject(expected);
    }, WRITTEN);

  it("STA8, STA9: what browsers tell adds up, and each of them counts once", async () => {
    const { id } = trigger;
    const first = await tell(tenant.source.token, `offered ${id}\nshown ${id}\noffered ${id}\noffered_engaged ${id}`);
    expect(first).toMatchObject({ status: 204, text: "" });
    expect(first.headers.get("access-control-allow-origin")).toBe("*");
    await tell(tenant.source.token, `offered ${id}`);
    await tell(tenant.source.token, `held_out ${id}\nheld_out_engaged ${id}`);
    const told = { offered: 2, shown: 1, offered_engaged: 1, held_out: 1, held_out_engaged: 1 };
    await untilTold(id, { ...told, label: "Cart leavers", engaged: 0 });
    // What was written is added to.
    await tell(tenant.source.token, `offered ${id}`);
    await untilTold(id, { ...told, offered: 3 });
    expect((await read()).totals).toMatchObject({ ...told, offered: 3, effect: null });
  });

  it("STA9: what makes no sense, or is of somebody else, counts nothing and is answered alike", async () => {
    const stranger = await world.createTenant("other offers");
    const theirs = await makeTrigger(stranger);
    const seen = await makeTrigger(tenant, "Seen");
    const bodies = [
      `offered ${theirs.id}`,
      `offered ${newId()}`,
      `bought ${seen.id}`,
      `offered ${seen.id} ${seen.id}`,
      "offered '; drop table offer_counts; --",
      "__proto__",
      "",
    ];
    for (const body of bodies) expect((await tell(tenant.source.token, body)).status).toBe(204);
    expect((await tell("no-such-source", `offered ${seen.id}`)).status).toBe(204);
    expect((await tell("%27%3B--", `offered ${seen.id}`)).status).toBe(204);
    expect((await tell(tenant.source.token, "x".repeat(20_000))).status).toBe(413);
    expect((await tell(tenant.source.token, "{}", { "content-type": "application/xml" })).status).toBe(415);
    await tell(tenant.source.token, `offered ${seen.id}`);
    await untilTold(seen.id, { offered: 1, held_out: 0, shown: 0 });
    expect((await read()).by_trigger.map(({ key }) => key)).toEqual([trigger.id, seen.id]);
    expect((await read(PERIOD, stranger)).by_trigger).toEqual([]);
  });

  it("STA9: a source that has its offers not counted is not told, and counts nothing", async () => {
    const shop = await world.createTenant("uncounted");
    const own = await makeTrigger(shop);
    const other = await makeTrigger(shop, "Counted");
    const change = (body: object) =>
      world.ask<Source>(`/api/v1/sources/${shop.source.id}`, {
        method: "PATCH",
        token: shop.tokens.administrator,
        body,
      });
    const loader = async () => (await world.ask(`/chat/${shop.source.token}/loader.js`)).text;
    expect(await loader()).not.toContain("count_offers");
    expect((await change({ count_offers: false })).body.count_offers).toBe(false);
    expect(await loader()).toContain('"count_offers":false');
    expect((await tell(shop.source.token, `offered ${own.id}`)).status).toBe(204);
    expect((await read(PERIOD, shop)).uncounted_source_ids).toEqual([shop.source.id]);
    // By the time that another tenant's are written, so would these be.
    const before = (await read()).totals.offered;
    await tell(tenant.source.token, `offered ${trigger.id}`);
    await vi.waitFor(async () => expect((await read()).totals.offered).toBe(before + 1), WRITTEN);
    await change({ count_offers: true });
    await tell(shop.source.token, `offered ${other.id}`);
    await untilTold(other.id, { offered: 1 }, shop);
    expect(await read(PERIOD, shop)).toMatchObject({ by_trigger: [{ key: other.id }], uncounted_source_ids: [] });
  });

  it("STA9: one address tells so much in a minute", async () => {
    const flood = await startWorld(kind);
    try {
      const { source } = await flood.createTenant("flood");
      const statuses = new Set<number>();
      for (let round = 0; round < 7; round += 1) {
        const answers = await Promise.all(
          Array.from({ length: 100 }, () =>
            flood.ask(`/chat/${source.token}/offers`, {
              method: "POST",
              body: "offered",
              headers: { "content-type": "text/plain" },
            }),
          ),
        );
        for (const { status } of answers) statuses.add(status);
      }
      expect([...statuses].sort()).toEqual([204, 429]);
    } finally {
      await flood.close();
    }
  });

  it("STA9: what is in memory when a node stops is written, and adds to what others wrote", async () => {
    const { database, application } = await startWorld(kind);
    try {
      const base = `http://127.0.0.1:${application.port}`;
      const [domainId, sourceId, triggerId] = [newId(), newId(), newId()];
      const run = (text: string, values: unknown[]) => database.query({ text, values });
      await run("insert into domains (id, name) values ($1, 'stopping')", [domainId]);
      const communityId = newId();
      await run("insert into communities (domain_id, id, name, signed_identities) values ($1, $2, 'c', 'accept')", [
        domainId,
        communityId,
      ]);
      await run(
        `insert into sources (domain_id, id, community_id, token, label, mode, state, settings)
         values ($1, $2, $3, 'stopping', 's', 'messaging', 'active', '{}')`,
        [domainId, sourceId, communityId],
      );
      await run(
        "insert into triggers (domain_id, id, source_id, label, place, definition) values ($1, $2, $3, 't', 1, '{}')",
        [domainId, triggerId, sourceId],
      );
      const hour = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000);
      await run("insert into offer_counts values ($1, $2, $3, $4, 40, 3, 2, 1, 0)", [
        domainId,
        sourceId,
        triggerId,
        hour,
      ]);
      await fetch(`${base}/chat/stopping/offers`, { method: "POST", body: `offered ${triggerId}\nshown ${triggerId}` });
      await application.close();
      const { rows } = await run(
        `select sum(offered)::integer as offered, sum(held_out)::integer as held_out, sum(shown)::integer as shown
         from offer_counts where domain_id = $1`,
        [domainId],
      );
      expect(rows).toEqual([{ offered: 41, held_out: 3, shown: 3 }]);
    } finally {
      await application.close();
      await database.close();
    }
  });

  it("STA9: who may not read all statistics reads none of these", async () => {
    const { status } = await world.ask(`/api/v1/statistics/offers?${PERIOD}`, { token: tenant.tokens.agent });
    expect(status).toBe(403);
    expect(
      await world.ask(`/api/v1/statistics/offers?from=${today}&to=x`, { token: tenant.tokens.administrator }),
    ).toMatchObject({ status: 422 });
  });
});
