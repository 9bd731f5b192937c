import { readFileSync } from "node:fs";
import type { CustomField, CustomValue } from "@beckon/protocol";
import { describe, expect, it } from "vitest";
import { judgeCustomValue } from "../src/features/custom-fields/custom-values.decisions.ts";
import { compilePattern } from "../src/features/custom-fields/safe-pattern.decisions.ts";

interface ValueCase {
  name: string;
  field: Partial<CustomField> & Pick<CustomField, "type">;
  value: string | number | boolean;
  taken: CustomValue | null;
}

interface Cases {
  patterns: { name: string; pattern: string; matches?: string[]; misses?: string[]; refused?: true }[];
  values: ValueCase[];
}

const cases: Cases = JSON.parse(
  readFileSync(new URL("../../../spec/cases/custom-fields.json", import.meta.url), "utf8"),
);
const plain = { choices: [], pattern: null };

describe("custom fields, as spec/cases/custom-fields.json says", () => {
  it.each(cases.patterns)("$name", ({ pattern, matches = [], misses = [], refused }) => {
    const verdict = compilePattern(pattern);
    if (refused === true) return expect(verdict).toMatchObject({ kind: "refused", reason: expect.any(String) });
    if (verdict.kind === "refused") throw new Error(verdict.reason);
    for (const text of matches) expect(verdict.matches(text), text).toBe(true);
    for (const text of misses) expect(verdict.matches(text), text).toBe(false);
  });

  it.each(cases.values)("$name", ({ field, value, taken }) => {
    const verdict = judgeCustomValue({ ...plain, ...field }, value);
    if (taken === null) expect(verdict).toMatchObject({ kind: "refused", reason: expect.any(String) });
    else expect(verdict).toEqual({ kind: "taken", value: taken });
  });
});
