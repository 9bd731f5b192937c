import { describe, expect, it } from "vitest";
import { briefTime } from "../src/later/brief-time.ts";
import { LATER_ENGLISH } from "../src/later/english.ts";
import { createTexts, interpolate } from "../src/text/texts.ts";
import { createTimeLabels } from "../src/text/time-labels.ts";

describe("texts", () => {
  it("WIN30: go from locale to base language to English", () => {
    const source = { "fr-CA": { you: "Vous (CA)" }, fr: { you: "Vous", control_send_title: "Envoyer" } };
    const texts = createTexts("fr-CA", {}, source, {}, LATER_ENGLISH);
    expect(texts.text("you")).toBe("Vous (CA)");
    expect(texts.text("control_send_title")).toBe("Envoyer");
    expect(texts.text("control_new_title")).toBe("New conversation");
  });

  it("WIN30: of the page win over those of the source, and a nearer locale over both", () => {
    const texts = createTexts("fr-FR", { fr: { you: "page" } }, { fr: { you: "source", new_messages: "source" } });
    expect(texts.text("you")).toBe("page");
    expect(texts.text("new_messages")).toBe("source");
    expect(createTexts("fr-FR", { fr: { you: "page" } }, { "fr-FR": { you: "source" } }).text("you")).toBe("source");
  });

  it("WIN30: take the plural form of the language, from flat and nested catalogues", () => {
    const pl = {
      unread: { one: "%{count} nowa", few: "%{count} nowe", many: "%{count} nowych", other: "%{count} nowej" },
    };
    const texts = createTexts("pl", { pl }, {});
    expect([1, 3, 5].map((count) => texts.text("unread", { count }))).toEqual(["1 nowa", "3 nowe", "5 nowych"]);
    expect(createTexts("en", {}, {}).text("unread", { count: 1 })).toBe("1 unread message");
    expect(createTexts("en", {}, {}).text("unread", { count: 2 })).toBe("2 unread messages");
  });

  it("WIN30: pass over what is no text, and inherited names", () => {
    const page = JSON.parse('{"en": {"you": 5, "typing": {"x": 1}, "__proto__": {"new_messages": "bad"}}}');
    const texts = createTexts("en", page, {}, {}, LATER_ENGLISH);
    expect(texts.text("you")).toBe("You");
    expect(texts.text("typing", { name: "Alicia" })).toBe("Alicia is typing");
    expect(texts.text("new_messages")).toBe("New messages");
  });

  it("WIN30: leave a name without a value visible, and never look a value up again", () => {
    expect(interpolate("%{name} %{other} %{toString}", { name: "%{other}" })).toBe("%{other} %{other} %{toString}");
  });

  it.each([
    ["ar", "rtl"],
    ["he-IL", "rtl"],
    ["ckb", "rtl"],
    ["az-Arab", "rtl"],
    ["en_GB", "ltr"],
    ["sdh", "ltr"],
    ["nonsense!", "ltr"],
  ])("run %s from the side that is %s", (locale, direction) => {
    expect(createTexts(locale, {}, {}).direction).toBe(direction);
  });
});

describe("time labels", () => {
  const labels = createTimeLabels("en-GB");
  const nowMs = new Date("2026-05-12T14:05:00").getTime();

  it.each([
    ["2026-05-12T14:05:00", "Today 14:05", "14:05"],
    ["2026-05-12T00:30:00", "Today 00:30", "00:30"],
    ["2026-05-11T23:30:00", "Yesterday 23:30", "Mon"],
    ["2026-05-08T12:00:00", "Friday 12:00", "Fri"],
    ["2026-05-05T12:00:00", "5 May 12:00", "5 May"],
    ["2025-12-24T11:00:00", "24 December 2025 11:00", "24 Dec 2025"],
    ["2026-05-13T12:00:00", "13 May 12:00", "13 May"],
  ])("WIN1: %s reads %j, in short %j", (at, separator, brief) => {
    expect(labels.separator(new Date(at).getTime(), nowMs)).toBe(separator);
    expect(briefTime(createTexts("en-GB", {}, {}), new Date(at).getTime(), nowMs)).toBe(brief);
  });

  it("WIN1: speak the visitor's language", () => {
    expect(createTimeLabels("fr").separator(nowMs, nowMs)).toBe("Aujourd’hui 14:05");
  });
});
