import { describe, expect, test } from "vitest";
import { capture } from "../src/fillings/capture.ts";
import { castVariable } from "../src/page/cast-variable.ts";

describe("castVariable", () => {
  test.each([
    ["string", " L ", "L"],
    ["string", 58, "58"],
    ["string", false, "false"],
    ["string", null, null],
    ["string", {}, null],
    ["number", "58", 58],
    ["number", " 58,90 ", 58.9],
    ["number", 0, 0],
    ["number", "many", null],
    ["number", Number.NaN, null],
    ["number", Number.POSITIVE_INFINITY, null],
    ["number", "", null],
    ["boolean", true, true],
    ["boolean", "false", false],
    ["boolean", 1, true],
    ["boolean", "0", false],
    ["boolean", "perhaps", null],
    ["boolean", undefined, null],
  ] as const)("API5: a %s given as %o holds %o", (type, given, held) => {
    expect(castVariable(type, given)).toBe(held);
  });
});

describe("capture", () => {
  test("API5: is the first capture, or all that the pattern matches, or null", () => {
    expect(capture("€ ?([0-9]+)", "Total: € 58")).toBe("58");
    expect(capture("[0-9]+", "Total: € 58")).toBe("58");
    expect(capture("[a-z]+", 58)).toBe(null);
    expect(capture("x", null)).toBe(null);
  });
});
