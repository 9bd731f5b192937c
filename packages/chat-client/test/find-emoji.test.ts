import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { EMOJI_GROUPS } from "../src/later/picker/emoji-list.ts";
import { ENGLISH_WORDS } from "../src/later/picker/english-words.ts";
import { type EmojiWords, findEmoji } from "../src/later/picker/find-emoji.ts";

const ALL = EMOJI_GROUPS.flatMap(({ emoji }) => emoji.split(" "));
const FOLDER = new URL("../emoji-words/", import.meta.url);
const files = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));
const readWords = (name: string): EmojiWords => JSON.parse(readFileSync(new URL(name, FOLDER), "utf8"));

describe("what emoji are found by", () => {
  it.each<[string, string[], string[]]>([
    ["begins a word, before what has it within one", ["ring"], ["💍", "🌀"]],
    ["has all the words, in any order", ["heart red"], ["❤️"]],
    ["in capitals and with blanks around", ["  RED heart "], ["❤️"]],
    ["nothing else", ["zebra"], []],
  ])("WIN43: %s", (_name, [query = ""], expected) => {
    const words = { "❤️": "red heart love", "🌀": "spiralling cyclone bring", "💍": "ring diamond" };
    expect(findEmoji(query, Object.keys(words), [words])).toEqual(expected);
  });

  it.each([
    ["de", "kase", "🧀"],
    ["de", "herz", "❤️"],
    ["fr", "gâteau", "🎂"],
    ["ko", "하트", "❤️"],
    ["ja", "笑顔", "😃"],
    ["ru", "сердце", "❤️"],
    ["ar", "قلب", "❤️"],
  ])("WIN43: in %s “%s” finds %s, and so do English words", (language, query, emoji) => {
    const catalogues = [readWords(`${language}.json`), ENGLISH_WORDS];
    expect(findEmoji(query, ALL, catalogues)).toContain(emoji);
    expect(findEmoji("cheese", ALL, catalogues)).toContain("🧀");
  });

  it("WIN43: every emoji has words in every language that is shipped", () => {
    expect(files.sort()).toEqual(readdirSync(new URL("../languages/", import.meta.url)).sort());
    for (const words of [ENGLISH_WORDS, ...files.map(readWords)]) {
      expect(Object.keys(words)).toEqual(ALL);
      for (const emoji of ALL) expect(words[emoji], emoji).toMatch(/\S/);
    }
  });
});
