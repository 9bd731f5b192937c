import { Script } from "node:vm";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import type { Item, Source, Trigger } from "@beckon/protocol";
import type { CompiledConfiguration } from "@beckon/targeting";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLoaders, createSources } from "../src/features/sources/index.ts";
import { createInProcessBus } from "../src/platform/bus/in-process-bus.ts";
import type { PreparedAnswer } from "../src/platform/prepared-answer.ts";
import { availableDatabaseKinds } from "./database.ts";
import { startWorld, type Tenant, type World } from "./http/world.ts";

const { kinds } = await availableDatabaseKinds();
const silent = pino({ level: "silent" });

describe.each(kinds)("sources on %s", (kind) => {
  let world: World;
  let tenant: Tenant;

  beforeAll(async () => {
    world = await startWorld(kind);
    tenant = await world.createTenant("purple");
  });
  afterAll(() => world.close());

  const administer = <Body>(method: string, path: string, body?: object) =>
    world.ask<Body>(path, { method, token: tenant.tokens.administrator, ...(body === undefined ? {} : { body }) });

  async function makeSource(body: object = {}): Promise<Source> {
    const answer = await administer<Source>("POST", "/api/v1/sources", { label: "Shop", mode: "messaging", ...body });
    expect(answer.status, answer.text).toBe(201);
    return answer.body;
  }

  const changeSource = (source: Source, body: object) =>
    administer<Source>("PATCH", `/api/v1/sources/${source.id}`, body);

  it("makes a source that is complete with its defaults and the tag for the website", async () => {
    const source = await makeSource();
    expect(source).toMatchObject({ label: "Shop", mode: "messaging", state: "active", automatic_page_change: false });
    expect(source.appearance).toMatchObject({ title: "", side: "automatic", color_scheme: "auto" });
    expect(source.snippet).toBe(
      `<script async src="${world.application.url}/chat/${source.token}/loader.js"></script>`,
    );
    const read = await administer<Source>("GET", `/api/v1/sources/${source.id}`);
    expect(read.body).toEqual(source);
  });

  it("changes what is named and keeps the rest, also within the appearance", async () => {
    const source = await makeSource({ appearance: { title: "Hello", offset_x: 40 } });
    const { body } = await changeSource(source, { label: "Other", appearance: { title: "Bonjour" } });
    expect(body).toMatchObject({ label: "Other", mode: "messaging" });
    expect(body.appearance).toMatchObject({ title: "Bonjour", offset_x: 40 });
  });

  it("has what else administrators decide, and tells browsers only what they need of it", async () => {
    const source = await makeSource();
    expect(source).toMatchObject({
      queuing_factor: 0.25,
      analytics: { google: false, matomo: false, segment: false, legacy_google: false },
      visit_dismissal: "visit",
      count_offers: true,
    });
    const read = async () => readLoader((await world.ask(`/chat/${source.token}/loader.js`)).text);
    const usual = await read();
    expect(usual).not.toHaveProperty("analytics");
    expect(usual).not.toHaveProperty("visit_dismissal");
    const change = { queuing_factor: 2, analytics: { matomo: true }, visit_dismissal: "page" };
    expect((await changeSource(source, change)).body).toMatchObject({
      queuing_factor: 2,
      analytics: { google: false, matomo: true, segment: false, legacy_google: false },
      visit_dismissal: "page",
    });
    expect(await read()).toMatchObject({ analytics: ["matomo"], visit_dismissal: "page" });
  });

  it.each([
    ["an unknown field", { nonsense: 1 }, "nonsense"],
    ["a token of one's own", { token: "mine" }, "token"],
    ["another domain", { domain_id: "x" }, "domain_id"],
    ["a colour that is none", { appearance: { highlight_color: "red;}" } }, "appearance.highlight_color"],
    ["a picture that is script", { appearance: { avatar_url: "javascript:alert(1)" } }, "appearance.avatar_url"],
    ["a queue of less than nothing", { queuing_factor: -1 }, "queuing_factor"],
    ["analytics that nobody knows", { analytics: { spyware: true } }, "analytics.spyware"],
    ["a dismissal that is none", { visit_dismissal: "never" }, "visit_dismissal"],
    ["a mode that is none", { mode: "telepathy" }, "mode"],
  ])("refuses %s, naming the field", async (_name, change, field) => {
    const answer = await changeSource(tenant.source, change);
    expect(answer).toMatchObject({ status: 422, body: { field } });
  });

  it("refuses a community that the domain does not have", async () => {
    const answer = await administer("POST", "/api/v1/sources", {
      label: "Shop",
      mode: "messaging",
      community_id: tenant.domainId,
    });
    expect(answer).toMatchObject({ status: 422, body: { field: "community_id" } });
  });

  describe("the loader", () => {
    const loader = (token: string, headers: Record<string, string> = {}) =>
      world.ask(`/chat/${token}/loader.js`, { headers });

    it("is a script that any website may load, and that carries the source's public configuration", async () => {
      const source = await makeSource({ appearance: { title: "Hello" } });
      const answer = await loader(source.token);
      expect(answer.status).toBe(200);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        "content-type": "text/javascript; charset=utf-8",
        "access-control-allow-origin": "*",
        "cross-origin-resource-policy": "cross-origin",
        "x-content-type-options": "nosniff",
        "cache-control": "public, max-age=5",
      });
      expect(answer.headers.get("set-cookie")).toBeNull();
      expect(readLoader(answer.text)).toMatchObject({
        source_token: source.token,
        public_url: world.application.url,
        appearance: { title: "Hello" },
        triggers: [{ trigger: { label: "Chat button on every page" } }],
      });
    });

    it("carries active triggers in their order, items, variables and automatic messages, and nothing for agents only", async () => {
      const source = await makeSource();
      const source_id = source.id;
      const item = await administer<Item>("POST", "/api/v1/items", {
        source_id,
        label: "Button",
        type: "button",
        html: "<button>Chat</button>",
      });
      const message = await administer<{ id: string }>("POST", "/api/v1/automatic_messages", {
        source_id,
        label: "Greeting",
        body: "Hello",
      });
      await administer("POST", "/api/v1/custom_variables", {
        source_id,
        name: "custom_cart",
        label: "Cart",
        type: "number",
      });
      const actions = { show_chat: "open", item_ids: [], automatic_message_id: null, hide_items: false };
      const triggers: Trigger[] = [];
      for (const label of ["first", "second", "third"]) {
        const made = await administer<Trigger>("POST", "/api/v1/triggers", {
          source_id,
          label,
          actions,
          active: label !== "second",
        });
        triggers.push(made.body);
      }
      const ids = triggers.map(({ id }) => id).reverse();
      expect((await administer("PUT", "/api/v1/triggers/order", { source_id, ids })).status).toBe(204);

      const configuration = readLoader((await loader(source.token)).text);
      expect(configuration.triggers.map(({ trigger }) => trigger.label)).toEqual([
        "third",
        "first",
        "Chat button on every page",
      ]);
      expect(configuration.items.at(-1)).toMatchObject({ id: item.body.id, label: "Button" });
      expect(configuration.custom_variables).toEqual([
        expect.objectContaining({ name: "custom_cart", type: "number" }),
      ]);
      expect(configuration.automatic_messages.at(-1)).toEqual({ id: message.body.id, body: "Hello" });
      const text = JSON.stringify(configuration);
      for (const word of [
        "domain_id",
        "community",
        "queuing_factor",
        "created_at",
        'place"',
        "problems",
        source.id,
        tenant.domainId,
      ]) {
        expect(text).not.toContain(word);
      }
    });

    it("has a change in the very next answer, with another tag", async () => {
      const source = await makeSource();
      const seen = new Set<string | null>();
      for (const title of ["one", "two", "three"]) {
        await changeSource(source, { appearance: { title } });
        const answer = await loader(source.token);
        expect(readLoader(answer.text).appearance.title).toBe(title);
        seen.add(answer.headers.get("etag"));
      }
      expect(seen.size).toBe(3);
    });

    it("never gives an older answer after a newer one while it changes under load", async () => {
      const source = await makeSource({ appearance: { offset_x: 0 } });
      let isDone = false;
      let newest = 0;
      const reading = Array.from({ length: 4 }, async () => {
        while (!isDone) {
          const atLeast = newest;
          const { appearance } = readLoader((await loader(source.token)).text);
          expect(appearance.offset_x).toBeGreaterThanOrEqual(atLeast);
        }
      });
      for (let offset_x = 1; offset_x <= 15; offset_x += 1) {
        await changeSource(source, { appearance: { offset_x } });
        newest = offset_x;
      }
      isDone = true;
      await Promise.all(reading);
    });

    it("answers 304 to who has it, and all of it to who has another", async () => {
      const source = await makeSource();
      const etag = (await loader(source.token)).headers.get("etag") ?? "";
      expect(etag).toMatch(/^"[^"]+"$/);
      const unchanged = await loader(source.token, { "if-none-match": etag });
      expect(unchanged).toMatchObject({ status: 304, text: "" });
      expect(unchanged.headers.get("access-control-allow-origin")).toBe("*");
      await changeSource(source, { label: "not in the loader", automatic_page_change: true });
      expect((await loader(source.token, { "if-none-match": etag })).status).toBe(200);
    });

    it.each([
      ["br", brotliDecompressSync],
      ["gzip", gunzipSync],
      ["identity", (body: Buffer) => body],
      ["br;q=0, gzip", gunzipSync],
    ])("is compressed as the browser accepts it: %s", async (accepted, decompress) => {
      const { token } = tenant.source;
      const bytes = await rawBody(`${world.application.url}/chat/${token}/loader.js`, accepted);
      expect(readLoader(decompress(bytes).toString()).source_token).toBe(token);
    });

    it("cannot be broken out of by texts that administrators write", async () => {
      const title = "</script><script>alert(1)</script>\u2028\u2029<!--";
      const source = await makeSource({ appearance: { title } });
      const { text } = await loader(source.token);
      expect(text).not.toMatch(/<\/script|<!--|[\u2028\u2029]/);
      expect(readLoader(text).appearance.title).toBe(title);
    });

    it.each([
      ["an unknown token", () => "nobody-has-this"],
      ["what is no token", () => "a.b/c%00"],
      ["an inactive source", async () => stateToken("inactive")],
      ["a source in maintenance", async () => stateToken("maintenance")],
    ])("is a valid script that does nothing for %s", async (_name, tokenOf) => {
      const answer = await loader(await tokenOf());
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
      expect(new Script(answer.text).runInNewContext({})).toBeUndefined();
    });

    it("comes back when the source is active again", async () => {
      const source = await makeSource({ state: "inactive" });
      expect((await loader(source.token)).text).not.toContain(source.token);
      await changeSource(source, { state: "active" });
      expect(readLoader((await loader(source.token)).text).source_token).toBe(source.token);
    });

    async function stateToken(state: string): Promise<string> {
      return (await makeSource({ state })).token;
    }
  });

  describe("the loaders of another node", () => {
    /** Loaders over the same database with a bus of their own: no hint ever arrives. */
    function anotherNode(clock: { nowMs(): number }) {
      const bus = createInProcessBus(silent);
      const sources = createSources({ database: world.database, bus });
      const nothing = { triggers: [], items: [], custom_variables: [], automatic_messages: [] };
      return createLoaders({
        sources,
        readTargeting: async () => nothing,
        parts: {
          commonPart: "(function(c){})",
          files: { manager: "manager.js", debug: "debug.js", reports: "reports.js", fillings: "fillings.js" },
        },
        publicUrl: () => "https://chat.test",
        headers: {},
        bus,
        clock,
        logger: silent,
      });
    }
    const titleOf = (answer: PreparedAnswer) => readLoader(answer.identity.body.toString()).appearance.title;

    it("see a change within seconds though its hint was lost", async () => {
      let nowMs = 0;
      const loaders = anotherNode({ nowMs: () => nowMs });
      const source = await makeSource({ appearance: { title: "before" } });
      expect(titleOf(await loaders.answer(source.token))).toBe("before");
      await changeSource(source, { appearance: { title: "after" } });
      nowMs += 2_000;
      expect(titleOf(await loaders.answer(source.token))).toBe("after");
    });

    it("answer from memory, without asking the database, in between", async () => {
      const loaders = anotherNode({ nowMs: () => 0 });
      const source = await makeSource();
      await loaders.answer(source.token);
      expect(loaders.answer(source.token)).not.toBeInstanceOf(Promise);
    });
  });
});

/** The configuration that a loader's script calls its common part with. */
function readLoader(script: string): CompiledConfiguration {
  const json = /\)\((\{.*\})\);\n$/s.exec(script)?.[1];
  if (json === undefined) throw new Error(`no loader: ${script.slice(0, 200)}`);
  new Script(script);
  return JSON.parse(json);
}

/** What comes over the wire, compressed as it is. */
async function rawBody(url: string, acceptEncoding: string): Promise<Buffer> {
  const { get } = await import("node:http");
  return new Promise((resolve, reject) => {
    get(url, { headers: { "accept-encoding": acceptEncoding } }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve(Buffer.concat(chunks)));
    }).on("error", reject);
  });
}
