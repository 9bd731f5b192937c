import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judgeOrigin } from "../src/features/accounts/index.ts";
import { judgeSession } from "../src/features/accounts/sessions.decisions.ts";
import { availableDatabaseKinds } from "./database.ts";
import { PASSWORD, startWorld, type Tenant, type World } from "./http/world.ts";

const { kinds } = await availableDatabaseKinds();
const DAY_MS = 24 * 60 * 60 * 1000;
const MINUTE_MS = 60 * 1000;

describe.each(kinds)("accounts on %s", (kind) => {
  let world: World;
  let tenant: Tenant;
  let nowMs = Date.now();

  beforeAll(async () => {
    world = await startWorld(kind, { clock: { nowMs: () => nowMs } });
    tenant = await world.createTenant("purple");
  });
  afterAll(() => world.close());

  const origin = () => ({ origin: world.application.url });

  async function signIn(email = tenant.emails.agent): Promise<{ cookie: string }> {
    const answer = await world.ask("/api/v1/session", { method: "POST", body: { email, password: PASSWORD } });
    return cookieOf(answer.headers);
  }

  it("signs in with a cookie that scripts cannot read and other sites do not send", async () => {
    const answer = await world.ask("/api/v1/session", {
      method: "POST",
      body: { email: tenant.emails.agent.toUpperCase(), password: PASSWORD },
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ email: tenant.emails.agent, role: "agent", domain_id: tenant.domainId });
    expect(answer.text).not.toContain("hash");
    expect(answer.headers.get("set-cookie")).toMatch(
      /^beckon_session=[\w-]{43}; Path=\/; Max-Age=5184000; HttpOnly; SameSite=Strict$/,
    );
    const me = await world.ask("/api/v1/me", { headers: cookieOf(answer.headers) });
    expect(me.body.email).toBe(tenant.emails.agent);
    expect(me.body.permissions).toContain("receive_tasks");
    expect(me.body.permissions).not.toContain("update_community");
  });

  it("binds the cookie to this host under https, and takes no other", async () => {
    const behindTls = await startWorld("embedded", { variables: { BECKON_PUBLIC_URL: "https://chat.test" } });
    const { emails } = await behindTls.createTenant("purple");
    const body = { email: emails.agent, password: PASSWORD };
    const answer = await behindTls.ask("/api/v1/session", { method: "POST", body });
    const [cookie = ""] = (answer.headers.get("set-cookie") ?? "").split(";");
    expect(answer.headers.get("set-cookie")).toMatch(/^__Host-beckon_session=[\w-]{43}; Path=\/; .*; Secure$/);
    const read = (sent: string) => behindTls.ask("/api/v1/me", { headers: { cookie: sent } });
    expect((await read(cookie)).status).toBe(200);
    expect((await read(cookie.replace("__Host-", ""))).status).toBe(401);
    await behindTls.close();
  });

  it("gives each login another session", async () => {
    const [first, second] = [await signIn(), await signIn()];
    expect(first.cookie).not.toBe(second.cookie);
  });

  it("really ends a session at logout: the cookie is worth nothing afterwards", async () => {
    const cookie = await signIn();
    const out = await world.ask("/api/v1/session", { method: "DELETE", headers: { ...cookie, ...origin() } });
    expect(out.status).toBe(204);
    expect(out.headers.get("set-cookie")).toContain("Max-Age=0");
    expect((await world.ask("/api/v1/me", { headers: cookie })).status).toBe(401);
  });

  it("ends a token for good", async () => {
    const made = await world.ask<{ token: string }>("/api/v1/tokens", {
      method: "POST",
      body: { email: tenant.emails.agent, password: PASSWORD },
    });
    expect(made.status).toBe(201);
    const { token } = made.body;
    expect((await world.ask("/api/v1/me", { token })).status).toBe(200);
    expect((await world.ask("/api/v1/tokens/current", { method: "DELETE", token })).status).toBe(204);
    expect((await world.ask("/api/v1/me", { token })).status).toBe(401);
  });

  it("keeps no secret as it is: neither cookie nor token stands in the database", async () => {
    const { cookie } = await signIn();
    const secret = cookie.replace("beckon_session=", "");
    const sessions = await world.database.kysely.selectFrom("sessions").selectAll().execute();
    const tokens = await world.database.kysely.selectFrom("access_tokens").selectAll().execute();
    const stored = JSON.stringify([sessions, tokens].flat().map((row) => row.token_hash.toString("latin1")));
    expect(sessions.length).toBeGreaterThan(0);
    expect(stored).not.toContain(secret);
    expect(stored).not.toContain(tenant.tokens.agent);
  });

  it("answers a wrong password and an unknown address alike", async () => {
    const wrong = await world.ask("/api/v1/session", {
      method: "POST",
      body: { email: tenant.emails.supervisor, password: "wrong" },
    });
    const unknown = await world.ask("/api/v1/session", {
      method: "POST",
      body: { email: "nobody@purple.test", password: "wrong" },
    });
    expect(wrong.status).toBe(401);
    expect(wrong.body).toEqual(unknown.body);
    expect(wrong.headers.get("set-cookie")).toBeNull();
  });

  it("refuses further attempts after five failures within 15 minutes, also the right password, and then forgets", async () => {
    const email = tenant.emails.administrator;
    const attempt = (password: string) => world.ask("/api/v1/tokens", { method: "POST", body: { email, password } });
    const failures = await Promise.all(Array.from({ length: 5 }, () => attempt("wrong")));
    expect(failures.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    const limited = await attempt(PASSWORD);
    expect(limited.status).toBe(429);
    expect(limited.body).toMatchObject({ error: "login_limited", retry: true });
    expect(Number(limited.headers.get("retry-after"))).toBeGreaterThan(60);
    nowMs += 15 * MINUTE_MS;
    expect((await attempt(PASSWORD)).status).toBe(201);
  });

  it("ends a session that was idle for 14 days, and any after 60 days however busy it was", async () => {
    const idle = await signIn();
    nowMs += 14 * DAY_MS;
    expect((await world.ask("/api/v1/me", { headers: idle })).status).toBe(401);

    let busy = await signIn();
    for (let day = 0; day < 60; day += 6) {
      const answer = await world.ask("/api/v1/me", { headers: busy });
      expect(answer.status).toBe(200);
      if (answer.headers.has("set-cookie")) busy = cookieOf(answer.headers);
      nowMs += 6 * DAY_MS;
    }
    expect((await world.ask("/api/v1/me", { headers: busy })).status).toBe(401);
  });

  it("replaces a session's secret daily, and lets requests that were on their way finish with the old one", async () => {
    const old = await signIn();
    nowMs += DAY_MS;
    const answers = await Promise.all([1, 2, 3].map(() => world.ask("/api/v1/me", { headers: old })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const rotated = answers.filter(({ headers }) => headers.has("set-cookie"));
    expect(rotated).toHaveLength(1);
    const fresh = cookieOf(rotated[0]?.headers ?? new Headers());
    nowMs += 2 * MINUTE_MS;
    expect((await world.ask("/api/v1/me", { headers: old })).status).toBe(401);
    expect((await world.ask("/api/v1/me", { headers: fresh })).status).toBe(200);
  });

  it.each([
    ["no origin at all", {}, 403],
    ["another site", { origin: "https://evil.test" }, 403],
    ["an opaque origin", { origin: "null" }, 403],
    ["another port of this machine", { origin: "http://127.0.0.1:1" }, 403],
    ["a navigation of another site", { "sec-fetch-site": "cross-site" }, 403],
    ["the same site on another origin", { "sec-fetch-site": "same-site" }, 403],
    ["our own page", { "sec-fetch-site": "same-origin" }, 204],
  ])("takes a change by cookie only from our own pages: %s", async (_name, headers, status) => {
    const cookie = await signIn();
    const answer = await world.ask("/api/v1/session", { method: "DELETE", headers: { ...cookie, ...headers } });
    expect(answer.status).toBe(status);
  });

  it("lets no page of another site sign anybody in", async () => {
    const answer = await world.ask("/api/v1/session", {
      method: "POST",
      body: { email: tenant.emails.agent, password: PASSWORD },
      headers: { origin: "https://evil.test" },
    });
    expect(answer.body.error).toBe("origin_refused");
  });

  it("judges a request with a wrong token by that token, whatever cookie comes with it", async () => {
    const cookie = await signIn();
    const answer = await world.ask("/api/v1/me", { token: "wrong", headers: cookie });
    expect(answer.status).toBe(401);
  });

  it("lists the users of the caller's own domain to every role", async () => {
    const other = await world.createTenant("orange");
    const answer = await world.ask<{ count: number; records: { email: string }[] }>("/api/v1/users?limit=2", {
      token: other.tokens.agent,
    });
    expect(answer.body).toMatchObject({ count: 3, offset: 0, limit: 2 });
    expect(answer.body.records.map(({ email }) => email)).toEqual([
      other.emails.administrator,
      other.emails.supervisor,
    ]);
    expect(answer.text).not.toContain("hash");
  });

  it("counts 500 requests a minute per token, and says when to come again", async () => {
    const { body } = await world.ask<{ token: string }>("/api/v1/tokens", {
      method: "POST",
      body: { email: tenant.emails.agent, password: PASSWORD },
    });
    const statuses: number[] = [];
    for (let round = 0; round < 10; round += 1) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => world.ask("/api/v1/me", body)));
      statuses.push(...answers.map(({ status }) => status));
    }
    expect(new Set(statuses)).toEqual(new Set([200]));
    const limited = await world.ask("/api/v1/me", body);
    expect(limited.status).toBe(429);
    expect(limited.headers.get("retry-after")).toBe("60");
    expect((await world.ask("/api/v1/me", { token: tenant.tokens.supervisor })).status).toBe(200);
    nowMs += MINUTE_MS;
    expect((await world.ask("/api/v1/me", body)).status).toBe(200);
  });
});

