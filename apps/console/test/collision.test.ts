import { describe, expect, it } from "vitest";
import {
  endViewings,
  noteViewing,
  sayViewers,
  VIEWING_ENDS_AFTER_MS,
  type Viewings,
} from "../src/desk/state/viewing.decisions.ts";
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

describe("DRA5: who looks at a thread", () => {
  const frame = (session_id: string, id: string, viewing = true) =>
    ({ type: "viewing_changed", thread_id: "t", session_id, agent: { id, name: id }, viewing }) as const;
  const see = (...frames: ReturnType<typeof frame>[]): Viewings =>
    frames.reduce((known: Viewings, each) => noteViewing(known, each, 1_000), new Map());
  const said = (viewings: Viewings) => sayViewers(viewings.get("t"));

  it("is each colleague once, at however many desks, until they have left the last", () => {
    expect(said(see(frame("1", "Bruno"), frame("2", "Bruno")))).toBe("Bruno is looking too");
    expect(said(see(frame("1", "Bruno"), frame("2", "Bruno"), frame("1", "Bruno", false)))).toBe(
      "Bruno is looking too",
    );
    expect(said(see(frame("1", "Bruno"), frame("1", "Bruno", false)))).toBeNull();
    expect(said(see(frame("1", "Bruno"), frame("2", "Sofia")))).toBe("Bruno and Sofia are looking too");
    expect(said(see(frame("1", "Bruno"), frame("2", "Sofia"), frame("3", "Ada")))).toBe(
      "Bruno and 2 others are looking too",
    );
  });

  it("is forgotten when nothing is heard any more", () => {
    const seen = see(frame("1", "Bruno"));
    expect(endViewings(seen, 1_000 + VIEWING_ENDS_AFTER_MS - 1)).toBe(seen);
    expect(said(endViewings(seen, 1_000 + VIEWING_ENDS_AFTER_MS))).toBeNull();
  });
});
