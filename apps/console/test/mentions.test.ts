import { describe, expect, it } from "vitest";
import {
  cutAtMentions,
  findMentioned,
  mayMention,
  rankColleagues,
} from "../src/desk/mentions/find-mentions.decisions.ts";

const ann = { id: "1", name: "Ann" };
const annaLee = { id: "2", name: "Anna Lee" };
const anna = { id: "3", name: "Anna" };
const people = [ann, annaLee, anna];

describe("MEN1: whom a note mentions", () => {
  it("stands behind an @; of names that begin alike the longest", () => {
    expect(findMentioned("@Anna Lee and @Ann, look", people)).toEqual(["2", "1"]);
    expect(findMentioned("@Anna Leeds", people)).toEqual(["3"]);
    expect(findMentioned("@Annabel, write to x@Ann", people)).toEqual([]);
    expect(findMentioned("(@Ann) @Ann", people)).toEqual(["1"]);
  });

  it("is whom the writer picked, where two are called the same", () => {
    const twins = [ann, { id: "4", name: "Ann" }];
    expect(findMentioned("@Ann", twins, new Map([["Ann", "4"]]))).toEqual(["4"]);
  });

  it("is cut out of the words, of which none is lost", () => {
    expect(cutAtMentions("ask @Anna Lee, please", people)).toEqual([
      { text: "ask ", mentioned: null },
      { text: "@Anna Lee", mentioned: "2" },
      { text: ", please", mentioned: null },
    ]);
    expect(cutAtMentions("nobody @ all", people)).toEqual([{ text: "nobody @ all", mentioned: null }]);
  });

  it("may be somebody only where an @ begins a word", () => {
    expect(["@ann", "hi (@ann)", "ann@example.com", "@ all", ""].map(mayMention)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it("is offered by how a name begins, then by the beginning of any other name", () => {
    const named = [
      { id: "1", name: "Léa Brun" },
      { id: "2", name: "Bruno Reis" },
      { id: "3", name: "Ada" },
    ];
    expect(rankColleagues(named, "bru").map(({ id }) => id)).toEqual(["2", "1"]);
    expect(rankColleagues(named, "lea").map(({ id }) => id)).toEqual(["1"]);
    expect(rankColleagues(named, "").map(({ id }) => id)).toEqual(["1", "2", "3"]);
  });
});
