import type { Message } from "@beckon/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addMessage,
  addRange,
  decideGapInquiry,
  emptyTranscript,
  hasGap,
  noteRead,
  type Transcript,
} from "../src/desk/state/transcript.decisions.ts";

const PAGE = 10;

function message(number: number): Message {
  return {
    id: `message-${number}`,
    thread_id: "thread",
    number,
    author: { type: "visitor", id: null, name: "Visitor" },
    body: `Message ${number}`,
    automated: false,
    private: false,
    attachments: [],
    structured: null,
    notice: null,
    created_at: new Date(number * 1_000).toISOString(),
  };
}

/** The server's answer to a question about a thread of so many messages. */
function listed(from: number, to: number, count: number) {
  const last = Math.min(to, count);
  return {
    first_number: from,
    last_number: last,
    thread_last_number: count,
    messages: Array.from({ length: Math.max(0, last - from + 1) }, (_, index) => message(from + index)),
  };
}

function watch(transcript: Transcript, count: number): Transcript {
  return transcript.lastNumber === 0
    ? addRange(transcript, listed(Math.max(1, count - PAGE + 1), count, count))
    : addRange(transcript, listed(transcript.lastNumber + 1, count, count));
}

/** Asks and answers until nothing is missing, as the desk does with the clock running on. */
function heal(transcript: Transcript, count: number): Transcript {
  let healed = transcript;
  for (let rounds = 0; hasGap(healed) && rounds < 50; rounds += 1) {
    healed =
      healed.lastNumber === 0
        ? watch(healed, count)
        : addRange(healed, listed(healed.lastNumber + 1, healed.lastNumber + PAGE, count));
  }
  return healed;
}

type Step =
  | { kind: "pushed"; number: number }
  | { kind: "history" }
  | { kind: "reconnected" }
  | { kind: "listed"; from: number; to: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant("pushed" as const), number: fc.integer({ min: 1, max: 60 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("history" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("reconnected" as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("listed" as const),
      from: fc.integer({ min: 1, max: 60 }),
      to: fc.integer({ min: 1, max: 60 }),
    }),
  },
);

function take(transcript: Transcript, happened: Step, count: number): Transcript {
  switch (happened.kind) {
    case "pushed":
      return happened.number > count ? transcript : addMessage(transcript, message(happened.number));
    case "history":
      return transcript.firstNumber > 1
        ? addRange(transcript, listed(Math.max(1, transcript.firstNumber - PAGE), transcript.firstNumber - 1, count))
        : transcript;
    case "reconnected":
      return watch(transcript, count);
    case "listed":
      return addRange(transcript, listed(happened.from, happened.to, count));
  }
}

describe("a transcript", () => {
  it("ends as a fresh fetch, whatever was lost, doubled or out of order on the way", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.array(step, { maxLength: 60 }), (count, steps) => {
        let transcript = emptyTranscript;
        for (const happened of steps) {
          transcript = take(transcript, happened, count);
          const { firstNumber, lastNumber, messages } = transcript;
          expect(messages.map(({ number }) => number)).toEqual(
            lastNumber === 0 ? [] : Array.from({ length: lastNumber - firstNumber + 1 }, (_, i) => firstNumber + i),
          );
        }
        const healed = heal(watch(transcript, count), count);
        expect(healed.lastNumber).toBe(count);
        expect(healed.messages).toEqual(listed(healed.firstNumber, count, count).messages);
      }),
    );
  });

  it("keeps no message beyond a gap, but knows that it is there", () => {
    const transcript = addMessage(addRange(emptyTranscript, listed(1, 3, 3)), message(5));
    expect(transcript.messages.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(hasGap(transcript)).toBe(true);
  });

  it("takes the same message twice as once", () => {
    const once = addRange(emptyTranscript, listed(1, 3, 3));
    expect(addMessage(once, message(3))).toBe(once);
  });

  it("knows that an empty range is an answer", () => {
    const transcript = addRange(emptyTranscript, listed(1, 0, 0));
    expect(transcript.listed).toBe(true);
    expect(hasGap(transcript)).toBe(false);
  });

  it("never forgets how far somebody has read", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 50 }), { minLength: 1 }), (numbers) => {
        const read = numbers.reduce((known, number) => noteRead(known, "visitor", number), emptyTranscript);
        expect(read.visitorReadNumber).toBe(Math.max(...numbers));
      }),
    );
  });
});

describe("asking about a gap", () => {
  const gap = addMessage(addRange(emptyTranscript, listed(1, 3, 3)), message(9));

  it("asks at once, then waits for the answer, then asks again", () => {
    const first = decideGapInquiry(gap, null, 0);
    expect(first).toEqual({ kind: "ask", inquiry: { afterNumber: 3, askedAtMs: 0 } });
    const inquiry = { afterNumber: 3, askedAtMs: 0 };
    expect(decideGapInquiry(gap, inquiry, 1_999).kind).toBe("wait");
    expect(decideGapInquiry(gap, inquiry, 2_000).kind).toBe("ask");
  });

  it("does not ask again while the answer comes in pages", () => {
    const further = addRange(gap, listed(4, 6, 9));
    expect(decideGapInquiry(further, { afterNumber: 3, askedAtMs: 0 }, 5_000)).toEqual({
      kind: "wait",
      inquiry: { afterNumber: 6, askedAtMs: 5_000 },
    });
  });

  it("has nothing to ask about a complete transcript", () => {
    expect(decideGapInquiry(addRange(gap, listed(4, 9, 9)), null, 0)).toEqual({ kind: "complete" });
  });
});
