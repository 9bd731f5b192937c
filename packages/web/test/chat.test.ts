import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { chat, loadBeckon } from "../src/index.ts";

describe("on a page", () => {
  let page: { _chatq?: unknown };
  beforeEach(() => {
    page = {};
    vi.stubGlobal("window", page);
  });
  afterEach(() => vi.unstubAllGlobals());

  test("API1: each method is one command of the queue, with its arguments", () => {
    chat.setIdentity({ firstname: "Camille" });
    chat.setSignedIdentity("a.b.c");
    chat.fillCustomVariable("custom_cart", 58);
    chat.setConfiguration({ locale: "fr" });
    chat.addMessage({ body: "Hello", agent: true });
    chat.pageChange();
    chat.addTranslations({ fr: { title: "Aide" } });
    chat.open();
    chat.minimize();
    chat.setLocale("de");
    chat.setConsent(false);
    expect(page._chatq).toEqual([
      ["_setIdentity", { firstname: "Camille" }],
      ["_setSignedIdentity", "a.b.c"],
      ["_fillCustomVariable", "custom_cart", 58],
      ["_setConfiguration", { locale: "fr" }],
      ["_addMessage", { body: "Hello", agent: true }],
      ["_pageChange"],
      ["_addTranslations", { fr: { title: "Aide" } }],
      ["_open"],
      ["_minimize"],
      ["_setLocale", "de"],
      ["_setConsent", false],
    ]);
  });

  test("API1: a queue that is there is used as it is at that moment", () => {
    const push = vi.fn();
    page._chatq = Object.assign([], { push });
    chat.open();
    expect(push).toHaveBeenCalledExactlyOnceWith(["_open"]);
  });

  test("API4: a subscription ends with what it answered, and by its listener", () => {
    const listener = vi.fn();
    const stop = chat.on("unread_changed", listener);
    stop();
    chat.off("unread_changed", listener);
    chat.off("unread_changed");
    expect(page._chatq).toEqual([
      ["_onEvent", "unread_changed", listener],
      ["_offEvent", "unread_changed", listener],
      ["_offEvent", "unread_changed", listener],
      ["_offEvent", "unread_changed"],
    ]);
  });
});

test("API1: without a page nothing happens and nothing is thrown", () => {
  expect(typeof window).toBe("undefined");
  chat.open();
  expect(chat.on("started", () => {})).toBeTypeOf("function");
  loadBeckon({ url: "https://beckon.test", sourceToken: "shop" });
});
