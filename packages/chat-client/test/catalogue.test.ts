import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadBuiltInTexts, SHIPPED_LANGUAGES } from "../src/catalogue/built-in-texts.ts";
import {
  ENGLISH_TEXTS,
  findTextFault,
  findTextFaults,
  judgeText,
  keysOf,
  previewText,
  TEXT_LENGTH_LIMIT,
  type Translations,
} from "../src/catalogue/texts.ts";

interface Case {
  name: string;
  translations: Translations;
  fault: string | null;
}
const cases: Case[] = JSON.parse(readFileSync(new URL("../../../spec/cases/texts.json", import.meta.url), "utf8"));

describe("texts of a source", () => {
  it.each(cases)("$name", ({ translations, fault }) => {
    const found = findTextFault(translations);
    expect(found === null ? null : [found.locale, found.key].filter((part) => part !== null).join(".")).toBe(fault);
  });

  it("TXT1: end somewhere", () => {
    expect(judgeText("en", "you", "x".repeat(TEXT_LENGTH_LIMIT))).toBeNull();
    expect(judgeText("en", "you", "x".repeat(TEXT_LENGTH_LIMIT + 1))).toContain("longer than 500");
    const many = Object.fromEntries(
      ["", "-GB", "-US", "-CA", "-AU", "-IN"].map((region) => [
        `en${region}`,
        Object.fromEntries(
          keysOf("en").map((key) => [key, `${ENGLISH_TEXTS[key] ?? ""} ${"x".repeat(300)}`.slice(0, 400)]),
        ),
      ]),
    );
    expect(findTextFaults(many).map(({ reason }) => reason)).toContainEqual(
      expect.stringContaining("All texts together"),
    );
  });

  it("TXT5: are previewed with likely values, and the number that the form is for", () => {
    expect(previewText("en", "typing", "%{name} is typing")).toBe("Camille is typing");
    expect(previewText("en", "unread.one", "%{count} message")).toBe("1 message");
    expect(previewText("pl", "unread.many", "%{count} nowych")).toBe("5 nowych");
    expect(previewText("ar", "unread.zero", "%{count}")).toBe("0");
  });

  it("TXT5: stand beside what each shipped language says", async () => {
    const files = readdirSync(new URL("../languages/", import.meta.url)).map((name) => name.replace(".json", ""));
    expect([...SHIPPED_LANGUAGES].sort()).toEqual(files.sort());
    expect(await loadBuiltInTexts("is")).toMatchObject({ isShipped: false, texts: { you: "You" } });
    expect(await loadBuiltInTexts("en-GB")).toMatchObject({ isShipped: true, texts: { you: "You" } });
  });
});
