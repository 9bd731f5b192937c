import fc from "fast-check";
import { expect, test } from "vitest";
import { writeJson } from "../src/visit/write-json.ts";

test("API32: what is written is read back by JSON.parse as it was", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
      expect(JSON.parse(writeJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("API32: lone surrogates, control characters and separators survive", () => {
  const text = '\u0000\u001f"\\\u007f\u2028\u2029\ud800é😀';
  expect(JSON.parse(writeJson({ [text]: [text] }))).toEqual({ [text]: [text] });
});
