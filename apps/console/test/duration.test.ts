import { expect, test } from "vitest";
import { readDuration, sayDuration } from "../src/admin/settings/duration.decisions.ts";

test.each([
  [0, "0"],
  [45, "45s"],
  [145, "2m 25s"],
  [180, "3m"],
  [86_400, "24h"],
  [3_723, "1h 2m 3s"],
])("%i seconds are written as %s, and read back", (seconds, text) => {
  expect(sayDuration(seconds)).toBe(text);
  expect(readDuration(text)).toBe(seconds);
});

test.each([
  [" 2m25s ", 145],
  ["90s", 90],
  ["00", 0],
  ["", null],
  ["2", null],
  ["25s 2m", null],
  ["-3m", null],
  ["2.5m", null],
])("%j is read as %j", (text, seconds) => {
  expect(readDuration(text)).toBe(seconds);
});
