import { expect, it } from "vitest";
import { daysOf, periodOf, sayShare, sayTime, sayWaiting, weekOf } from "../src/analytics/figures.decisions.ts";

it("STA1: a period ends today and has every day", () => {
  const { from, to } = periodOf(7, new Date(2026, 2, 3, 23, 59).getTime());
  expect([from, to]).toEqual(["2026-02-25", "2026-03-03"]);
  expect(daysOf(from, to)).toHaveLength(7);
  expect(daysOf("2026-03-28", "2026-03-30")).toEqual(["2026-03-28", "2026-03-29", "2026-03-30"]);
});

it.each([
  [null, "–"],
  [0.4, "0 s"],
  [59.4, "59 s"],
  [90, "2 min"],
  [4_800, "1 h 20 min"],
  [7_200, "2 h"],
  [259_200, "3 days"],
])("STA2: %s seconds are %s", (seconds, words) => expect(sayTime(seconds)).toBe(words));

it("STA2: a share of nothing is none", () => {
  expect(sayShare(1, 3)).toBe("33 %");
  expect(sayShare(0, 0)).toBe("–");
});

it("STA7: a queue that is nearly empty is not said to be empty", () => {
  expect(sayWaiting({ most: 1, mean: 0.01 })).toBe("at most 1 waited at once, less than 0.1 on average");
  expect(sayWaiting({ most: 3, mean: 1.26 })).toBe("at most 3 waited at once, 1.3 on average");
});

it("STA3: the week begins on Monday", () => {
  expect(weekOf([{ weekday: 7, hour: 8, conversations: 3 }])[6]?.[8]).toBe(3);
});