describe("a session's life", () => {
  it.each([
    ["fresh", { createdAtMs: 0, lastUsedAtMs: 0, rotatedAtMs: 0 }, 1, { kind: "live", rotate: false, noteUse: false }],
    [
      "used 5 minutes ago",
      { createdAtMs: 0, lastUsedAtMs: 0, rotatedAtMs: 0 },
      5 * MINUTE_MS,
      { kind: "live", rotate: false, noteUse: true },
    ],
    [
      "a day after its rotation",
      { createdAtMs: 0, lastUsedAtMs: DAY_MS, rotatedAtMs: 0 },
      DAY_MS,
      { kind: "live", rotate: true, noteUse: false },
    ],
    ["idle for 14 days", { createdAtMs: 0, lastUsedAtMs: 0, rotatedAtMs: 0 }, 14 * DAY_MS, { kind: "ended" }],
    [
      "60 days after its login",
      { createdAtMs: 0, lastUsedAtMs: 60 * DAY_MS, rotatedAtMs: 60 * DAY_MS },
      60 * DAY_MS,
      { kind: "ended" },
    ],
  ])("%s", (_name, times, nowMs, verdict) => {
    expect(judgeSession(times, nowMs)).toEqual(verdict);
  });
});

describe("the page that a request comes from", () => {
  it.each([
    ["no browser", {}, "unknown"],
    ["the public origin", { origin: "https://chat.test", host: "10.0.0.1" }, "own"],
    ["the host that was asked", { origin: "http://localhost:3000", host: "localhost:3000" }, "own"],
    [
      "another origin, whatever the browser says besides",
      { origin: "https://evil.test", "sec-fetch-site": "same-origin" },
      "foreign",
    ],
    ["a user's own navigation", { "sec-fetch-site": "none" }, "foreign"],
  ] as const)("%s", (_name, headers, verdict) => {
    expect(judgeOrigin(headers, "https://chat.test")).toBe(verdict);
  });
});

function cookieOf(headers: Headers): { cookie: string } {
  return { cookie: headers.get("set-cookie")?.split(";")[0] ?? "" };
}
