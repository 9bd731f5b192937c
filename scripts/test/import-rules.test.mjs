import { expect, test } from "vitest";
import { brokenRules } from "../forbidden-imports.mjs";
import { findCircles } from "../import-circles.mjs";
import { decisionFiles, featureDoor, packageRules, serverFloors, workspaceDoor } from "../import-rules.mjs";
import { readImports } from "../source-imports.mjs";

const sentenceOf = (folder) => packageRules.find((rule) => rule.folder === folder).sentence;
const edge = (from, to, kind = "static", target = "@beckon/x") => ({ from, to, kind, target });
const own = (from, to, kind = "static") => edge(from, to, kind, "./neighbour.ts");
const server = "apps/server/src";

test.each([
  [
    "protocol may import nothing of ours",
    edge("packages/protocol/src/a.ts", "packages/sdk/src/index.ts"),
    sentenceOf("packages/protocol"),
  ],
  ["server may not import console", edge(`${server}/cli/a.ts`, "apps/console/src/a.ts"), sentenceOf("apps/server")],
  ["console may not import server", edge("apps/console/src/a.ts", `${server}/cli/a.ts`), sentenceOf("apps/console")],
  [
    "manager may not import the client at once",
    edge("packages/chat-manager/src/a.ts", "packages/chat-client/src/index.ts"),
    sentenceOf("packages/chat-manager"),
  ],
  [
    "targeting may not use the protocol at run time",
    edge("packages/targeting/src/a.ts", "packages/protocol/src/index.ts"),
    sentenceOf("packages/targeting"),
  ],
  [
    "a test obeys the rules of its package",
    edge("apps/shop/test/a.test.ts", "packages/sdk/src/index.ts"),
    sentenceOf("apps/shop"),
  ],
  [
    "a path may not climb into another workspace",
    edge("apps/server/test/a.ts", "packages/protocol/src/b.ts", "static", "../../b.ts"),
    workspaceDoor,
  ],
  [
    "platform may not import delivery",
    own(`${server}/platform/a.ts`, `${server}/delivery/b.ts`),
    serverFloors.sentence,
  ],
  [
    "a feature may not import http",
    own(`${server}/features/x/a.ts`, `${server}/http/b.ts`, "types"),
    serverFloors.sentence,
  ],
  [
    "a feature may not enter another by the window",
    own(`${server}/features/x/a.ts`, `${server}/features/y/y.store.ts`),
    featureDoor.sentence,
  ],
  [
    "decisions may not import a store",
    own(`${server}/features/x/x.decisions.ts`, `${server}/features/x/x.store.ts`),
    decisionFiles.sentence,
  ],
  [
    "decisions may not import a library",
    edge(`${server}/features/x/x.decisions.ts`, undefined, "static", "node:fs"),
    decisionFiles.sentence,
  ],
  [
    "a folder of the server needs a floor",
    own(`${server}/misc/a.ts`, `${server}/misc/b.ts`),
    `${server}/misc stands on no floor of scripts/import-rules.mjs.`,
  ],
  [
    "conditions may not use a library",
    edge("packages/conditions/src/a.ts", undefined, "static", "uuid"),
    "packages/conditions uses no library.",
  ],
])("%s", (_name, broken, sentence) => {
  expect(brokenRules(broken)).toEqual([sentence]);
});

test.each([
  ["server uses the protocol", edge(`${server}/sockets/a.ts`, "packages/protocol/src/index.ts")],
  ["server loads the shop lazily", edge(`${server}/cli/a.ts`, "apps/shop/src/index.ts", "lazy")],
  [
    "manager loads the client lazily",
    edge("packages/chat-manager/src/a.ts", "packages/chat-client/src/index.ts", "lazy"),
  ],
  [
    "targeting uses types of the protocol",
    edge("packages/targeting/src/a.ts", "packages/protocol/src/index.ts", "types"),
  ],
  ["anybody reads the shared cases", own("packages/conditions/test/a.test.ts", "spec/cases/conditions.json")],
  ["a feature enters another by its door", own(`${server}/features/x/a.ts`, `${server}/features/y/index.ts`)],
  [
    "decisions import types of a store",
    own(`${server}/features/x/x.decisions.ts`, `${server}/features/x/x.store.ts`, "types"),
  ],
  ["decisions import decisions", own(`${server}/features/x/x.decisions.ts`, `${server}/features/x/y.decisions.ts`)],
  ["decisions import a pure library", edge(`${server}/features/x/x.decisions.ts`, undefined, "static", "css-tree")],
  ["a build configuration uses libraries", edge("packages/loader/vite.config.ts", undefined, "static", "vite")],
  [
    "a library's path belongs to the library",
    edge("packages/chat-client/src/a.ts", undefined, "static", "preact/hooks"),
  ],
])("%s", (_name, fine) => {
  expect(brokenRules(fine)).toEqual([]);
});

test("imports are read with their kind and line, whatever their shape", () => {
  const source = [
    `import { a } from "./a.ts";`,
    `import type { B } from "./b.ts";`,
    "import {",
    "  c,",
    "  type D,",
    `} from "./c.ts"; // import "./not-in-comments.ts"`,
    `import "./effect.css";`,
    `export * from "./star.ts";`,
    `export type { E } from "./e.ts";`,
    `/* import f from "./f.ts" */`,
    `const glob = "**/*.ts";`,
    `const page = await import("./page.ts");`,
    `export const text = "from here";`,
  ].join("\n");
  expect(readImports(source).map(({ target, kind, line }) => `${line} ${kind} ${target}`)).toEqual([
    "1 static ./a.ts",
    "2 types ./b.ts",
    "3 static ./c.ts",
    "7 static ./effect.css",
    "8 static ./star.ts",
    "9 types ./e.ts",
    "12 lazy ./page.ts",
  ]);
});

test("a circle is found through types too, and not through lazy imports", () => {
  const files = ["a", "b", "c", "d"];
  const edges = [edge("a", "b"), edge("b", "c", "types"), edge("c", "b"), edge("c", "d"), edge("d", "a", "lazy")];
  expect(findCircles(files, edges)).toEqual([["b", "c"]]);
});
