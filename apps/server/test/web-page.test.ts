import type { Source } from "@beckon/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isFramedByStranger } from "../src/features/sources/web-page.decisions.ts";
import { availableDatabaseKinds } from "./database.ts";
import { startWorld, type Tenant, type World } from "./http/world.ts";
import { GIVEN_SECRET, inHours, signToken } from "./tokens.ts";

const [kind] = (await availableDatabaseKinds()).kinds;

describe("the chat in a frame", () => {
  let world: World;
  let tenant: Tenant;

  beforeAll(async () => {
    world = await startWorld(kind ?? "embedded");
    tenant = await world.createTenant("framed");
    const key = { kid: "main", algorithm: "HS256", secret: GIVEN_SECRET };
    const made = await administer("POST", `/communities/${tenant.source.community_id}/keys`, key);
    expect(made.status, made.text).toBe(201);
  });
  afterAll(() => world.close());

  const administer = <Body>(method: string, path: string, body: object) =>
    world.ask<Body>(`/api/v1${path}`, { method, token: tenant.tokens.administrator, body });
  const change = (body: object) => administer<Source>("PATCH", `/sources/${tenant.source.id}`, body);
  const open = (query = "", headers: Record<string, string> = {}, token = tenant.source.token) =>
    world.ask(`/chat/${token}/web${query}`, { headers });
  const signed = `?jwt_identity=${signToken({ uuid: "frame-1" })}`;
  const from = (origin: string) => ({ "sec-fetch-dest": "iframe", referer: `${origin}/` });

  it("IFR1, IFR3: is our page with the source's loader, framed by no website unless the source says so", async () => {
    const page = await open(signed);
    expect(page.status).toBe(200);
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(page.text).toContain(`/chat/${tenant.source.token}/loader.js"`);
    expect(page.text).not.toContain(signed.slice(14));
    expect(page.headers.get("cache-control")).toBe("no-store");
    expect(page.headers.get("referrer-policy")).toBe("no-referrer");
    expect(page.headers.get("x-frame-options")).toBeNull();
    const policy = page.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toMatch(/default-src 'none'; script-src 'self' \S+ 'sha256-/);
    expect(policy).not.toContain("unsafe");
  });

  it("IFR2: does not start without a token that proves somebody, and says so", async () => {
    for (const query of ["", "?jwt_identity=", "?custom_customer_id=123"]) {
      const page = await open(query);
      expect(page.status).toBe(401);
      expect(page.text).toContain("Sign in to the website to use this chat.");
      expect(page.text).not.toContain("<script");
    }
    for (const [token, line] of [
      ["nonsense", "The token is not a signed JWT."],
      [signToken({ uuid: "x", exp: inHours(-1) }), "The token has expired."],
      [signToken({ uuid: "x" }, { secret: "another secret of some length" }), "does not come from the key"],
    ]) {
      const page = await open(`?jwt_identity=${token}`);
      expect([page.status, page.text.includes(line ?? ""), page.text.includes("<script")]).toEqual([401, true, false]);
    }
  });

  it("IFR3: may be framed by the source's websites, which are origins and nothing else", async () => {
    for (const origin of ["shop.test", "https://shop.test/path", "https://a.test; script-src *", "*", "javascript:1"]) {
      const refused = await change({ frame_origins: ["https://fine.test", origin] });
      expect([origin, refused.status, refused.text.includes("frame_origins")]).toEqual([origin, 422, true]);
    }
    const changed = await change({ frame_origins: ["https://Shop.test", "https://*.partner.test:8443"] });
    expect(changed.body.frame_origins).toEqual(["https://shop.test", "https://*.partner.test:8443"]);
    for (const origin of ["https://shop.test", "https://www.partner.test:8443"]) {
      const page = await open(signed, from(origin));
      expect(page.status).toBe(200);
      expect(page.headers.get("content-security-policy")).toContain(
        "frame-ancestors https://shop.test https://*.partner.test:8443",
      );
    }
    const stranger = await open(signed, from("https://stranger.test"));
    expect(stranger.status).toBe(403);
    expect(stranger.text).toContain("This website may not show this chat");
    expect(stranger.text).not.toContain("<script");
  });

  it("IFR1: is there for active sources in messaging mode only", async () => {
    expect((await open(signed, {}, "no-such-source")).status).toBe(404);
    await change({ mode: "live_chat" });
    expect((await open(signed)).text).toContain("A live chat cannot be shown in a frame.");
    await change({ mode: "messaging", state: "inactive" });
    expect((await open(signed)).status).toBe(404);
    await change({ state: "active" });
  });

  it.each([
    ["no frame", {}, false],
    ["a frame that does not say whose", { "sec-fetch-dest": "iframe" }, false],
    ["our own page", { ...from("https://chat.test") }, false],
    ["an allowed website", { ...from("https://shop.test") }, false],
    ["another port", { ...from("https://shop.test:444") }, true],
    ["another scheme", { ...from("http://shop.test") }, true],
    ["a name beneath", { ...from("https://a.b.partner.test") }, false],
    ["the name itself, where those beneath are meant", { ...from("https://partner.test") }, true],
    ["a name that ends alike", { ...from("https://evilpartner.test") }, true],
  ])("IFR3: %s", (_name, headers, expected) => {
    const allowed = ["https://shop.test", "https://*.partner.test"];
    expect(isFramedByStranger(headers, "https://chat.test", allowed)).toBe(expected);
  });
});
