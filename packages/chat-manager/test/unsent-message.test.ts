import { expect, test } from "vitest";
import { findUnsentMessage } from "../src/window/unsent-message.ts";

const CATALOG = [
  { id: "hello", body: "May I help?" },
  { id: "hello_again", body: "May I help?" },
  { id: "bye", body: "Good bye" },
];

test.each([
  ["a message of the catalog", "hello", [], "hello"],
  ["none that was sent before", "hello", ["hello"], undefined],
  ["none with the same text as one that was sent", "hello_again", ["hello"], undefined],
  ["another text after it", "bye", ["hello"], "bye"],
  ["none that the catalog lacks", "gone", [], undefined],
  ["none for none", null, [], undefined],
])("TRG14: %s", (_name, id, sentAutomaticMessageIds, expected) => {
  expect(findUnsentMessage(CATALOG, id, { sentAutomaticMessageIds })?.id).toBe(expected);
});
