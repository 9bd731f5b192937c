import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  castNumber,
  evaluate,
  normaliseText,
  type Operator,
  operatorsOf,
  prepareTest,
  testHolds,
  type ValueKind,
} from "../src/index.ts";

interface ConditionCase {
  readonly name: string;
  readonly rule: string;
  readonly kind: ValueKind;
  readonly operator: Operator;
  readonly value: unknown;
  readonly seen?: unknown;
  readonly expect: boolean;
}

const cases: readonly ConditionCase[] = JSON.parse(
  readFileSync(new URL("../../../spec/cases/conditions.json", import.meta.url), "utf8"),
);

const KINDS: readonly ValueKind[] = ["string", "number", "boolean", "day", "time"];

describe("cases of the specification", () => {
  for (const { name, rule, kind, operator, value, seen, expect: expected } of cases) {
    it(`${rule}: ${name}`, () => {
      expect(evaluate(prepareTest(kind, operator, value), [seen]).holds).toBe(expected);
    });
  }
});

describe("evaluate", () => {
  const test = prepareTest("string", "contains", "robe");

  it("CON12: one value that satisfies is enough, and the verdict names the first one", () => {
    expect(evaluate(test, ["jupe", "Robe", "robe"])).toEqual({
      holds: true,
      matched: 1,
      tried: [
        { seen: "jupe", holds: false },
        { seen: "Robe", holds: true },
        { seen: "robe", holds: true },
      ],
    });
  });

  it("CON12: no value at all reads as an undefined one", () => {
    expect(evaluate(test, [])).toEqual({ holds: false, matched: null, tried: [{ seen: undefined, holds: false }] });
    expect(evaluate(prepareTest("string", "not_contains", "robe"), []).holds).toBe(true);
  });
});

describe("whatever is given", () => {
  it("CON7: nothing throws, and the verdict is a boolean", () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), fc.anything(), fc.anything(), fc.nat(20), (kind, value, seen, pick) => {
        const operators = operatorsOf(kind);
        const operator = operators[pick % operators.length] ?? "is";
        expect(typeof testHolds(prepareTest(kind, operator, value), seen)).toBe("boolean");
      }),
    );
  });

  it("CON6: a negative operator is the opposite of its positive one", () => {
    const seen = fc.option(fc.oneof(fc.string(), fc.integer(), fc.boolean()), { nil: undefined });
    fc.assert(
      fc.property(fc.string(), seen, (value, value2) => {
        const holds = (operator: Operator): boolean => testHolds(prepareTest("string", operator, value), value2);
        expect(holds("is_not")).toBe(!holds("is"));
        expect(holds("not_contains")).toBe(!holds("contains"));
        expect(holds("not_present")).toBe(!holds("present"));
      }),
    );
  });

  it("CON2: normalising twice is normalising once", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(normaliseText(normaliseText(text))).toBe(normaliseText(text));
      }),
    );
  });

  it("CON2: more texts than are remembered are normalised alike", () => {
    const normalised = Array.from({ length: 1200 }, (_, place) => normaliseText(` É ${place}`));
    expect(normalised[3]).toBe("e 3");
    expect(normaliseText(" É 3")).toBe("e 3");
  });
});

describe("casting to numbers", () => {
  it("CON1: gives NaN for what makes no sense", () => {
    expect(castNumber("number", " 58 ")).toBe(58);
    expect(castNumber("boolean", "TRUE")).toBe(1);
    expect(castNumber("day", "Sunday")).toBe(6);
    expect(castNumber("time", "20:15:59")).toBe(20 * 60 + 15);
    expect(castNumber("number", "many")).toBeNaN();
  });
});

describe("operators of a kind", () => {
  it("CON3: texts have the eight of texts, what has an order has ≥ and ≤, booleans neither", () => {
    expect(KINDS.map((kind) => operatorsOf(kind).length)).toEqual([8, 5, 3, 5, 5]);
    expect(operatorsOf("time")).toContain("gte");
    expect(operatorsOf("string")).not.toContain("gte");
    expect(operatorsOf("boolean")).toEqual(["is", "present", "not_present"]);
  });
});
