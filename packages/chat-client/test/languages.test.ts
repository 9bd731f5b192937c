import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { LATER_ENGLISH } from "../src/later/english.ts";
import { findLanguage } from "../src/later/languages.ts";
import { ENGLISH } from "../src/text/english.ts";
import { createTexts } from "../src/text/texts.ts";

const FOLDER = new URL("../languages/", import.meta.url);
const tags = readdirSync(FOLDER).map((name) => name.replace(".json", ""));
const readLanguage = (tag: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`${tag}.json`, FOLDER), "utf8"));

const PLURAL = /\.(zero|one|two|few|many|other)$/;
const english: Record<string, string> = { ...ENGLISH, ...LATER_ENGLISH };
const singles = Object.keys(english).filter((key) => !PLURAL.test(key));
const stems = [...new Set(Object.keys(english).filter((key) => PLURAL.test(key)))].map((key) =>
  key.replace(PLURAL, ""),
);
const placeholdersOf = (text: string): string[] =>
  [...text.matchAll(/%\{(\w+)\}/g)].map(([, name]) => name ?? "").sort();

describe("the languages that are shipped", () => {
  it("WIN31: are thirty at least beside English, right-to-left ones among them", () => {
    expect(tags.length).toBeGreaterThanOrEqual(30);
    for (const tag of ["ar", "he", "fa"]) expect(createTexts(tag, {}, {}).direction).toBe("rtl");
    for (const tag of tags) expect(Intl.getCanonicalLocales(tag)).toEqual([tag]);
  });

  it.each(tags)("WIN31: %s has every text and every plural form of its own, and nothing else", (tag) => {
    const language = readLanguage(tag);
    const { pluralCategories } = new Intl.PluralRules(tag).resolvedOptions();
    const forms = [...new Set(stems)].flatMap((stem) => pluralCategories.map((category) => `${stem}.${category}`));
    expect(Object.keys(language).sort()).toEqual([...singles, ...forms].sort());
  });

  it.each(tags)("WIN31: %s fills in what English fills in", (tag) => {
    for (const [key, text] of Object.entries(readLanguage(tag))) {
      expect(text.trim(), key).toBe(text);
      expect(text, key).not.toBe("");
      const original = english[key] ?? english[key.replace(PLURAL, ".other")] ?? "";
      // "One message" need not say the number.
      const isForm = PLURAL.test(key);
      const wanted = placeholdersOf(original);
      if (isForm) for (const name of placeholdersOf(text)) expect(wanted, key).toContain(name);
      else expect(placeholdersOf(text), key).toEqual(wanted);
    }
  });

  it.each([
    ["fr-CA", "fr"],
    ["pt-BR", "pt"],
    ["no", "nb"],
    ["nn-NO", "nb"],
    ["zh", "zh-CN"],
    ["zh-Hans-SG", "zh-CN"],
    ["zh-Hant-HK", "zh-TW"],
    ["zh-HK", "zh-TW"],
    ["zh-TW", "zh-TW"],
    ["en-GB", null],
    ["tlh", null],
  ])("WIN31: %s is served by %s", (locale, expected) => {
    expect(findLanguage(locale, tags)).toBe(expected);
  });

  it("WIN31: the website's and the source's texts of the language win over it, and it over their English ones", () => {
    const french = readLanguage("fr");
    const texts = createTexts("fr-FR", { en: { you: "page" } }, { fr: { message_sent: "source" } }, french);
    expect(texts.text("you")).toBe("Vous");
    expect(texts.text("message_sent")).toBe("source");
    expect(texts.text("unread", { count: 2 })).toBe("2 messages non lus");
  });
});
