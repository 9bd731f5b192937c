import { describe, expect, it } from "vitest";
import { changesOf, draftOf, fieldOfPath, findErrors, isDirty } from "../src/admin/settings/source-form.decisions.ts";
import { placeAfterLogin } from "../src/application/session.ts";
import { safeWebAddress } from "../src/controls/safe-web-address.ts";
import { makeSource } from "./fake-server/made-up-data.ts";

const source = makeSource(1, "Purple Shop");

describe("a source's form", () => {
  it("sends only what was changed", () => {
    const draft = { ...draftOf(source), label: "Green Shop ", offset_x: 40, avatar_url: "" };
    expect(changesOf(draft, source)).toEqual({ label: "Green Shop", appearance: { offset_x: 40 } });
  });

  it("is clean until something differs", () => {
    expect(isDirty(draftOf(source), source)).toBe(false);
    expect(isDirty({ ...draftOf(source), label: "Purple Shop " }, source)).toBe(false);
    expect(isDirty({ ...draftOf(source), automatic_page_change: false }, source)).toBe(true);
  });

  it("takes an empty avatar address as none", () => {
    const pictured = { ...source, appearance: { ...source.appearance, avatar_url: "https://example.test/a.png" } };
    expect(changesOf({ ...draftOf(pictured), avatar_url: " " }, pictured)).toEqual({
      appearance: { avatar_url: null },
    });
  });

  it("IFR3: takes the websites that may frame the chat one a line, as origins", () => {
    const framed = { ...draftOf(source), frame_origins: " https://Shop.test/\nhttps://*.partner.test:8443\n" };
    expect(findErrors(framed)).toEqual({});
    expect(changesOf(framed, source)).toEqual({
      frame_origins: ["https://shop.test", "https://*.partner.test:8443"],
    });
    expect(findErrors({ ...framed, frame_origins: "https://shop.test/path" }).frame_origins).toContain("/path");
    expect(fieldOfPath("frame_origins.1", framed)).toBe("frame_origins");
  });

  it("says at each field what is wrong with it", () => {
    const draft = {
      ...draftOf(source),
      label: " ",
      highlight_color: "blue",
      offset_x: "",
      offset_y: 2_001,
      z_index: 1.5,
      avatar_url: "javascript:alert(1)",
      sender_name: "",
    };
    expect(Object.keys(findErrors(draft)).sort()).toEqual([
      "avatar_url",
      "highlight_color",
      "label",
      "offset_x",
      "offset_y",
      "sender_name",
      "z_index",
    ]);
    expect(findErrors(draftOf(source))).toEqual({});
  });

  it("knows the field that the server's answer is about", () => {
    expect(fieldOfPath("appearance.highlight_color", draftOf(source))).toBe("highlight_color");
    expect(fieldOfPath("/label", draftOf(source))).toBe("label");
    expect(fieldOfPath("constructor", draftOf(source))).toBeNull();
  });
});

describe("addresses", () => {
  it("that visitors' browsers name are linked only when they lead to the web", () => {
    expect(safeWebAddress("https://shop.example.test/a%20b?c=1")?.short).toBe("shop.example.test/a b?c=1");
    for (const text of ["javascript:alert(1)", "data:text/html,x", "not an address", "file:///etc/passwd"]) {
      expect(safeWebAddress(text)).toBeNull();
    }
  });

  it("to go on to after the login stay within the console", () => {
    expect(placeAfterLogin("/desk/threads/0192-ab")).toBe("/desk/threads/0192-ab");
    for (const next of [
      undefined,
      "//elsewhere.test",
      "https://elsewhere.test",
      "/\\elsewhere.test",
      "/desk/../x",
      "/login",
    ]) {
      expect(placeAfterLogin(next)).toBe("/desk");
    }
  });
});
