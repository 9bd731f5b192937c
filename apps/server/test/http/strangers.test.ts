import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../src/platform/identifiers.ts";
import { availableDatabaseKinds } from "../database.ts";
import { startWorld, type Tenant, type World } from "./world.ts";

const { kinds } = await availableDatabaseKinds();

interface Schema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  items?: Schema;
  required?: string[];
  pattern?: string;
  minimum?: number;
}

interface Operation {
  security: unknown[];
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[];
  requestBody?: { content: { "application/json": { schema: Schema } } };
}

const UUID_PATTERN = /^\^\[0-9a-f\]\{8\}-/;
/** Stands in every text of the victim, and in nobody else's. */
const CANARY = `canary-${randomUUID()}`;

/**
 * Walks every operation of the OpenAPI document, so that a new route is covered by being there. For each a stranger
 * (an administrator of another domain, and nobody at all) names the victim's ids wherever an id goes.
 */
describe.each(kinds)("strangers on %s", (kind) => {
  let world: World;
  let victim: Tenant;
  let stranger: Tenant;
  let operations: { method: string; path: string; operation: Operation }[];
  /** Every id of the victim's, of whatever kind. */
  let victimIds: string[];

  beforeAll(async () => {
    world = await startWorld(kind);
    victim = await world.createTenant("victim");
    stranger = await world.createTenant("stranger");
    await fillVictim(world, victim);
    victimIds = await idsOf(world, victim.domainId);
    const { body } = await world.ask<{ paths: Record<string, Record<string, Operation>> }>("/api/openapi.json");
    operations = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
    );
  });
  afterAll(() => world.close());

  it("finds routes and rows to try", () => {
    expect(operations.length).toBeGreaterThan(25);
    expect(victimIds.length).toBeGreaterThan(10);
  });

  it("lets nobody without a token through any route that is not open to all", async () => {
    for (const { method, path, operation } of operations.filter(({ operation }) => operation.security.length > 0)) {
      const answer = await world.ask(fillPath(path, victimIds[0] ?? ""), asking(method, operation, victimIds[0] ?? ""));
      expect(answer.status, `${method} ${path}`).toBe(401);
    }
  });

  // Thousands of requests: every route with every id.
  it("answers a stranger who names the victim's ids with 404 or a refusal, never with a row, and changes nothing", {
    timeout: 600_000,
  }, async () => {
    const before = await rowsOf(world, victim.domainId);
    for (const { method, path, operation } of operations) {
      // Such a route would end the stranger's own token in the middle of the walk.
      if (/\/(session|tokens\/current)$/.test(path) && method === "DELETE") continue;
      const namesIds = /\{/.test(path) || JSON.stringify(operation).includes("[0-9a-f]{8}");
      const ids = namesIds ? victimIds : victimIds.slice(0, 1);
      for (const id of ids) {
        const answer = await world.ask(fillPath(path, id) + queryOf(operation, id), {
          ...asking(method, operation, id),
          token: await strangersToken(),
        });
        const name = `${method} ${path} with ${id}: ${answer.status} ${answer.text.slice(0, 200)}`;
        expect(answer.text, name).not.toContain(CANARY);
        expect(answer.status, name).toBeLessThan(500);
        if (path.includes("{")) expect([403, 404, 405, 409, 422], name).toContain(answer.status);
        else if (answer.status < 300) for (const each of victimIds) expect(answer.text, name).not.toContain(each);
      }
    }
    expect(await rowsOf(world, victim.domainId)).toEqual(before);
  });

  it("lets agents read and not configure", async () => {
    for (const path of ["/api/v1/sources", "/api/v1/triggers", "/api/v1/items"]) {
      expect((await world.ask(path, { token: stranger.tokens.agent })).status).toBe(200);
      const written = await world.ask(path, {
        method: "POST",
        token: stranger.tokens.supervisor,
        body: { label: "x", mode: "messaging" },
      });
      expect(written).toMatchObject({ status: 403, body: { error: "not_permitted" } });
    }
  });

  let used = 0;
  let token = "";
  /** A new one before the old one reaches its limit of requests. */
  async function strangersToken(): Promise<string> {
    if (used % 400 === 0) {
      const answer = await world.ask<{ token: string }>("/api/v1/tokens", {
        method: "POST",
        body: { email: stranger.emails.administrator, password: "a password for tests" },
      });
      token = answer.body.token;
    }
    used += 1;
    return token;
  }
});

function fillPath(path: string, id: string): string {
  return path.replaceAll(/\{[^}]+\}/g, id);
}

function queryOf({ parameters = [] }: Operation, id: string): string {
  const filters = parameters.filter(({ in: place, schema }) => place === "query" && isUuid(schema));
  return filters.length === 0 ? "" : `?${filters.map(({ name }) => `${name}=${id}`).join("&")}`;
}

