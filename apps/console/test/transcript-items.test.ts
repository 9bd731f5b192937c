import type { Message, PageView } from "@beckon/protocol";
import { describe, expect, it } from "vitest";
import { freshStatus } from "../src/desk/state/outbox.decisions.ts";
import { arrangeTranscript } from "../src/desk/thread/transcript-items.decisions.ts";

const isSameDay = (left: string, right: string) => left.slice(0, 10) === right.slice(0, 10);

function message(number: number, time: string, change: Partial<Message> = {}): Message {
  return {
    id: `m${number}`,
    thread_id: "thread",
    number,
    author: { type: "visitor", id: "v", name: "Zoe" },
    body: "Text",
    automated: false,
    private: false,
    attachments: [],
    structured: null,
    notice: null,
    created_at: time,
    ...change,
  };
}

function pageView(id: string, started_at: string): PageView {
  return { id, url: "https://shop.example.test/", title: "Shop", started_at };
}

function arrange(parts: Partial<Parameters<typeof arrangeTranscript>[0]>) {
  const none = { messages: [], outgoing: [], pageViews: [], hasOlder: false, readUpTo: null, isSameDay };
  return arrangeTranscript({ ...none, ...parts });
}

describe("a shown thread", () => {
  it("starts each day with its line and groups what one person writes in a row", () => {
    const items = arrange({
      messages: [
        message(1, "2026-01-01T10:00:00Z"),
        message(2, "2026-01-01T10:01:00Z"),
        message(3, "2026-01-01T10:20:00Z"),
        message(4, "2026-01-02T09:00:00Z"),
      ],
    });
    expect(
      items.map((item) => (item.kind === "message" ? [item.key, item.startsGroup, item.endsGroup] : item.kind)),
    ).toEqual(["day", ["m1", true, false], ["m2", false, true], ["m3", true, true], "day", ["m4", true, true]]);
  });

  it("never groups a private note with a reply", () => {
    const agent = { type: "agent" as const, id: "a", name: "Ada" };
    const items = arrange({
      messages: [
        message(1, "2026-01-01T10:00:00Z", { author: agent }),
        message(2, "2026-01-01T10:00:10Z", { author: agent, private: true }),
      ],
    });
    expect(items.filter((item) => item.kind === "message").map((item) => item.startsGroup)).toEqual([true, true]);
  });

  it("draws the line of new messages before the first that the visitor wrote since", () => {
    const messages = [
      message(1, "2026-01-01T10:00:00Z"),
      message(2, "2026-01-01T10:00:10Z", { author: { type: "agent", id: "a", name: "Ada" } }),
      message(3, "2026-01-01T10:00:20Z"),
    ];
    expect(arrange({ messages, readUpTo: 1 }).map((item) => item.key)).toEqual([
      "day-2026-01-01T10:00:00Z",
      "m1",
      "m2",
      "unread_line",
      "m3",
    ]);
    expect(arrange({ messages, readUpTo: 3 }).some((item) => item.kind === "unread_line")).toBe(false);
    expect(arrange({ messages, readUpTo: 0 }).some((item) => item.kind === "unread_line")).toBe(false);
  });

  it("places viewed pages by their time, and keeps back those that belong to messages not loaded yet", () => {
    const messages = [message(5, "2026-01-01T10:00:00Z"), message(6, "2026-01-01T10:10:00Z")];
    const pageViews = [
      pageView("late", "2026-01-01T10:20:00Z"),
      pageView("between", "2026-01-01T10:05:00Z"),
      pageView("early", "2026-01-01T09:00:00Z"),
    ];
    const keysOf = (hasOlder: boolean) =>
      arrange({ messages, pageViews, hasOlder }).flatMap((item) => (item.kind === "day" ? [] : item.key));
    expect(keysOf(true)).toEqual(["m5", "between", "m6", "late"]);
    expect(keysOf(false)).toEqual(["early", "m5", "between", "m6", "late"]);
  });

  it("puts what is not acknowledged yet at the end", () => {
    const outgoing = [
      {
        id: "o1",
        threadId: "thread",
        body: "Text",
        attachments: [],
        private: false,
        mentionIds: [],
        writtenAtMs: Date.parse("2026-01-01T10:00:30Z"),
        status: freshStatus,
      },
    ];
    const items = arrange({ messages: [message(1, "2026-01-01T10:00:00Z")], outgoing });
    expect(items.at(-1)).toEqual({ kind: "outgoing", key: "o1", message: outgoing[0], startsGroup: true });
  });
});
