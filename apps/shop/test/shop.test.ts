import { request } from "node:http";
import { jwtVerify } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { beckonUrl, chatCommands, jwtKey, openShop, Visitor } from "./visitor.ts";

let shop: Awaited<ReturnType<typeof openShop>>;
let visitor: Visitor;

beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());
beforeEach(() => {
  visitor = new Visitor(shop.origin);
});

const pinkDress = { product: "587", size: "40", change: "add" };
const account = { action: "sign-in", email: "customer@demo.test", firstname: "Demo", lastname: "Customer" };

describe("pages", () => {
  test.each([
    "/",
    "/dresses/",
    "/dresses/587-pink-dress",
    "/cart",
    "/order/1",
    "/order/2",
    "/account",
    "/embedded",
    "/spa",
    "/spa/evening",
    "/legacy",
  ])("%s has the snippet of the default source and security headers", async (path) => {
    const { response, body } = await visitor.get(path);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("cache-control")).not.toContain("no-store");
    expect(body).toContain("var _chatq = _chatq || [];");
    expect(body).toContain(`script.src = "${beckonUrl}/chat/demo-messaging/loader.js"`);
    expect(body).toContain('type="search"');
  });

  test("a page that does not exist is a 404 in the shop's frame", async () => {
    const { response, body } = await visitor.get("/dresses/999-none");
    expect(response.status).toBe(404);
    expect(body).toContain("This page does not exist");
  });

  test.each([
    ["/dresses?q=linen", "/dresses/?q=linen"],
    ["/dresses/587", "/dresses/587-pink-dress"],
    ["/dresses/587-old-name?source=demo-live-chat", "/dresses/587-pink-dress?source=demo-live-chat"],
  ])("%s leads to the one address of the page", async (from, to) => {
    const { response } = await visitor.get(from);
    expect(response.status).toBe(301);
    expect(response.headers.get("location")).toBe(to);
  });

  test("the search finds by every word, and prints what was sought as text", async () => {
    expect((await visitor.get("/dresses/?q=LINEN+belt")).body).toContain("1 dress<");
    const { body } = await visitor.get(`/dresses/?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(body).toContain("0 dresses");
    expect(body).not.toContain("<script>alert");
  });

  test("an address or a method that makes no sense is refused, and the shop goes on", async () => {
    const { promise, resolve } = Promise.withResolvers<number | undefined>();
    const { hostname, port } = new URL(shop.origin);
    request({ hostname, port, path: "//[", method: "GET" }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).end();
    expect([400, 404]).toContain(await promise);
    expect((await fetch(shop.origin, { method: "DELETE" })).status).toBe(405);
    expect((await visitor.get("/")).response.status).toBe(200);
  });

  test("assets are told apart from pages, and are not sent twice", async () => {
    const first = await fetch(`${shop.origin}/assets/shop.css`);
    expect(first.headers.get("content-type")).toBe("text/css; charset=utf-8");
    const headers = { "if-none-match": first.headers.get("etag") ?? "" };
    expect((await fetch(`${shop.origin}/assets/shop.css`, { headers })).status).toBe(304);
    expect((await fetch(`${shop.origin}/assets/../src/index.ts`)).status).toBe(404);
  });
});

describe("the chat's source", () => {
  test("?source= chooses it for the visit, on every later page", async () => {
    expect((await visitor.get("/cart?source=demo-live-chat")).body).toContain("/chat/demo-live-chat/loader.js");
    expect((await visitor.get("/dresses/")).body).toContain("/chat/demo-live-chat/loader.js");
    expect((await visitor.get("/strict")).body).toContain("/chat/demo-live-chat/loader.js");
    expect((await new Visitor(shop.origin).get("/")).body).toContain("/chat/demo-messaging/loader.js");
  });

  test("a value that is no token changes nothing", async () => {
    const { response, body } = await visitor.get(`/?source=${encodeURIComponent("../x</script>")}`);
    expect(body).toContain("/chat/demo-messaging/loader.js");
    expect(response.headers.getSetCookie()).toEqual([]);
  });
});

describe("cart and order", () => {
  test("the cart's amount is told to the chat as a number", async () => {
    expect(chatCommands((await visitor.get("/cart")).body)).toEqual([["_fillCustomVariable", "custom_cart_amount", 0]]);
    const { body } = await visitor.post("/cart", pinkDress);
    expect(chatCommands(body)).toEqual([["_fillCustomVariable", "custom_cart_amount", 58]]);
    expect(body).toContain('aria-label="1 piece"');
  });

  test("lines are counted up and down, and taken out", async () => {
    await visitor.post("/cart", pinkDress);
    expect((await visitor.post("/cart", pinkDress)).body).toContain("€116");
    expect((await visitor.post("/cart", { ...pinkDress, size: "38" })).body).toContain('aria-label="3 pieces"');
    expect((await visitor.post("/cart", { ...pinkDress, change: "less" })).body).toContain('aria-label="2 pieces"');
    expect((await visitor.post("/cart", { ...pinkDress, change: "remove" })).body).toContain('aria-label="1 piece"');
  });

  test.each([
    ["an unknown dress", "999.40.1"],
    ["a size that is not made", "587.41.1"],
    ["no numbers", "a.b.c_<script>"],
    ["fractions and less than one", "587.40.1.5_591.40.-3_602.40.0.5"],
  ])("a cookie with %s does no harm", async (_name, cookie) => {
    visitor.setCookie("purple_shop_cart", encodeURIComponent(cookie));
    const { response, body } = await visitor.get("/cart");
    expect(response.status).toBe(200);
    expect(body).not.toContain("<script>_");
    expect(body).not.toContain("NaN");
  });

  test("an order goes from address to review to an empty cart", async () => {
    await visitor.post("/cart", pinkDress);
    const address = { name: "Demo <Customer>", street: "1 Main Street", place: "1000 Town" };
    const review = await visitor.post("/order/1", address);
    expect(review.body).toContain("Demo &lt;Customer&gt;<br>1 Main Street<br>1000 Town");
    expect((await visitor.post("/order/2", {})).body).toContain("your order is placed");
    expect((await visitor.get("/cart")).body).toContain("There is nothing in it yet.");
  });

  test("an order without an address or without a dress is not placed", async () => {
    expect((await visitor.post("/order/1", { name: "Demo" })).response.status).toBe(422);
    expect((await visitor.post("/order/2", {})).body).toContain("Check and order");
  });
});

describe("account", () => {
  test("who signs in is known to the chat by a JWT of the shop's key", async () => {
    const { body } = await visitor.post("/account", account);
    expect(body).toContain("Hello, Demo");
    const [identify] = chatCommands(body);
    expect(identify).toEqual(["_setSignedIdentity", expect.any(String)]);
    const token = Array.isArray(identify) ? String(identify[1]) : "";
    const verified = await jwtVerify(token, new TextEncoder().encode(jwtKey.secret), { algorithms: ["HS256"] });
    expect(verified.protectedHeader).toEqual({ alg: "HS256", typ: "JWT", kid: "demo" });
    expect(verified.payload).toMatchObject({ email: "customer@demo.test", firstname: "Demo", lastname: "Customer" });
    expect(verified.payload.uuid).toMatch(/^purple-[0-9a-f]{24}$/);
    expect(Number(verified.payload.exp) - Date.now() / 1000).toBeGreaterThan(2 * 3600);
  });

  test("the same e-mail is the same uuid in another browser, and another e-mail is another", async () => {
    const uuidOf = async (email: string) => {
      const { body } = await new Visitor(shop.origin).post("/account", { ...account, email });
      const [identify] = chatCommands(body);
      const [, payload = ""] = String(Array.isArray(identify) ? identify[1] : "").split(".");
      return JSON.parse(Buffer.from(payload, "base64url").toString()).uuid;
    };
    expect(await uuidOf("One@demo.test")).toBe(await uuidOf("one@demo.test"));
    expect(await uuidOf("one@demo.test")).not.toBe(await uuidOf("two@demo.test"));
  });

  test("signing out takes the identity off every page", async () => {
    await visitor.post("/account", account);
    expect(chatCommands((await visitor.get("/cart")).body)).toHaveLength(2);
    const { body } = await visitor.post("/account", { action: "sign-out" });
    expect(body).toContain(">Sign in</button>");
    expect(chatCommands(body)).toHaveLength(1);
  });

  test("a name is printed as text, wherever it appears", async () => {
    const { body } = await visitor.post("/account", { ...account, firstname: "</script><img src=x onerror=alert(1)>" });
    expect(body).not.toContain("<img");
    expect(body).toContain("&lt;img src=x");
  });

  test("a form that lacks a field and a session that is not the shop's sign nobody in", async () => {
    expect((await visitor.post("/account", { ...account, email: "nobody" })).response.status).toBe(422);
    visitor.setCookie("purple_shop_session", "eyJhbGciOiJub25lIn0.eyJlbWFpbCI6ImFAYiJ9.");
    expect((await visitor.get("/account")).body).toContain("<h1>Sign in</h1>");
  });
});

describe("forms", () => {
  test("a form from another website is refused", async () => {
    const headers = { origin: "http://elsewhere.test" };
    const response = await fetch(`${shop.origin}/cart`, {
      method: "POST",
      body: new URLSearchParams(pinkDress),
      headers,
    });
    expect(response.status).toBe(403);
  });

  test("a body that is too large or no form is refused", async () => {
    const large = new URLSearchParams({ name: "x".repeat(20_000) });
    expect((await fetch(`${shop.origin}/order/1`, { method: "POST", body: large })).status).toBe(413);
    const json = { method: "POST", body: "{}", headers: { "content-type": "application/json" } };
    expect((await fetch(`${shop.origin}/cart`, json)).status).toBe(415);
  });
});

describe("special pages", () => {
  test("/strict names the shop and the chat's origin, and has nothing inline", async () => {
    await visitor.post("/account", account);
    const { response, body } = await visitor.get("/strict");
    expect(response.headers.get("content-security-policy")?.split("; ")).toEqual([
      "default-src 'none'",
      "script-src 'self' http://chat.test:3000",
      "connect-src http://chat.test:3000 ws://chat.test:3000",
      "img-src 'self'",
      "style-src 'self'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types beckon purple-shop",
    ]);
    expect(body.match(/<script(?! src=)/g)).toBeNull();
    expect(body.match(/ style=| on\w+=|<style/g)).toBeNull();
    expect(body).toContain(`data-loader="${beckonUrl}/chat/demo-messaging/loader.js"`);
    expect(body).toContain("_setSignedIdentity");
  });

  test("/embedded has the container, and tells the chat to fill it", async () => {
    const { body } = await visitor.get("/embedded");
    expect(body).toContain('<div id="messaging-container"></div>');
    expect(body).toContain(
      `_chatq.push(["_setConfiguration",{"embedded":true,"parentNodeId":"messaging-container"}]);`,
    );
  });

  test("/spa shows the view of its address and tells the chat of every change", async () => {
    const { body } = await visitor.get("/spa/care");
    expect(body).toContain("<title>Look book: care – Purple Shop</title>");
    expect(body.match(/<section data-path="[^"]*" data-title="[^"]*" hidden>/g)).toHaveLength(2);
    const script = await (await fetch(`${shop.origin}/assets/look-book.js`)).text();
    expect(script).toContain("history.pushState");
    expect(script).toContain('["_pageChange"]');
  });

  test("/legacy loads its old framework before the snippet", async () => {
    const { body } = await visitor.get("/legacy");
    expect(body.indexOf("/assets/legacy/old-framework.js")).toBeGreaterThan(0);
    expect(body.indexOf("/assets/legacy/old-framework.js")).toBeLessThan(body.indexOf("var _chatq"));
  });
});
