import { expect, test } from "vitest";
import { claimsOf } from "../src/window/claims.ts";
import { visitedOf } from "../src/window/visited.ts";

test("API3: of an identity only texts of the known names are taken, cut to what the wire takes", () => {
  const told = claimsOf({
    firstname: "Camille",
    lastname: 5,
    email: "",
    company: "x".repeat(300),
    avatar_url: "y".repeat(5000),
    uuid: 42,
    extra_values: { vip: true },
  });
  expect(told).toEqual({
    claims: {
      firstname: "Camille",
      company: "x".repeat(200),
      avatar_url: "y".repeat(4096),
      uuid: "42",
      extra_values: { vip: true },
    },
    isWhole: false,
  });
});

test.each([
  [{ firstname: "Camille", uuid: 42, email: null, extra_values: {} }, true],
  [{ uuid: {} }, false],
  [{ extra_values: "vip" }, false],
  [{ extra_values: Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`key_${index}`, index])) }, false],
])("API3: whether that is all of it is known: case %#", (identity, isWhole) => {
  expect(claimsOf(identity).isWhole).toBe(isWhole);
});

test("API20: a page view is told with its address, title, start and custom variables, and nothing else that was seen", () => {
  const visited = visitedOf({
    id: "00000000-0000-4000-8000-000000000001",
    startedAtMs: 0,
    utcOffsetMinutes: 60,
    visible: true,
    visibleMs: 0,
    countedAtMs: 0,
    activeAtMs: 0,
    activatedTriggerIds: [],
    values: {
      page_url: "https://shop.test/",
      page_title: "t".repeat(600),
      referrer: "https://elsewhere.test/",
      custom_cart: 58,
    },
  });
  expect(visited).toEqual({
    pageView: {
      id: "00000000-0000-4000-8000-000000000001",
      url: "https://shop.test/",
      title: "t".repeat(500),
      started_at: "1970-01-01T00:00:00.000Z",
    },
    customVariables: { custom_cart: 58 },
  });
});
