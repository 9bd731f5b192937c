import { readFileSync } from "node:fs";
import type { OfferCount, OfferEffect } from "@beckon/protocol";
import { expect, test } from "vitest";
import { compareShares } from "../src/features/statistics/effect.decisions.ts";

interface EffectCase extends Record<Exclude<OfferCount, "shown">, number> {
  name: string;
  rule: string;
  /** To four places. */
  expect: OfferEffect | null;
}

const cases: EffectCase[] = JSON.parse(
  readFileSync(new URL("../../../spec/cases/offer-effect.json", import.meta.url), "utf8"),
);

test.each(cases)("$rule: $name", ({ offered, offered_engaged, held_out, held_out_engaged, expect: expected }) => {
  const effect = compareShares({ count: offered_engaged, of: offered }, { count: held_out_engaged, of: held_out });
  if (expected === null) expect(effect).toBeNull();
  else {
    for (const name of ["difference", "low", "high"] as const) expect(effect?.[name]).toBeCloseTo(expected[name], 4);
  }
});
