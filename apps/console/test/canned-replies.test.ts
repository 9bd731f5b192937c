import { readFileSync } from "node:fs";
import { CANNED_REPLY_VARIABLES } from "@beckon/protocol/constants";
import { describe, expect, it } from "vitest";
import {
  differs,
  findReplyErrors,
  freshReply,
  guessShortcut,
} from "../src/admin/canned-replies/reply-draft.decisions.ts";
import { fillVariables, type VariableValues } from "../src/desk/composing/fill-variables.decisions.ts";
import { findMarkedWord } from "../src/desk/composing/find-mark.decisions.ts";
import { rankReplies } from "../src/desk/composing/rank-replies.decisions.ts";

interface Cases {
  fill: { name: string; body: string; known: Partial<VariableValues>; filled: string }[];
  rank: {
    name: string;
    typed: string;
    language: string | null;
    category_ids: string[];
    replies: [string, object][];
    order: string[];
  }[];
  mark: { name: string; text: string; found: object | null }[];
}

const cases: Cases = JSON.parse(
  readFileSync(new URL("../../../spec/cases/canned-replies.json", import.meta.url), "utf8"),
);
const unknown = Object.fromEntries(CANNED_REPLY_VARIABLES.map((name) => [name, null])) as VariableValues;

describe("canned replies", () => {
  it.each(cases.fill)("$name", ({ body, known, filled }) => {
    expect(fillVariables(body, { ...unknown, ...known })).toBe(filled);
  });

  it.each(cases.rank)("$name", ({ typed, language, category_ids, replies, order }) => {
    const given = replies.map(([title, fields]) => ({
      title,
      shortcut: title.toLowerCase(),
      body: "",
      language: null,
      category_ids: [],
      source_ids: [],
      ...fields,
    }));
    const ranked = rankReplies(given, typed, { sourceId: "s1", language, categoryIds: category_ids });
    expect(ranked.map(({ title }) => title)).toEqual(order);
  });

  it.each(cases.mark)("$name", ({ text, found }) => {
    expect(findMarkedWord(text.replace("|", ""), text.indexOf("|"), "/")).toEqual(found);
  });

  it("CAN2: the form says what is wrong at its field", () => {
    expect(Object.keys(findReplyErrors(freshReply))).toEqual(["title", "shortcut", "body"]);
    const draft = { ...freshReply, title: "Thanks", shortcut: "thanks", body: "Thank you, {{visitor.firstname}}." };
    expect(findReplyErrors(draft)).toEqual({});
    expect(findReplyErrors({ ...draft, body: "{{visitor.nickname}}" })).toHaveProperty("body");
    expect(differs(draft, { ...draft, title: " Thanks " })).toBe(false);
    expect(guessShortcut("Où est ma commande ?")).toBe("ou-est-ma-commande");
  });
});
