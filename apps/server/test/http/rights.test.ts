import { AgentToServer, type ReadyMadeRole } from "@beckon/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAccounts } from "../../src/features/accounts/index.ts";
import { READY_MADE_ROLES } from "../../src/features/accounts/ready-made-roles.ts";
import {
  covers,
  holdsForSource,
  type Rights,
  readableSources,
  sumRights,
} from "../../src/features/accounts/rights.decisions.ts";
import { createInProcessBus } from "../../src/platform/bus/in-process-bus.ts";
import { systemClock } from "../../src/platform/clock.ts";
import { newId } from "../../src/platform/identifiers.ts";
import { createLogger } from "../../src/platform/logging.ts";
import { availableDatabaseKinds } from "../database.ts";
import { connectAgent } from "../delivery/world.ts";
import { type Access, ROUTES } from "./rights-table.ts";
import { PASSWORD, startWorld, type Tenant, type World } from "./world.ts";

const { kinds } = await availableDatabaseKinds();
/** `nobody` is signed in and has no role. */
const WHO = ["administrator", "supervisor", "agent", "analyst", "nobody"] as const;
type Who = (typeof WHO)[number];

function rightsOf(who: Who): Rights {
  const role = READY_MADE_ROLES.find(({ name }) => name === who);
  if (role === undefined) return sumRights([]);
  return sumRights([{ isAdministrator: who === "administrator", source: null, ...role }]);
}

/** Bodies are judged before rights within a source are. */
function goodBodyFor(path: string): object {
  if (path.endsWith("/messages")) return { body: "x" };
  if (path.endsWith("/draft")) return { mode: "reply", reply: "x", note: "" };
  if (path.endsWith("/tags")) return { tag_ids: [] };
  if (path.endsWith("/translations")) return { text: "x", to: "fr" };
  if (path.endsWith("/priority")) return { priority: "high" };
  if (path.endsWith("/language")) return { language: null };
  return path.endsWith("/categories") ? { category_ids: [] } : { number: 0 };
}

