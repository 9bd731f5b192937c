import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CLIENT_NAMES } from "../client-names.ts";

const packages = new URL("../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, packages), "utf8");
const folder = (path: string): string[] =>
  readdirSync(new URL(path, packages), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${path}/${name}`);

/** Whatever speaks to somebody that is built at another time: the wire, the website, storage, other tabs, the manager. */
const OUTSIDE = [
  ...["protocol/src", "targeting/src", "conditions/src", "loader/src", "web/src"].flatMap(folder),
  ...folder("chat-manager/src").filter((path) => !path.startsWith("chat-manager/src/window/")),
  "chat-manager/src/window/client-file.ts",
  "chat-client/src/text/english.ts",
  "chat-client/src/later/english.ts",
  "sdk/src/identity.ts",
  "sdk/src/outbox.ts",
  "sdk/src/tabs.ts",
  "../spec/javascript-api.md",
  "../spec/iframe.md",
];

test("no name that the client's build shortens is spoken outside of it", () => {
  const spoken = new Set(OUTSIDE.flatMap((path) => read(path).match(/\w+/g) ?? []));
  expect(CLIENT_NAMES.filter((name) => spoken.has(name))).toEqual([]);
});

test("what goes by its name stays: exports of the files, and commands", () => {
  const named = `${read("chat-client/src/later/later.ts")}${read("chat-manager/src/window/identified.ts").match(/case .*|"_\w+"/g)}`;
  const spoken = new Set(named.match(/\w+/g));
  expect(CLIENT_NAMES.filter((name) => spoken.has(name))).toEqual([]);
  expect(new Set(CLIENT_NAMES).size).toBe(CLIENT_NAMES.length);
});
