import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { pauseBeforeAttemptMs } from "../src/desk/connection/backoff.decisions.ts";
import { readFrames } from "../src/desk/connection/incoming-frame.ts";
import { createMessageOrder } from "../src/desk/connection/message-order.ts";
import { nextUuidV7 } from "../src/desk/connection/uuid-v7.ts";

describe("reconnecting", () => {
  it("waits ever longer, never longer than 30 seconds, and never the same for all", () => {
    expect(pauseBeforeAttemptMs(0, 0)).toBe(250);
    expect(pauseBeforeAttemptMs(0, 0.999)).toBe(500);
    expect(pauseBeforeAttemptMs(3, 0)).toBe(2_000);
    expect(pauseBeforeAttemptMs(1_000, 0.999)).toBeLessThanOrEqual(30_000);
    expect(pauseBeforeAttemptMs(1_000, 0)).toBe(15_000);
  });
});

describe("frames", () => {
  it("of an unknown type or none are left alone", () => {
    expect(readFrames('{"type":"pong"}')).toEqual([{ type: "pong" }]);
    for (const text of ['{"type":"from_the_future"}', '{"type":"constructor"}', "[]", "null", "{"]) {
      expect(readFrames(text)).toEqual([]);
    }
  });

  it("of changes that were gathered are as many as there are changes", () => {
    const changes = [{ type: "thread_summary_changed" }, { type: "task_changed" }];
    expect(readFrames(JSON.stringify({ type: "desk_changed", changes }))).toEqual(changes);
  });
});

describe("messages", () => {
  const compress = (text: string): ArrayBuffer => new Uint8Array(deflateRawSync(text)).buffer;

  it("are read in the order in which they came, compressed or not; what cannot be read is left out", async () => {
    const long = "Ünïcode ".repeat(10_000);
    const texts: string[] = [];
    const take = createMessageOrder((text) => texts.push(text));
    for (const data of ["1", compress(long), "2", null, compress("3"), "4"]) take(data);
    expect(texts).toEqual(["1"]);
    await vi.waitFor(() => expect(texts).toEqual(["1", long, "2", "3", "4"]));
    take("5");
    expect(texts.at(-1)).toBe("5");
  });
});

describe("message ids", () => {
  it("are UUIDv7 that sort in the order of their making, though the clock stands or goes back", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 2 ** 45 }), fc.uint8Array({ minLength: 8, maxLength: 8 })), {
          minLength: 1,
          maxLength: 50,
        }),
        (moments) => {
          let sequence = { timeMs: 0, counter: 0 };
          const ids = moments.map(([nowMs, random]) => {
            const made = nextUuidV7(sequence, nowMs, random);
            sequence = made.sequence;
            return made.id;
          });
          for (const id of ids)
            expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
          expect(ids).toEqual([...new Set(ids)].sort());
        },
      ),
    );
  });

  it("go on into the next millisecond when one has given out all its numbers", () => {
    const random = new Uint8Array(8);
    const full = nextUuidV7({ timeMs: 1_000, counter: 0xfff }, 1_000, random);
    expect(full.sequence).toEqual({ timeMs: 1_001, counter: 0 });
  });
});
