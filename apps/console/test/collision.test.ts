import { describe, expect, it } from "vitest";
import { findAnswerSince, sayCollision } from "../src/desk/thread/collision.decisions.ts";

const message = (number: number, id: string, fields: object = {}) => ({
  number,
  author: { type: "agent" as const, id, name: id },
  private: false,
  automated: false,
  ...fields,
});

describe("two agents at one thread", () => {
  it("DRA4: are told of each other's writing, and of an answer first", () => {
    expect(sayCollision([{ authorType: "visitor", authorName: "Camille" }], undefined)).toBeNull();
    const typing = [{ authorType: "agent" as const, authorName: "Bruno Reis" }];
    expect(sayCollision(typing, undefined)).toBe("Bruno Reis is writing here too.");
    expect(sayCollision(typing, message(3, "Bruno"))).toMatch(/^Bruno answered while you were writing/);
  });

  it("DRA4: only a colleague's reply counts, and only one that came since", () => {
    const messages = [
      message(1, "bruno"),
      message(2, "me"),
      message(3, "bruno", { private: true }),
      message(4, "bruno", { automated: true }),
    ];
    expect(findAnswerSince(messages, 1, "me")).toBeUndefined();
    expect(findAnswerSince(messages, 0, "me")?.author.id).toBe("bruno");
  });
});
