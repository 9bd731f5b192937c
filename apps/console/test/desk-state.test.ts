import type { ThreadSummary } from "@beckon/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { IncomingFrame } from "../src/desk/connection/incoming-frame.ts";
import { isUpToDate } from "../src/desk/state/as-of.decisions.ts";
import { applyDeskEvent, type DeskState, initialDeskState } from "../src/desk/state/desk-state.decisions.ts";
import { selectNewlyWritten } from "../src/desk/state/notices.decisions.ts";
import { freshStatus } from "../src/desk/state/outbox.decisions.ts";
import { decideShown, holdOrder, putSummaries, selectThreads } from "../src/desk/state/thread-list.decisions.ts";
import { countUnread } from "../src/desk/state/unread.decisions.ts";
import { makeSource, makeThread } from "./fake-server/made-up-data.ts";

const source = makeSource(1, "Purple Shop");
const all = { sourceId: null, members: null, order: "newest", text: "" } as const;
const nothing = { waiting: 0, gone: new Set() };

function summary(number: number, change: Partial<ThreadSummary> = {}): ThreadSummary {
  return { ...makeThread(number, source, `Visitor ${number}`, 1_000_000_000_000).summary, ...change };
}

function at(second: number): string {
  return new Date(1_000_000_000_000 + second * 1_000).toISOString();
}

function play(frames: readonly IncomingFrame[], from: DeskState = initialDeskState(0)): DeskState {
  return frames.reduce((state, frame) => applyDeskEvent(state, { kind: "frame_arrived", frame }, 0), from);
}

function written(thread: ThreadSummary, number: number, second: number): ThreadSummary {
  const author = { type: "visitor" as const, id: thread.identity.id, name: thread.identity.name };
  return {
    ...thread,
    revision: thread.revision + number,
    last_number: number,
    unread_count: number,
    last_message: { number, author, preview: `Message ${number}`, created_at: at(second) },
    last_activity_at: at(second),
  };
}

describe("thread summaries", () => {
  it("end with the newest revision, in whatever order they arrive", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([1, 2, 3, 4, 5, 6], { minLength: 1 }), (revisions) => {
        const arrived = revisions.map((revision) => summary(1, { revision, last_number: revision }));
        const stepwise = arrived.reduce(
          (known, one) => putSummaries(known, [one]),
          new Map() as ReadonlyMap<string, ThreadSummary>,
        );
        expect(stepwise).toEqual(putSummaries(new Map(), arrived));
        expect([...stepwise.values()][0]?.revision).toBe(Math.max(...revisions));
      }),
    );
  });

  it("are found by name, source and words, without regard to accents and case", () => {
    const known = putSummaries(new Map(), [
      summary(1, { identity: { ...summary(1).identity, name: "Zoé Dupont" } }),
      summary(2, { source_id: "elsewhere" }),
    ]);
    expect(selectThreads(known, { ...all, text: "zoe dup" }).map(({ id }) => id)).toEqual([summary(1).id]);
    expect(selectThreads(known, { ...all, sourceId: "elsewhere" }).map(({ id }) => id)).toEqual([summary(2).id]);
  });
});

describe("threads whose contents are gone", () => {
  const thread = written(summary(1), 1, 10);
  const state = play([
    { type: "thread_watched", thread },
    {
      type: "messages_listed",
      thread_id: thread.id,
      first_number: 1,
      last_number: 1,
      thread_last_number: 1,
      messages: [],
    },
  ]);

  it("PRV5: an anonymised one is read anew", () => {
    const next = play([{ type: "thread_anonymized", thread_id: thread.id }], state);
    expect(next.transcripts.has(thread.id)).toBe(false);
    expect(next.summaries.has(thread.id)).toBe(true);
  });

  it("PRV5: a deleted one leaves the list, and its page says so", () => {
    const next = play([{ type: "thread_deleted", thread_id: thread.id }], state);
    expect([next.summaries.has(thread.id), next.transcripts.has(thread.id)]).toEqual([false, false]);
    expect(next.refusals.get(thread.id)?.retry).toBe(false);
  });

  it("PRV5: one that is not there any more was deleted while nobody heard of it", () => {
    const error = { code: "not_found", message: "There is nothing here.", retry: false };
    const next = play([{ type: "refused", request: "watch_thread", thread_id: thread.id, error }], state);
    expect(next.summaries.has(thread.id)).toBe(false);
  });
});

describe("the order of the list", () => {
  const first = summary(1, { last_activity_at: at(30) });
  const second = summary(2, { last_activity_at: at(20) });
  const third = summary(3, { last_activity_at: at(10) });
  const threads = [first, second, third];

  it("stays under the pointer, with the newest contents, and counts what waits", () => {
    const changed = { ...third, last_activity_at: at(40) };
    const fresh = summary(4, { last_activity_at: at(50) });
    const shown = decideShown([fresh, changed, first, second], holdOrder(threads), "newest", new Map());
    expect(shown.rows).toEqual([first, second, changed]);
    expect(shown.waiting).toBe(2);
  });

  it("takes in beneath what was loaded for the end of the list", () => {
    const older = summary(5, { last_activity_at: at(1) });
    expect(decideShown([...threads, older], holdOrder(threads), "newest", new Map())).toEqual({
      rows: [...threads, older],
      ...nothing,
    });
    expect(decideShown(threads, holdOrder([]), "newest", new Map())).toEqual({ rows: threads, ...nothing });
  });

  it("is the newest first when nothing holds it", () => {
    expect(decideShown(threads, null, "newest", new Map())).toEqual({ rows: threads, ...nothing });
  });
});

