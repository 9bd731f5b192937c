import type { OfferStatistics, QueueStatistics, Statistics, StatisticsRow } from "@beckon/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toCsv } from "../src/features/statistics/csv.decisions.ts";
import { judgePeriod } from "../src/features/statistics/period.decisions.ts";
import { newId } from "../src/platform/identifiers.ts";
import { availableDatabaseKinds } from "./database.ts";
import { startWorld, type Tenant, type World } from "./http/world.ts";

const { kinds } = await availableDatabaseKinds();
const MINUTE_MS = 60_000;
const PERIOD = "from=2026-03-01&to=2026-03-31";

interface Told {
  beganMs: number;
  triggerId: string | null;
  agentId: string | null;
  state: "open" | "closed";
  answeredMs: number | null;
  lastMs: number;
}

interface Line {
  author_type: "visitor" | "bot" | "agent";
  author_id: string | null;
  atMs: number;
  private?: boolean;
}

describe.each(kinds)("statistics on %s", (kind) => {
  let world: World;
  let tenant: Tenant;
  let agents: string[] = [];
  const triggerIds = [newId(), null];
  const told: Told[] = [];

  const read = <Body = Statistics>(query: string, token = tenant.tokens.administrator, ending = "") =>
    world.ask<Body>(`/api/v1/statistics/conversations${ending}?${query}`, { token });

  /** A conversation of raw rows: the visitor, a bot and a note that count for nothing, then perhaps an agent. */
  async function put(conversation: Told): Promise<void> {
    const { kysely } = world.database;
    const [domain_id, thread_id, identity_id] = [tenant.domainId, newId(), newId()];
    const source_id = tenant.source.id;
    const { beganMs, answeredMs, lastMs, agentId, state, triggerId } = conversation;
    await kysely
      .insertInto("identities")
      .values({
        domain_id,
        id: identity_id,
        community_id: tenant.source.community_id,
        secret_hash: Buffer.from(identity_id),
      })
      .execute();
    const answer: Line[] = answeredMs === null ? [] : [{ author_type: "agent", author_id: agentId, atMs: answeredMs }];
    const further: Line[] = lastMs > beganMs ? [{ author_type: "visitor", author_id: null, atMs: lastMs }] : [];
    const lines: Line[] = [
      { author_type: "visitor", author_id: null, atMs: beganMs },
      { author_type: "bot", author_id: null, atMs: beganMs + 1_000 },
      { author_type: "agent", author_id: agents[0] ?? null, atMs: beganMs + 2_000, private: true },
      ...answer,
      ...further,
    ];
    await kysely
      .insertInto("threads")
      .values({
        domain_id,
        id: thread_id,
        source_id,
        identity_id,
        state,
        trigger_id: triggerId,
        last_number: lines.length,
        context_data: "{}",
        created_at: new Date(beganMs),
      })
      .execute();
    await kysely
      .insertInto("messages")
      .values(
        lines.map(({ atMs, ...line }, index) => ({
          domain_id,
          id: newId(),
          thread_id,
          number: index + 1,
          author_name: "",
          body: "x",
          created_at: new Date(atMs),
          ...line,
        })),
      )
      .execute();
  }

  beforeAll(async () => {
    world = await startWorld(kind);
    tenant = await world.createTenant("counted");
    const { body } = await world.ask<{ records: { id: string; role: string }[] }>("/api/v1/users", {
      token: tenant.tokens.administrator,
    });
    agents = ["agent", "supervisor"].map((role) => body.records.find((user) => user.role === role)?.id ?? "");
    for (let index = 0; index < 24; index += 1) {
      const beganMs = Date.parse("2026-03-01T08:30:00Z") + index * 31 * 60 * MINUTE_MS;
      const answeredMs = index % 4 === 3 ? null : beganMs + ((index * 7) % 11) * MINUTE_MS + 5_000;
      told.push({
        beganMs,
        answeredMs,
        triggerId: triggerIds[index % 2] ?? null,
        agentId: answeredMs === null ? null : (agents[index % 3 === 0 ? 1 : 0] ?? null),
        state: index % 5 === 0 ? "open" : "closed",
        lastMs: (answeredMs ?? beganMs) + ((index * 3) % 7) * MINUTE_MS + 10_000,
      });
    }
    for (const conversation of told) await put(conversation);
    await put({ ...told[0], beganMs: Date.parse("2026-02-28T23:59:00Z") } as Told);
  });
  afterAll(() => world.close());

  /** As the database interpolates. */
  function percentile(values: number[], share: number): number | null {
    const sorted = values.toSorted((one, other) => one - other);
    const place = share * (sorted.length - 1);
    const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
    return below === undefined || above === undefined ? null : below + (above - below) * (place - Math.floor(place));
  }

  function recount(conversations: Told[]) {
    const answered = conversations.filter(({ answeredMs }) => answeredMs !== null);
    const waits = answered.map(({ answeredMs, beganMs }) => ((answeredMs ?? 0) - beganMs) / 1_000);
    const handling = answered.map(({ answeredMs, lastMs }) => (lastMs - (answeredMs ?? 0)) / 1_000);
    const close = (value: number | null) => (value === null ? null : expect.closeTo(value, 3));
    return {
      conversations: conversations.length,
      answered: answered.length,
      missed: conversations.filter(({ answeredMs, state }) => answeredMs === null && state === "closed").length,
      wait_median_seconds: close(percentile(waits, 0.5)),
      wait_p90_seconds: close(percentile(waits, 0.9)),
      handling_median_seconds: close(percentile(handling, 0.5)),
      handling_p90_seconds: close(percentile(handling, 0.9)),
    };
  }

  const rowOf = (rows: StatisticsRow[], key: string | null) => rows.find((row) => row.key === key);

  it("STA1, STA2, STA3: are what counting the rows by hand gives", async () => {
    const { body } = await read(PERIOD);
    expect(body.totals).toMatchObject(recount(told));
    expect(body.by_source).toHaveLength(1);
    expect(body.by_source[0]).toMatchObject({ key: tenant.source.id, label: "counted shop", ...recount(told) });
    for (const triggerId of triggerIds) {
      const own = told.filter((one) => one.triggerId === triggerId);
      expect(rowOf(body.by_trigger, triggerId)).toMatchObject({ label: "", ...recount(own) });
    }
    for (const agentId of [...agents, null]) {
      const own = told.filter((one) => one.agentId === agentId);
      expect(rowOf(body.by_agent, agentId)).toMatchObject(recount(own));
    }
    expect(rowOf(body.by_agent, agents[0] ?? "")?.label).toBe("counted agent");
    const days = Map.groupBy(told, ({ beganMs }) => new Date(beganMs).toISOString().slice(0, 10));
    expect(body.by_day.map(({ key }) => key)).toEqual([...days.keys()].sort());
    for (const [day, own] of days) expect(rowOf(body.by_day, day)).toMatchObject(recount(own));
    expect(body.by_hour.reduce((sum, { conversations }) => sum + conversations, 0)).toBe(told.length);
    expect(body.by_hour).toContainEqual({ weekday: 7, hour: 8, conversations: 1 });
  });

  it("STA1: days begin where the asker is", async () => {
    const { body } = await read(`from=2026-03-01&to=2026-03-01&time_zone=Pacific/Auckland`);
    // Of the 1st of March in Auckland, only what began before 11:00 UTC is there, and the last hours of February.
    expect(body.totals.conversations).toBe(2);
    expect(body.by_hour).toContainEqual({ weekday: 7, hour: 21, conversations: 1 });
  });

  it("STA1: nothing is nothing, and strangers see none of it", async () => {
    expect((await read("from=2025-01-01&to=2025-01-31")).body).toMatchObject({
      totals: { conversations: 0, wait_median_seconds: null },
      by_source: [],
      by_hour: [],
    });
    const stranger = await world.createTenant("elsewhere");
    expect((await read(PERIOD, stranger.tokens.administrator)).body.totals.conversations).toBe(0);
    expect((await read(`${PERIOD}&source_id=${tenant.source.id}`, stranger.tokens.administrator)).body).toMatchObject({
      totals: { conversations: 0 },
    });
  });

  it("STA4: agents get what they answered first", async () => {
    const { body } = await read(PERIOD, tenant.tokens.agent);
    const own = told.filter(({ agentId }) => agentId === agents[0]);
    expect(body.totals).toMatchObject(recount(own));
    expect(body.by_agent.map(({ key }) => key)).toEqual([agents[0]]);
  });

  it("STA6: a team has what its people answered first", async () => {
    const team = await world.ask<{ id: string }>("/api/v1/teams", {
      method: "POST",
      token: tenant.tokens.administrator,
      body: { label: "Counted", member_ids: [agents[1]] },
    });
    const query = `${PERIOD}&team_id=${team.body.id}`;
    const { body } = await read(query);
    expect(body.totals).toMatchObject(recount(told.filter(({ agentId }) => agentId === agents[1])));
    expect(body.by_agent.map(({ key }) => key)).toEqual([agents[1]]);
    expect((await read(query, tenant.tokens.agent)).body.totals.conversations).toBe(0);
    expect((await read(`${PERIOD}&team_id=${newId()}`)).body.totals.conversations).toBe(0);
  });

  /** What happened to a task, minute by minute: from then on its conversation waits, or does not. */
  const happenings = [
    "task_created",
    "task_assigned",
    "task_given_back",
    "task_taken",
    "task_given_back",
    "task_taken",
  ];
  const WAITING = ["task_created", "task_assigned", "task_given_back"];

  it("STA7: the queue is what following each task's facts by hand gives", async () => {
    const shop = await world.createTenant("queued");
    const domain_id = shop.domainId;
    const spans: [number, number][] = [];
    const put = (text: string, values: unknown[]) => world.database.query({ text, values });
    const fact = (threadId: string, taskId: string, type: string, userId: string | null, atMs: number) =>
      put("insert into facts (domain_id, type, thread_id, payload, created_at) values ($1, $2, $3, $4, $5)", [
        domain_id,
        type,
        threadId,
        JSON.stringify({ task_id: taskId, user_id: userId }),
        new Date(atMs),
      ]);
    for (let index = 0; index < 12; index += 1) {
      const [threadId, taskId, identityId] = [newId(), newId(), newId()];
      const beganMs = Date.parse("2026-03-02T22:00:00Z") + index * 17 * MINUTE_MS;
      await put("insert into identities (domain_id, id, community_id, secret_hash) values ($1, $2, $3, $4)", [
        domain_id,
        identityId,
        shop.source.community_id,
        Buffer.from(identityId),
      ]);
      await put(
        "insert into threads (domain_id, id, source_id, identity_id, context_data) values ($1, $2, $3, $4, '{}')",
        [domain_id, threadId, shop.source.id, identityId],
      );
      await put(
        `insert into tasks (domain_id, id, thread_id, source_id, channel, state, completion, user_id, queued_at, created_at, changed_at, ended_at)
         values ($1, $2, $3, $4, 'realtime', 'completed', 'closed', $5, $6, $6, $6, $7)`,
        [domain_id, taskId, threadId, shop.source.id, newId(), new Date(beganMs), new Date(beganMs + 300 * MINUTE_MS)],
      );
      let atMs = beganMs;
      for (const [step, type] of happenings.slice(0, 2 + (index % 5)).entries()) {
        await fact(threadId, taskId, type, step === 0 ? null : newId(), atMs);
        const endMs = atMs + ((index * 5 + step * 7) % 19) * MINUTE_MS + MINUTE_MS;
        if (WAITING.includes(type)) spans.push([atMs, endMs]);
        atMs = endMs;
      }
      await fact(threadId, taskId, "task_completed", newId(), atMs);
      // One that was theirs from the beginning never waited.
      await fact(threadId, newId(), "task_created", newId(), atMs + 2 * MINUTE_MS);
    }
    const queueOf = async (query: string) =>
      (await world.ask<QueueStatistics>(`/api/v1/statistics/queue?${query}`, { token: shop.tokens.administrator }))
        .body;
    // Everything happens on a minute, so that looking once within each of them sees all.
    const recountQueue = (fromMs: number, toMs: number) => {
      const counts: number[] = [];
      for (let atMs = fromMs; atMs < toMs; atMs += MINUTE_MS) {
        counts.push(spans.filter(([since, until]) => since <= atMs && atMs < until).length);
      }
      return {
        at: new Date(fromMs).toISOString(),
        most: Math.max(...counts),
        mean: expect.closeTo(counts.reduce((sum, count) => sum + count, 0) / counts.length, 3),
      };
    };
    const firstMs = Date.parse("2026-03-02T00:00:00Z");
    const HOUR_MS = 60 * MINUTE_MS;
    const hours = Array.from({ length: 48 }, (_, hour) => firstMs + hour * HOUR_MS);
    expect(await queueOf("from=2026-03-02&to=2026-03-03")).toEqual({
      step: "hour",
      points: hours.map((atMs) => recountQueue(atMs, atMs + HOUR_MS)),
    });
    const days = await queueOf("from=2026-03-01&to=2026-03-31&time_zone=Europe/Paris");
    expect(days.step).toBe("day");
    expect(days.points).toHaveLength(31);
    // The 3rd of March in Paris.
    expect(days.points[2]).toEqual(recountQueue(firstMs + 23 * HOUR_MS, firstMs + 47 * HOUR_MS));
    const stranger = await world.ask<QueueStatistics>("/api/v1/statistics/queue?from=2026-03-02&to=2026-03-02", {
      token: tenant.tokens.administrator,
    });
    expect(stranger.body.points.every(({ most }) => most === 0)).toBe(true);
  });

  it("STA8, STA10: offers are what counting the rows by hand gives", async () => {
    const [triggerId = newId()] = triggerIds.filter((id) => id !== null);
    const HOUR_MS = 60 * MINUTE_MS;
    const hours = Array.from({ length: 60 }, (_, index) => ({
      hour: new Date(Date.parse("2026-02-27T00:00:00Z") + index * 13 * HOUR_MS),
      trigger_id: triggerId,
      offered: 10 + (index % 7),
      held_out: index % 3,
      shown: 5 + (index % 5),
      offered_engaged: index % 4,
      held_out_engaged: index % 2,
    }));
    const where = { domain_id: tenant.domainId, source_id: tenant.source.id };
    await world.database.kysely
      .insertInto("offer_counts")
      .values(hours.map((row) => ({ ...where, ...row })))
      .execute();
    const sumOf = (rows: typeof hours) => {
      const sum = (name: "offered" | "held_out" | "shown" | "offered_engaged" | "held_out_engaged") =>
        rows.reduce((total, row) => total + row[name], 0);
      return {
        ...{ offered: sum("offered"), held_out: sum("held_out"), shown: sum("shown") },
        ...{ offered_engaged: sum("offered_engaged"), held_out_engaged: sum("held_out_engaged") },
      };
    };
    const conversationsOf = (conversations: Told[]) => {
      const answered = conversations.filter(({ answeredMs }) => answeredMs !== null);
      const helped = answered.filter(({ state }) => state === "closed");
      return { engaged: conversations.length, answered: answered.length, helped: helped.length };
    };
    const offersOf = async (query: string) =>
      (await world.ask<OfferStatistics>(`/api/v1/statistics/offers?${query}`, { token: tenant.tokens.administrator }))
        .body;
    const within = (from: string, to: string) =>
      hours.filter(({ hour }) => hour >= new Date(from) && hour < new Date(to));
    const [body, inAuckland] = [
      await offersOf(PERIOD),
      await offersOf("from=2026-03-03&to=2026-03-04&time_zone=Pacific/Auckland"),
    ];
    const begun = told.filter((one) => one.triggerId === triggerId);
    const row = {
      key: triggerId,
      ...sumOf(within("2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z")),
      ...conversationsOf(begun),
    };
    expect(body.by_trigger).toEqual([
      {
        ...row,
        label: "",
        effect: { difference: expect.any(Number), low: expect.any(Number), high: expect.any(Number) },
      },
    ]);
    expect(body.totals).toEqual({ ...row, key: null, label: "", effect: null });
    const ofDays = begun.filter(
      ({ beganMs }) => beganMs >= Date.parse("2026-03-02T11:00:00Z") && beganMs < Date.parse("2026-03-04T11:00:00Z"),
    );
    expect(inAuckland.totals).toMatchObject({
      ...sumOf(within("2026-03-02T11:00:00Z", "2026-03-04T11:00:00Z")),
      ...conversationsOf(ofDays),
    });
    expect((await offersOf("from=2025-01-01&to=2025-01-31")).totals).toMatchObject({ offered: 0, engaged: 0 });
  });

  it.each([
    ["offers", /^id,name,offered,shown,engaged,answered,helped,held_out,/, "offers-by-trigger", 1],
    ["queue", /^at,most,mean$/, "queue-by-day", 31],
  ])("STA5: %s come as a file for spreadsheets", async (what, expected, name, count) => {
    const answer = await world.ask(`/api/v1/statistics/${what}.csv?${PERIOD}`, { token: tenant.tokens.administrator });
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(answer.headers.get("content-disposition")).toBe(`attachment; filename="${name}-2026-03-01-2026-03-31.csv"`);
    const [headings, ...lines] = answer.text.trim().split("\r\n");
    expect(headings).toMatch(expected);
    expect(lines).toHaveLength(count);
  });

  it("STA5: come as a file for spreadsheets", async () => {
    const answer = await read(`${PERIOD}&by=agent`, tenant.tokens.administrator, ".csv");
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(answer.headers.get("content-disposition")).toContain("attachment");
    const [headings, ...lines] = answer.text.trim().split("\r\n");
    expect(headings).toMatch(/^id,name,conversations,/);
    expect(lines).toHaveLength(3);
  });

  it.each([
    ["from=2026-03-02&to=2026-03-01", "to"],
    ["from=2026-02-30&to=2026-03-01", "from"],
    ["from=2024-01-01&to=2026-03-01", "from"],
    [`${PERIOD}&time_zone=Mars/Olympus`, "time_zone"],
  ])("STA1: refuses %s", async (query, field) => {
    expect(await read(query)).toMatchObject({ status: 422, body: { field } });
  });
});

describe("figures", () => {
  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "|calc", "%0A=1"])("STA5: %j is no formula", (text) => {
    expect(toCsv([[text]])).toMatch(/^"?'/);
  });

  it("STA5: quotes what would end a cell, and leaves numbers alone", () => {
    expect(toCsv([['a "b", c', -1.5, null, "plain"]])).toBe('"a ""b"", c",-1.5,,plain\r\n');
  });

  it("STA1: a year is the most", () => {
    expect(judgePeriod("2026-01-01", "2026-12-31", "Europe/Paris")).toBeNull();
    expect(judgePeriod("2026-01-01", "2027-01-02", "UTC")).toMatchObject({ field: "from" });
    expect(judgePeriod("2026-01-01", "2026-01-02", "+02:00")).toMatchObject({ field: "time_zone" });
  });
});
