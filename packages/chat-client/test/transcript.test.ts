import { describe, expect, it } from "vitest";
import { makeMessage, makeThread } from "../dev/scripted-client.ts";
import { isEmojiAlone } from "../src/later/emoji.ts";
import { type Entry, listEntries } from "../src/transcript/entries.ts";
import { decideLine, NO_LINE } from "../src/transcript/new-messages-line.ts";
import { arrangeRows } from "../src/transcript/rows.ts";

const noonMs = new Date("2026-05-12T12:00:00").getTime();
const minutes = (count: number): number => count * 60_000;
const visitor = { type: "visitor" as const, name: "" };
const alicia = { type: "agent" as const, id: "a", name: "Alicia" };
const bruno = { type: "agent" as const, id: "b", name: "Bruno" };

/** Entries of (author, minutes after noon), numbered from 1. */
function entriesOf(...messages: (readonly [Parameters<typeof makeMessage>[2], number])[]): Entry[] {
  const listed = messages.map(([author, minute], index) =>
    makeMessage("t", index + 1, author, `${index + 1}`, noonMs + minutes(minute)),
  );
  return listEntries(makeThread(listed), [], "Shop", true);
}

/** The rows in short: `T` a time, `N` the line, `1[` a message that begins its block, `1]` one that ends it. */
function inShort(entries: Entry[], newAfterNumber: number | null = null): string {
  return arrangeRows(entries, newAfterNumber)
    .map((row) => {
      if (row.kind === "time") return "T";
      if (row.kind === "new_messages") return "N";
      return `${row.first ? "[" : ""}${row.entry.body}${row.last ? "]" : ""}`;
    })
    .join(" ");
}

describe("the transcript", () => {
  it("WIN1: shows a time before the first message, after a pause and at a new day", () => {
    expect(inShort(entriesOf([alicia, 0], [alicia, 31], [alicia, 32]))).toBe("T [1] T [2 3]");
    expect(inShort(entriesOf([alicia, 12 * 60 - 1], [alicia, 12 * 60 + 1]))).toBe("T [1] T [2]");
  });

  it("WIN2: puts messages of one sender into blocks, by person and by time", () => {
    expect(inShort(entriesOf([alicia, 0], [alicia, 1], [bruno, 2], [visitor, 3], [visitor, 4]))).toBe(
      "T [1 2] [3] [4 5]",
    );
    expect(inShort(entriesOf([visitor, 0], [visitor, 6]))).toBe("T [1] [2]");
  });

  it("WIN2: ends a block at a failed message", () => {
    const thread = makeThread([makeMessage("t", 1, visitor, "1", noonMs)]);
    const error = { code: "thread_locked", message: "Locked.", retry: false };
    const written = { threadId: "t", writtenAtMs: noonMs };
    const outgoing = [
      { ...written, id: "x", body: "2", status: { kind: "refused" as const, error } },
      { ...written, id: "y", body: "3", status: { kind: "sending" as const } },
    ];
    expect(inShort(listEntries({ ...thread, outgoing }, [], "Shop", true))).toBe("T [1 2] [3]");
  });

  it("WIN3: puts the line before the first message of others beyond what was read", () => {
    expect(inShort(entriesOf([alicia, 0], [visitor, 1], [alicia, 2], [alicia, 3]), 1)).toBe("T [1] [2] N [3 4]");
    expect(inShort(entriesOf([alicia, 0], [alicia, 1]), 2)).toBe("T [1 2]");
  });

  it("WIN3: the line appears for what arrived unseen and stays when it is read", () => {
    const unseen = decideLine(NO_LINE, { newestForeignNumber: 5, readNumber: 3, wasLooking: false });
    expect(unseen.afterNumber).toBe(3);
    const read = decideLine(unseen, { newestForeignNumber: 5, readNumber: 5, wasLooking: true });
    expect(read.afterNumber).toBe(3);
    const moved = decideLine(read, { newestForeignNumber: 6, readNumber: 5, wasLooking: false });
    expect(moved.afterNumber).toBe(5);
  });

  it("WIN3: what arrives before the visitor's eyes gets no line", () => {
    const seen = decideLine(NO_LINE, { newestForeignNumber: 5, readNumber: 4, wasLooking: true });
    expect(seen.afterNumber).toBeNull();
  });

  it("WIN4: says sent, seen, sending and waiting of the visitor's own messages only", () => {
    const messages = [
      makeMessage("t", 1, visitor, "1", noonMs),
      makeMessage("t", 2, alicia, "2", noonMs),
      makeMessage("t", 3, visitor, "3", noonMs),
    ];
    const thread = makeThread(messages, { agent_read_number: 2 });
    const written = { id: "x", threadId: "t", body: "4", writtenAtMs: noonMs, status: { kind: "sending" as const } };
    const kindsOf = (connected: boolean) =>
      listEntries({ ...thread, outgoing: [written] }, [], "Shop", connected).map(({ delivery }) => delivery?.kind);
    expect(kindsOf(true)).toEqual(["seen", undefined, "sent", "sending"]);
    expect(kindsOf(false)).toEqual(["seen", undefined, "sent", "waiting"]);
  });

  it("shows an automatic message where it was added, as from the source", () => {
    const thread = makeThread([makeMessage("t", 1, visitor, "1", noonMs), makeMessage("t", 2, alicia, "2", noonMs)]);
    const automatic = { id: "a", threadId: "t", body: "Need help?", atMs: noonMs, afterNumber: 1 };
    const entries = listEntries(thread, [automatic], "Shop", true);
    expect(entries.map(({ body }) => body)).toEqual(["1", "Need help?", "2"]);
    expect(entries[1]?.sender).toEqual({ kind: "company", id: "", name: "Shop" });
    expect(listEntries(null, [automatic], "Shop", true)).toHaveLength(1);
  });

  it.each([
    ["👍", true],
    ["👩‍👩‍👧‍👦 🇫🇷", true],
    ["👍🏽❤️", true],
    ["123", false],
    ["ok 👍", false],
    ["", false],
    ["  ", false],
  ])("WIN8: %j alone is large: %s", (body, large) => {
    expect(isEmojiAlone(body)).toBe(large);
  });
});