describe("the desk", () => {
  const thread = summary(1, { last_number: 2, unread_count: 2 });

  it("counts nothing as unread that was read here", () => {
    const watched = play([{ type: "thread_watched", thread }, listing(thread, [])]);
    const read = applyDeskEvent(watched, { kind: "thread_read_here", threadId: thread.id, number: 2 }, 0);
    expect(countUnread(thread, watched.transcripts.get(thread.id))).toBe(2);
    expect(countUnread(thread, read.transcripts.get(thread.id))).toBe(0);
  });

  it("shows a sent message once, when the thread brings it", () => {
    const mine = {
      id: "mine",
      threadId: thread.id,
      body: "Hello",
      attachments: [],
      private: false,
      mentionIds: [],
      writtenAtMs: 0,
      status: freshStatus,
    };
    const sent = applyDeskEvent(initialDeskState(0), { kind: "messages_written", messages: [mine] }, 0);
    const acknowledged = play(
      [{ type: "message_acknowledged", id: "mine", thread_id: thread.id, number: 1, created_at: at(1) }],
      sent,
    );
    expect(acknowledged.outbox.map(({ status }) => status)).toEqual([{ kind: "acknowledged", number: 1 }]);
    const message = {
      id: "mine",
      thread_id: thread.id,
      number: 1,
      author: { type: "agent" as const, id: null, name: "Ada" },
      body: "Hello",
      automated: false,
      private: false,
      attachments: [],
      structured: null,
      notice: null,
      created_at: at(1),
    };
    for (const order of [acknowledged, sent]) {
      const shown = play([{ type: "message_added", message }], order);
      expect(shown.outbox).toEqual([]);
      expect(shown.transcripts.get(thread.id)?.messages).toEqual([message]);
    }
  });

  it("forgets who types after a while, when they write, and when the connection is gone", () => {
    const typing = play([
      { type: "typing_changed", thread_id: thread.id, author_type: "visitor", author_name: "Zoe", typing: true },
    ]);
    expect(typing.typing.get(thread.id)).toHaveLength(1);
    expect(applyDeskEvent(typing, { kind: "time_passed" }, 5_999)).toBe(typing);
    expect(applyDeskEvent(typing, { kind: "time_passed" }, 6_000).typing.size).toBe(0);
    const interrupted = { kind: "interrupted" as const, sinceMs: 0, retryAtMs: 0 };
    expect(applyDeskEvent(typing, { kind: "connection_changed", connection: interrupted }, 0).typing.size).toBe(0);
  });

  it("remembers why a thread may not be watched until it is tried again or watched", () => {
    const error = { code: "not_found", message: "There is nothing here.", retry: false };
    const refused = play([{ type: "refused", request: "watch_thread", thread_id: thread.id, error }]);
    expect(refused.refusals.get(thread.id)).toEqual(error);
    expect(applyDeskEvent(refused, { kind: "watch_asked", threadId: thread.id }, 0).refusals.size).toBe(0);
    expect(play([{ type: "thread_watched", thread }], refused).refusals.size).toBe(0);
  });
});

describe("what makes a sound", () => {
  const thread = summary(1);

  it("is what a visitor has newly written", () => {
    const before = putSummaries(new Map(), [written(thread, 1, 1)]);
    const after = putSummaries(before, [written(thread, 2, 2), written(summary(2), 1, 3)]);
    expect(selectNewlyWritten(before, after, true, Date.parse(at(2))).map(({ id }) => id)).toEqual([
      thread.id,
      summary(2).id,
    ]);
  });

  it("is nothing while the first list is on its way, nor what is old, nor what a colleague writes", () => {
    const after = putSummaries(new Map(), [written(thread, 1, 1)]);
    expect(selectNewlyWritten(new Map(), after, false, 0)).toEqual([]);
    expect(selectNewlyWritten(new Map(), after, true, Date.parse(at(2)))).toEqual([]);
    const reply = written(thread, 2, 2);
    const last = reply.last_message;
    const byColleague = {
      ...reply,
      last_message: last && { ...last, author: { ...last.author, type: "agent" as const } },
    };
    expect(selectNewlyWritten(after, putSummaries(after, [byColleague]), true, 0)).toEqual([]);
  });
});

function listing(thread: ThreadSummary, messages: []): IncomingFrame {
  return {
    type: "messages_listed",
    thread_id: thread.id,
    first_number: thread.last_number + 1,
    last_number: thread.last_number,
    thread_last_number: thread.last_number,
    messages,
  };
}

describe("MSG30: a list that was read before changes were told", () => {
  it("lacks nothing as of the same moment or a later one, of the same sources", () => {
    const told = { position: 7, sources: ["a", "b"] };
    expect(isUpToDate({ position: 7, sources: ["a", "b"] }, told)).toBe(true);
    expect(isUpToDate({ position: 8, sources: ["a", "b"] }, told)).toBe(true);
    expect(isUpToDate({ position: 6, sources: ["a", "b"] }, told)).toBe(false);
    expect(isUpToDate({ position: 8, sources: ["a"] }, told)).toBe(false);
    expect(isUpToDate({ position: 8, sources: null }, told)).toBe(false);
    expect(isUpToDate({ position: 8, sources: [] }, { position: 7, sources: null })).toBe(false);
  });
});
