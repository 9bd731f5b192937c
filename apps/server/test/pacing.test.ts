import { describe, expect, it, vi } from "vitest";
import { createPacer } from "../src/features/availability/pacing/pacer.decisions.ts";
import { startSourcePacing } from "../src/features/availability/pacing/source-pacing.ts";
import { availableBusKinds, openTestBuses } from "./bus.ts";

const SLOTS = 30;

/** Asks `count` times within a second and gives the offers that were made, in expectation. */
function ask(pacer: ReturnType<typeof createPacer>, nowMs: number, count: number, taken = 0): number {
  let offers = 0;
  for (let asked = 0; asked < count; asked += 1) {
    offers += pacer.decide({ nowMs, slots: SLOTS, taken, caution: 0.7 });
  }
  return offers;
}

describe("the policy paced", () => {
  it("AVL4: invites as many as free slots are to be expected for, however many ask", () => {
    const few = ask(createPacer(), 0, 1_000, 29);
    const many = ask(createPacer(), 0, 100_000, 29);
    expect(few).toBeGreaterThan(0);
    expect(few).toBeLessThan(25);
    expect(many).toBeCloseTo(few, 5);
    // When all are busy, some will be free by the time an offer is answered; with a queue none is.
    expect(ask(createPacer(), 0, 1_000, 30)).toBeLessThan(few);
    expect(ask(createPacer(), 0, 100, 32)).toBe(0);
    expect(createPacer().decide({ nowMs: 0, slots: 0, taken: 0, caution: 0 })).toBe(0);
  });

  it("AVL4: gives the parts of slots back once offers are too old to be answered, and windows closed", () => {
    const pacer = createPacer();
    const first = ask(pacer, 0, 10_000, 20);
    expect(ask(pacer, 500, 100, 20)).toBe(0);
    expect(ask(pacer, 200_000, 10_000, 20)).toBeGreaterThanOrEqual(first);

    const other = createPacer();
    const windows = Array.from({ length: 60 }, () => other.openWindow(0));
    expect(ask(other, 1_000, 100, 10)).toBe(0);
    for (const window of windows) other.leaveWindow(window, 2_000);
    expect(ask(other, 3_000, 100, 10)).toBeGreaterThan(0);
  });

  it("AVL5: learns that hardly anybody opens, and then offers to more", () => {
    const pacer = createPacer();
    const before = ask(pacer, 0, 100_000, 20);
    for (let second = 200; second < 4_000; second += 1) ask(pacer, second * 1_000, 20, 20);
    expect(ask(pacer, 4_300_000, 100_000, 20)).toBeGreaterThan(5 * before);
  });

  it("AVL6: offers less the more careful it is", () => {
    const offersAt = (caution: number) => {
      const pacer = createPacer();
      let offers = 0;
      for (let asked = 0; asked < 5_000; asked += 1)
        offers += pacer.decide({ nowMs: 0, slots: SLOTS, taken: 25, caution });
      return offers;
    };
    const [busy, usual, careful] = [offersAt(0), offersAt(0.7), offersAt(1)];
    expect(busy).toBeGreaterThan(usual);
    expect(usual).toBeGreaterThan(careful);
    expect(careful).toBeGreaterThan(0);
  });
});

describe.each((await availableBusKinds()).kinds)("pacing over the %s bus", (kind) => {
  it("AVL7: a node counts what the others offered, and their windows", async () => {
    const buses = await openTestBuses(kind, 2);
    const clock = { nowMs: () => 1_000 };
    const [first, second] = buses.map((bus) => startSourcePacing("source", { bus, clock }));
    if (first === undefined || second === undefined) throw new Error("two nodes are needed");
    await Promise.all(buses.map((bus) => bus.settled()));
    const load = { slots: SLOTS, taken: 20, caution: 0.7 };
    while (first.decide(load) > 0) {}
    await vi.waitFor(() => expect(second.decide(load)).toBe(0), { timeout: 5_000 });

    const windows = Array.from({ length: 10 }, () => first.openWindow());
    const fuller = { ...load, taken: 12 };
    while (first.decide(fuller) > 0) {}
    await vi.waitFor(() => expect(second.decide(fuller)).toBe(0), { timeout: 5_000 });
    for (const window of windows) window.leave();
    await vi.waitFor(() => expect(second.decide(fuller)).toBeGreaterThan(0), { timeout: 5_000 });
    for (const node of [first, second]) node.stop();
    await Promise.all(buses.map((bus) => bus.close()));
  });
});
