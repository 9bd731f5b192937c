import { describe, expect, it } from "vitest";
import {
  filterTexts,
  findTextErrors,
  listTexts,
  readJson,
  readNewLanguage,
  withText,
} from "../src/admin/texts/text-draft.decisions.ts";

const french = { texts: { you: "Vous", typing: "%{name} écrit" }, isShipped: true };

describe("the draft of a source's texts", () => {
  it("TXT1: an empty field is the built-in text again, and a language without texts is gone", () => {
    const changed = withText({}, "fr", "you", "Toi");
    expect(changed).toEqual({ fr: { you: "Toi" } });
    expect(withText(changed, "fr", "you", "")).toEqual({});
  });

  it("TXT5: tells what is changed, and what is missing where it is changed in another language", () => {
    const groups = listTexts({ de: { typing: "%{name} tippt" }, fr: { you: "Toi" } }, "fr", french);
    const keys = (filter: "changed" | "missing") =>
      filterTexts(groups, filter, "").flatMap(({ rows }) => rows.map(({ key }) => key));
    expect(keys("changed")).toEqual(["you"]);
    expect(keys("missing")).toEqual(["typing"]);
    expect(filterTexts(groups, "all", "toi").flatMap(({ rows }) => rows)).toHaveLength(1);
  });

  it("TXT5: misses nothing in a region whose language has it", () => {
    const [all] = [listTexts({ de: { you: "Du" }, fr: { you: "Toi" } }, "fr-CA", french)];
    expect(filterTexts(all, "missing", "")).toEqual([]);
  });

  it("TXT6: reads JSON nested or with dots, and says what it cannot read", () => {
    const flat = { translations: { fr: { "end_frame.confirm": "Fini ?" } } };
    expect(readJson('{"fr":{"end_frame":{"confirm":"Fini ?"}}}')).toEqual(flat);
    expect(readJson('{"fr":{"end_frame.confirm":"Fini ?"}}')).toEqual(flat);
    expect(readJson("")).toEqual({ translations: {} });
    expect(readJson("{")).toHaveProperty("reason");
    expect(readJson("[]")).toHaveProperty("reason");
    expect(readJson('{"fr":{"you":1}}')).toEqual({ reason: expect.stringContaining("you") });
  });

  it("TXT6: tells faults at their field, or all in one place beside JSON", () => {
    const translations = { fr: { yuo: "x", typing: "y" } };
    expect(Object.keys(findTextErrors({ translations, json: null }))).toEqual(["fr.yuo", "fr.typing"]);
    expect(findTextErrors({ translations, json: JSON.stringify(translations) }).json).toContain("fr.yuo:");
  });

  it("TXT4: takes a language by its tag", () => {
    expect(readNewLanguage("fr_ca", [])).toEqual({ locale: "fr-CA" });
    expect(readNewLanguage("fr", ["fr"])).toHaveProperty("reason");
    expect(readNewLanguage("not a tag", [])).toHaveProperty("reason");
  });
});
