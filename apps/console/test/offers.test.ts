import { expect, it } from "vitest";
import { funnelOf, sayEffect, sayNames, sayPart, sayRate } from "../src/analytics/offers.decisions.ts";

it("STA8: the funnel measures each step by the first", () => {
  const steps = funnelOf({ offered: 200, shown: 150, engaged: 20, answered: 19, helped: 10 });
  expect(steps.map(({ name, share }) => `${name} ${share}`.trim())).toEqual([
    "Offered",
    "Shown 75 %",
    "Engaged 10 %",
    "Answered 10 %",
    "Helped 5 %",
  ]);
  expect(steps.map(({ width }) => width)).toEqual([100, 75, 10, 9.5, 5]);
});

it("STA8: what would be more than the whole is no share, and no bar is longer than the others' measure", () => {
  expect(sayPart(3, 2)).toBe("");
  expect(sayPart(0, 0)).toBe("");
  const steps = funnelOf({ offered: 0, shown: 0, engaged: 4, answered: 2, helped: 0 });
  expect(steps.map(({ width, share }) => [width, share])).toEqual([
    [0, ""],
    [0, ""],
    [100, ""],
    [50, ""],
    [0, ""],
  ]);
});

it.each([
  [
    { difference: 0.025, low: 0.01, high: 0.04 },
    "2.5 points more. With 95 % certainty the truth lies between 1 point more and 4 points more: the offer brings conversations.",
    false,
  ],
  [
    { difference: 0.02, low: -0.015, high: 0.05 },
    "2 points more. With 95 % certainty the truth lies between 1.5 points fewer and 5 points more, so this may be chance.",
    true,
  ],
  [
    { difference: -0.2, low: -0.33, high: -0.05 },
    "20 points fewer. With 95 % certainty the truth lies between 33 points fewer and 5 points fewer: the offer costs conversations.",
    false,
  ],
  [
    { difference: 0, low: -0.16, high: 0.28 },
    "no difference. With 95 % certainty the truth lies between 16 points fewer and 28 points more, so this may be chance.",
    true,
  ],
])("STA10: %j is said in words", (effect, text, mayBeChance) => {
  expect(sayEffect(effect)).toEqual({ text, mayBeChance });
});

it("STA10: a rate is as exact as the difference, and never more than all", () => {
  expect([sayRate(38, 210), sayRate(5, 90), sayRate(3, 2), sayRate(0, 7)]).toEqual(["18.1 %", "5.6 %", "100 %", "0 %"]);
});

it("names are listed as in a sentence", () => {
  expect(["", "A", "A and B", "A, B and C"]).toEqual(
    [[], ["A"], ["A", "B"], ["A", "B", "C"]].map((names) => sayNames(names)),
  );
});
