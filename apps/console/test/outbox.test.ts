import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  acknowledge,
  addOutgoing,
  decideSends,
  discard,
  forgetFlights,
  forgetShown,
  freshStatus,
  markSent,
  type Outbox,
  type OutgoingMessage,
  refuse,
  retry,
} from "../src/desk/state/outbox.decisions.ts";

function written(id: string, threadId = "thread"): OutgoingMessage {
  return {
    id,
    threadId,
    body: `Body of ${id}`,
    attachments: [],
    private: false,
    mentionIds: [],
    writtenAtMs: 0,
    status: freshStatus,
  };
}

const forGood = { code: "message_too_long", message: "Too long.", retry: false };
const forNow = { code: "database_unavailable", message: "Later.", retry: true };

function idsToSend(outbox: Outbox, nowMs: number): string[] {
  return decideSends(outbox, nowMs).map((message) => message.id);
}

describe("the outbox", () => {
  it("sends the messages of one thread one after the other, those of others beside them", () => {
    const outbox = addOutgoing([], [written("a1"), written("a2"), written("b1", "other")]);
    expect(idsToSend(outbox, 0)).toEqual(["a1", "b1"]);
    const sent = markSent(outbox, "a1", 0);
    expect(idsToSend(sent, 1)).toEqual(["b1"]);
    expect(idsToSend(acknowledge(sent, "a1", 7), 1)).toEqual(["a2", "b1"]);
  });

  it("sends again what nobody has answered", () => {
    const sent = markSent(addOutgoing([], [written("a")]), "a", 0);
    expect(idsToSend(sent, 9_999)).toEqual([]);
    expect(idsToSend(sent, 10_000)).toEqual(["a"]);
  });

  it("sends at once after a reconnection what was under way", () => {
    const sent = markSent(addOutgoing([], [written("a")]), "a", 0);
    expect(idsToSend(forgetFlights(sent), 1)).toEqual(["a"]);
  });

  it("tries a passing refusal again by itself, ever later", () => {
    const once = refuse(markSent(addOutgoing([], [written("a")]), "a", 0), "a", forNow, 0);
    expect(idsToSend(once, 1_999)).toEqual([]);
    expect(idsToSend(once, 2_000)).toEqual(["a"]);
    const twice = refuse(markSent(once, "a", 2_000), "a", forNow, 2_000);
    expect(idsToSend(twice, 5_999)).toEqual([]);
    expect(idsToSend(twice, 6_000)).toEqual(["a"]);
  });

  it("leaves a final refusal to the agent and does not hold up what is behind it", () => {
    const refused = refuse(addOutgoing([], [written("a1"), written("a2")]), "a1", forGood, 0);
    expect(idsToSend(refused, 0)).toEqual(["a2"]);
    expect(idsToSend(retry(refused, "a1"), 0)).toEqual(["a1"]);
    expect(discard(refused, "a1").map(({ id }) => id)).toEqual(["a2"]);
  });

  it("keeps an acknowledged message until the thread shows it", () => {
    const acknowledged = acknowledge(addOutgoing([], [written("a")]), "a", 5);
    expect(forgetShown(acknowledged, "thread", 4, new Set())).toBe(acknowledged);
    expect(forgetShown(acknowledged, "thread", 5, new Set())).toEqual([]);
    expect(forgetShown(addOutgoing([], [written("a")]), "thread", 5, new Set(["a"]))).toEqual([]);
  });

  it("ends each message acknowledged or refused once somebody answers, whatever was lost before", () => {
    const happened = fc.constantFrom("lost" as const, "disconnected" as const, "refused_for_now" as const);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.array(happened, { maxLength: 30 }), (count, events) => {
        let outbox = addOutgoing(
          [],
          Array.from({ length: count }, (_, index) => written(`m${index}`)),
        );
        let nowMs = 0;
        const arrived: string[] = [];
        for (const event of events) {
          nowMs += 40_000;
          for (const { id } of decideSends(outbox, nowMs)) {
            outbox = markSent(outbox, id, nowMs);
            if (event === "refused_for_now") outbox = refuse(outbox, id, forNow, nowMs);
          }
          if (event === "disconnected") outbox = forgetFlights(outbox);
        }
        for (let rounds = 0; rounds < count; rounds += 1) {
          nowMs += 40_000;
          for (const { id } of decideSends(outbox, nowMs)) {
            arrived.push(id);
            outbox = acknowledge(markSent(outbox, id, nowMs), id, arrived.length);
          }
        }
        expect(arrived).toEqual(Array.from({ length: count }, (_, index) => `m${index}`));
        expect(decideSends(outbox, nowMs + 100_000)).toEqual([]);
      }),
    );
  });
});
