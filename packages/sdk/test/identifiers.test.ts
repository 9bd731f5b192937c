import { afterEach, expect, test } from "vitest";
import { makeSecret, makeUuid, uuidTime } from "../src/identifiers.ts";
import { decodeObject, encodeJson } from "../src/json.ts";

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

afterEach(() => {
  Reflect.deleteProperty(Array.prototype, "toJSON");
  Reflect.deleteProperty(Object.prototype, "toJSON");
});

test("CLI2: ids are version 7, tell their millisecond and sort by it", () => {
  const times = [0, 1, 255, 1_700_000_000_000, 1_700_000_000_001, 2 ** 48 - 1];
  const ids = times.map(makeUuid);
  for (const id of ids) expect(id).toMatch(UUID_V7);
  expect(ids.map(uuidTime)).toEqual(times);
  expect(ids.toSorted()).toEqual(ids);
});

test("CLI9: secrets are 256 bits in base64url, each another", () => {
  const secrets = Array.from({ length: 500 }, makeSecret);
  for (const secret of secrets) expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(new Set(secrets).size).toBe(500);
});

test("CLI8: frames are whole on pages whose libraries change how arrays and objects are written", () => {
  const value = { list: ["a", 1, null, true, { deep: [[]] }], text: '"\n\u2028', nothing: undefined };
  const expected = JSON.parse(JSON.stringify(value));
  const broken = { value: () => "broken", configurable: true };
  Object.defineProperty(Array.prototype, "toJSON", broken);
  Object.defineProperty(Object.prototype, "toJSON", broken);
  expect(JSON.parse(encodeJson(value))).toEqual(expected);
});

test.each(["", "null", "7", "{", '"text"'])("CLI8: %j is no object", (text) => {
  expect(decodeObject(text)).toBeNull();
});