function asking(method: string, { requestBody }: Operation, id: string) {
  const schema = requestBody?.content["application/json"].schema;
  return schema === undefined ? { method } : { method, body: example(schema, id) };
}

function isUuid({ pattern }: Schema): boolean {
  return pattern !== undefined && UUID_PATTERN.test(pattern);
}

/** Some value that fits a schema, with the id wherever one belongs, optional fields included. */
function example(schema: Schema, id: string): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.anyOf !== undefined) return example(schema.anyOf[0] ?? {}, id);
  switch (schema.type) {
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, property]) => [name, example(property, id)]),
      );
    case "array":
      return [example(schema.items ?? {}, id)];
    case "integer":
    case "number":
      return schema.minimum ?? 1;
    case "boolean":
      return true;
    case "null":
      return null;
    case "string":
      if (isUuid(schema)) return id;
      return schema.pattern?.startsWith("^custom_") ? "custom_x" : schema.pattern?.startsWith("^#") ? "#000000" : "x";
    default:
      return null;
  }
}

/** Something of each kind in the victim's domain, with the canary in its texts. */
async function fillVictim(world: World, { tokens, source }: Tenant): Promise<void> {
  const make = async (path: string, body: object) => {
    const answer = await world.ask(path, { method: "POST", token: tokens.administrator, body });
    expect(answer.status, answer.text).toBe(201);
  };
  const source_id = source.id;
  await make("/api/v1/items", { source_id, label: CANARY, type: "button", html: `<b>${CANARY}</b>` });
  await make("/api/v1/automatic_messages", { source_id, label: CANARY, body: CANARY });
  await make("/api/v1/custom_variables", { source_id, label: CANARY, name: "custom_x", type: "string" });
  await make("/api/v1/triggers", {
    source_id,
    label: CANARY,
    actions: { show_chat: "open", item_ids: [], automatic_message_id: null, hide_items: false },
  });
  await make("/api/v1/canned_replies", { title: CANARY, shortcut: "canary", body: CANARY, source_ids: [source_id] });
  await make("/api/v1/tags", { label: CANARY });
  await make("/api/v1/folders", { label: CANARY, visibility: { kind: "everybody" } });
  await make("/api/v1/rules", { label: CANARY, event: "thread_started", source_ids: [source_id] });
  await make("/api/v1/time_sheets", { label: CANARY, time_zone: "UTC", source_ids: [source_id] });
  await make("/api/v1/roles", { label: CANARY, sources: [{ source_id, permissions: ["read"] }] });
  await make("/api/v1/teams", { label: CANARY });
  const { kysely } = world.database;
  const { domain_id, community_id } = await kysely
    .selectFrom("sources")
    .select(["domain_id", "community_id"])
    .where("id", "=", source_id)
    .executeTakeFirstOrThrow();
  const [identity_id, thread_id] = [newId(), newId()];
  await kysely
    .insertInto("identities")
    .values({ domain_id, id: identity_id, community_id, secret_hash: Buffer.alloc(32), firstname: CANARY })
    .execute();
  await make(`/api/v1/communities/${community_id}/keys`, { kid: "victims", algorithm: "HS256" });
  await kysely
    .insertInto("identity_refusals")
    .values({
      domain_id,
      id: newId(),
      community_id,
      source_id,
      code: CANARY,
      reason: CANARY,
      kid: null,
      occurred_at: new Date(),
    })
    .execute();
  await kysely
    .insertInto("threads")
    .values({ domain_id, id: thread_id, source_id, identity_id, last_number: 1, context_data: "{}" })
    .execute();
  await kysely
    .insertInto("messages")
    .values({ domain_id, id: newId(), thread_id, number: 1, author_type: "visitor", author_name: CANARY, body: CANARY })
    .execute();
}

const TABLES = [
  "users",
  "communities",
  "community_keys",
  "identity_refusals",
  "sources",
  "items",
  "automatic_messages",
  "custom_variables",
  "triggers",
  "configuration_changes",
  "identities",
  "threads",
  "messages",
  "roles",
  "teams",
  "audit_events",
  "canned_replies",
  "tags",
  "folders",
  "time_sheets",
] as const;

async function rowsOf({ database }: World, domainId: string) {
  const rows: { id: string }[] = [];
  for (const table of TABLES) {
    rows.push(
      ...(await database.kysely
        .selectFrom(table)
        .selectAll()
        .where("domain_id", "=", domainId)
        .orderBy("id")
        .execute()),
    );
  }
  return rows;
}

async function idsOf(world: World, domainId: string): Promise<string[]> {
  return [domainId, ...(await rowsOf(world, domainId)).map(({ id }) => id)];
}