describe.each(kinds)("rights on %s", (kind) => {
  let world: World;
  let tenant: Tenant;
  let threadId: string;
  const emails = new Map<Who, string>();

  beforeAll(async () => {
    world = await startWorld(kind);
    tenant = await world.createTenant("purple");
    const bus = createInProcessBus(createLogger("silent"));
    const accounts = createAccounts({ database: world.database, clock: systemClock, bus });
    for (const who of WHO) {
      const email = `${who}@rights.test`;
      const user = { domainId: tenant.domainId, email, password: PASSWORD, firstname: who, lastname: "" };
      const { id } = await accounts.createUser({ ...user, role: "agent" });
      await giveRoles(id, who === "nobody" ? [] : [who]);
      emails.set(who, email);
    }
    threadId = await makeThread();
  });
  afterAll(() => world.close());

  async function giveRoles(userId: string, names: ReadyMadeRole[]): Promise<void> {
    const { kysely } = world.database;
    await kysely.deleteFrom("user_roles").where("user_id", "=", userId).execute();
    for (const name of names) {
      const role = await kysely
        .selectFrom("roles")
        .select("id")
        .where("domain_id", "=", tenant.domainId)
        .where("ready_made", "=", name)
        .executeTakeFirstOrThrow();
      await kysely
        .insertInto("user_roles")
        .values({ domain_id: tenant.domainId, user_id: userId, role_id: role.id })
        .execute();
    }
  }

  async function makeThread(live: "waiting" | null = null): Promise<string> {
    const { kysely } = world.database;
    const domain_id = tenant.domainId;
    const [identity_id, id] = [newId(), newId()];
    await kysely
      .insertInto("identities")
      .values({ domain_id, id: identity_id, community_id: tenant.source.community_id, secret_hash: Buffer.alloc(32) })
      .execute();
    await kysely
      .insertInto("threads")
      .values({ domain_id, id, source_id: tenant.source.id, identity_id, live, context_data: "{}" })
      .execute();
    await kysely
      .insertInto("thread_summaries")
      .values({ domain_id, thread_id: id, source_id: tenant.source.id, last_activity_at: new Date(), revision: 0 })
      .execute();
    return id;
  }

  async function tokenOf(who: Who): Promise<string> {
    const body = { email: emails.get(who), password: PASSWORD };
    return (await world.ask<{ token: string }>("/api/v1/tokens", { method: "POST", body })).body.token;
  }

  /** The refusal that somebody gets, or null for who gets through. */
  function expectedRefusal(access: Access, who: Who): number | null {
    if (access === "everybody" || access === "users" || access === "bots") return null;
    const { permissions } = rightsOf(who);
    if ("anyOf" in access) return access.anyOf.some((each) => permissions.has(each)) ? null : 403;
    if (!holdsForSource(rightsOf(who), tenant.source.id, "read")) return 404;
    const holds =
      holdsForSource(rightsOf(who), tenant.source.id, access.inSource) &&
      (access.also === undefined || permissions.has(access.also));
    return holds ? null : 403;
  }

  it("RGT1: every route is in the table, and every line of the table is a route", async () => {
    const { body } = await world.ask<{ paths: Record<string, object> }>("/api/openapi.json");
    const routes = Object.entries(body.paths)
      .filter(([path]) => path.startsWith("/api/v1/"))
      .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
    expect(Object.keys(ROUTES).sort()).toEqual(routes.sort());
  });

  it.each(WHO)("RGT2, RGT3: each route opens to %s by permission", async (who) => {
    let token = await tokenOf(who);
    for (const [route, access] of Object.entries(ROUTES)) {
      // What people get there, bots.test.ts says.
      if (access === "bots") continue;
      const [method = "", path = ""] = route.split(" ");
      const isOfThread = typeof access === "object" && "inSource" in access;
      // What is done to a live chat is done once.
      const ownThreadId = /\/(take|release|end)$/.test(path) ? await makeThread("waiting") : threadId;
      const answer = await world.ask(path.replaceAll(/\{[^}]+\}/g, isOfThread ? ownThreadId : newId()), {
        method,
        token,
        ...(method === "GET" || method === "DELETE" ? {} : { body: goodBodyFor(path) }),
      });
      const name = `${route} as ${who}: ${answer.text.slice(0, 200)}`;
      const expected = expectedRefusal(access, who);
      if (expected !== null) expect(answer.status, name).toBe(expected);
      else if (access !== "everybody") expect([401, 403], name).not.toContain(answer.status);
      // Only who is let in hears that nothing translates in this domain.
      const isOff = answer.body.error === "translation_off";
      if (isOfThread && expected === null && !isOff) expect(answer.status, name).toBeLessThan(300);
      if (method === "DELETE" && /session|current/.test(path)) token = await tokenOf(who);
    }
  });

  it("RGT4: lists hold only what may be read", async () => {
    for (const path of ["/api/v1/threads", "/api/v1/sources"]) {
      expect((await world.ask(path, { token: await tokenOf("analyst") })).body.count, path).toBeGreaterThan(0);
      expect((await world.ask(path, { token: await tokenOf("nobody") })).body, path).toMatchObject({
        count: 0,
        records: [],
      });
    }
  });

  const frames: Record<string, { frame: object; needs: "read" | "reply" }> = {
    watch_thread: { frame: { known_number: 0 }, needs: "read" },
    sync_thread: { frame: { after_number: 0 }, needs: "read" },
    load_history: { frame: { before_number: 1, limit: 1 }, needs: "read" },
    mark_read: { frame: { number: 0 }, needs: "read" },
    set_viewing: { frame: { viewing: true }, needs: "read" },
    set_typing: { frame: { typing: true }, needs: "reply" },
    send_message: { frame: { body: "x", private: false }, needs: "reply" },
  };

  it("RGT5: every frame that names a thread is in the table", () => {
    const named = AgentToServer.anyOf
      .map((frame) => frame.properties.type.const)
      .filter((type) => !["hello", "ping", "unwatch_thread"].includes(type));
    expect(Object.keys(frames).sort()).toEqual([...named].sort());
  });

  it.each(["analyst", "nobody"] as const)("RGT5: frames are refused to %s by what they may not do", async (who) => {
    const peer = await connectAgent(world.application.url, await tokenOf(who));
    for (const [type, { frame, needs }] of Object.entries(frames)) {
      if (who === "analyst" && needs === "read") continue;
      const id = newId();
      peer.sendText(JSON.stringify({ type, thread_id: threadId, id, ...frame }));
      const code = who === "analyst" ? "not_permitted" : "not_found";
      if (type === "send_message") expect((await peer.next("message_refused")).error.code).toBe(code);
      else expect((await peer.next("refused")).error.code, type).toBe(code);
    }
    await peer.close();
  });
});

describe("what roles add up to", () => {
  const reading = { isAdministrator: false, permissions: [], sourcePermissions: [] };
  const one = sumRights([{ ...reading, source: { id: "one", permissions: ["read"] } }]);
  const replying = sumRights([{ ...reading, source: { id: "one", permissions: ["reply"] } }]);

  it("RGT3: acting in a source asks for reading it", () => {
    expect(holdsForSource(one, "one", "read")).toBe(true);
    expect(holdsForSource(one, "two", "read")).toBe(false);
    expect(holdsForSource(replying, "one", "reply")).toBe(false);
    expect(readableSources(one)).toEqual(["one"]);
    expect(readableSources(rightsOf("agent"))).toBeNull();
  });

  it("RGT6: nobody grants what they do not hold", () => {
    expect(covers(rightsOf("administrator"), rightsOf("supervisor"))).toBe(true);
    expect(covers(rightsOf("supervisor"), rightsOf("agent"))).toBe(true);
    expect(covers(rightsOf("supervisor"), rightsOf("administrator"))).toBe(false);
    expect(covers(rightsOf("agent"), rightsOf("supervisor"))).toBe(false);
    expect(covers(rightsOf("analyst"), one)).toBe(true);
    expect(covers(rightsOf("analyst"), replying)).toBe(false);
    expect(covers(one, rightsOf("analyst"))).toBe(false);
  });
});
