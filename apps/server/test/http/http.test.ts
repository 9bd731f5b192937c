import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { availableDatabaseKinds } from "../database.ts";
import { PASSWORD, startWorld, type Tenant, type World } from "./world.ts";

const { kinds } = await availableDatabaseKinds();

describe.each(kinds)("the HTTP server on %s", (kind) => {
  let world: World;
  let tenant: Tenant;

  beforeAll(async () => {
    world = await startWorld(kind);
    tenant = await world.createTenant("purple");
  });
  afterAll(() => world.close());

  const post = (body: unknown, headers: Record<string, string> = {}) =>
    world.ask("/api/v1/automatic_messages", { method: "POST", token: tenant.tokens.administrator, body, headers });

  it.each<[string, Record<string, unknown>, string]>([
    ["a field that is missing", { label: "a", body: "b" }, "source_id"],
    ["a field that nobody knows", { source_id: "S", label: "a", body: "b", domain_id: "x" }, "domain_id"],
    ["a number where a text belongs", { source_id: "S", label: 1, body: "b" }, "label"],
    ["a list where a text belongs", { source_id: "S", label: "a", body: ["b"] }, "body"],
    ["an object where an id belongs", { source_id: { $ne: null }, label: "a", body: "b" }, "source_id"],
    ["a text that is too short", { source_id: "S", label: "", body: "b" }, "label"],
  ])("refuses %s with 422, naming the field", async (_name, draft, field) => {
    const answer = await post(draft.source_id === "S" ? { ...draft, source_id: tenant.source.id } : draft);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ error: "invalid_request", status: 422, retry: false, field });
    expect(answer.body.message).toContain(field);
  });

  it("names fields deep within a body by their path", async () => {
    const answer = await world.ask("/api/v1/triggers", {
      method: "POST",
      token: tenant.tokens.administrator,
      body: {
        source_id: tenant.source.id,
        label: "a",
        conditions: [{ criterion: "page_url", operator: "contains", value: "x", extra: 1 }],
      },
    });
    expect(answer.body).toMatchObject({ status: 422, field: "conditions.0.extra" });
  });

  it.each([
    ["malformed JSON", '{"label":', 400, "malformed_json"],
    ["JSON that pollutes prototypes", '{"__proto__": {"admin": true}}', 400, "malformed_json"],
    ["a constructor of prototypes", '{"constructor": {"prototype": {"admin": true}}}', 400, "malformed_json"],
    ["a body of null", "null", 422, "invalid_request"],
    ["an empty body", "", 422, "invalid_request"],
    ["a body that is too large", JSON.stringify({ label: "x".repeat(300_000) }), 413, "body_too_large"],
  ])("answers %s from the registry", async (_name, body, status, error) => {
    expect(await post(body)).toMatchObject({ status, body: { error, status } });
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/xml"])(
    "refuses a body of %s with 415",
    async (type) => {
      const answer = await post("{}", { "content-type": type });
      expect(answer).toMatchObject({ status: 415, body: { error: "unsupported_media_type" } });
    },
  );

  it.each(["limit=0", "limit=151", "limit=ten", "offset=-1", "limit=10&nonsense=1", "limit=1&limit=2"])(
    "refuses the query ?%s with 422",
    async (query) => {
      const answer = await world.ask(`/api/v1/users?${query}`, { token: tenant.tokens.agent });
      expect(answer.status).toBe(422);
    },
  );

  it.each(["/api/v1/nothing", "/api/v1/sources/not-an-id", "/nowhere", "/assets/nothing.js", "/api/v1/sources/%zz"])(
    "answers 404 at %s",
    async (path) => {
      const answer = await world.ask(path, { token: tenant.tokens.administrator });
      expect(answer).toMatchObject({ status: 404, body: { error: "not_found", retry: false } });
    },
  );

  it("gives every answer headers under which a browser can do nothing with it", async () => {
    for (const path of ["/healthz", "/api/v1/me", "/nowhere", "/api/openapi.json"]) {
      const { headers } = await world.ask(path);
      expect(headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("cache-control")).toBe("no-store");
      expect(headers.get("access-control-allow-origin")).toBeNull();
      expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it("says that it lives and that it can serve", async () => {
    expect(await world.ask("/healthz")).toMatchObject({ status: 200, body: { status: "ok" } });
    expect(await world.ask("/readyz")).toMatchObject({ status: 200, body: { status: "ready" } });
  });

  it("shows metrics to this machine, and not through a proxy on it", async () => {
    const metrics = await world.ask("/metrics");
    expect(metrics.status).toBe(200);
    expect(metrics.text).toContain("beckon_http_request_duration_seconds_count");
    expect((await world.ask("/metrics", { headers: { "x-forwarded-for": "203.0.113.7" } })).status).toBe(404);
  });

  it("documents every route of the API, and which of them need no token", async () => {
    const { body } = await world.ask<{ paths: Record<string, Record<string, { security: unknown[] }>> }>(
      "/api/openapi.json",
    );
    const operations = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { security }]) => ({
        name: `${method} ${path}`,
        isOpen: security.length === 0,
      })),
    );
    expect(operations.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["get /api/v1/me", "patch /api/v1/sources/{id}", "put /api/v1/triggers/order"]),
    );
    expect(operations.filter(({ isOpen }) => isOpen).map(({ name }) => name)).toEqual([
      "post /api/v1/session",
      "post /api/v1/tokens",
    ]);
  });

  it("shows the documentation as a page that runs no script", async () => {
    const page = await world.ask("/api/docs");
    expect(page.status).toBe(200);
    expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'self'/);
    expect(page.text).toContain("/api/v1/triggers/order");
    expect(page.text).not.toContain("<script");
    const style = /href="(\/api\/docs-[^"]+)"/.exec(page.text)?.[1] ?? "";
    expect((await world.ask(style)).headers.get("content-type")).toBe("text/css; charset=utf-8");
  });

  it("serves others while a request's head does not end", async () => {
    const socket = connect(world.application.port, "127.0.0.1");
    await new Promise((resolve) => socket.write("GET /healthz HTTP/1.1\r\nhost: x\r\n", resolve));
    expect((await world.ask("/healthz")).status).toBe(200);
    socket.destroy();
  });

  it("answers HEAD like GET, without a body", async () => {
    const answer = await world.ask("/healthz", { method: "HEAD" });
    expect(answer).toMatchObject({ status: 200, text: "" });
  });
});

describe("a server that stops", () => {
  it("finishes the requests that it has, and takes no more", async () => {
    const world = await startWorld("embedded");
    const tenant = await world.createTenant("purple");
    const body = JSON.stringify({ email: tenant.emails.agent, password: PASSWORD });
    const { port } = world.application;
    const sending = request({
      port,
      host: "127.0.0.1",
      path: "/api/v1/tokens",
      method: "POST",
      headers: { "content-type": "application/json", "content-length": body.length, expect: "100-continue" },
    });
    const answered = once(sending, "response");
    sending.flushHeaders();
    // The server has the request's head, and asks for the rest.
    await once(sending, "continue");
    const closing = world.close();
    sending.end(body);
    const [response] = await answered;
    expect(response.statusCode).toBe(201);
    response.resume();
    await closing;
    await expect(world.ask("/healthz")).rejects.toThrow("fetch failed");
  });
});
