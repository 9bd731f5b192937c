import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../paths.mjs";

const PATH = /^(apps|packages|e2e|bench|docs|scripts|spec|\.ci)(\/[\w.-]+)*$|^[A-Z]+\.md$/;

test("every path that docs/security.md names exists", () => {
  const document = readFileSync(join(root, "docs/security.md"), "utf8");
  const named = [...document.matchAll(/`([^`\n]+)`/g)].map((match) => match[1]);
  const paths = [...new Set(named.filter((name) => PATH.test(name)))];
  expect(paths.length).toBeGreaterThan(50);
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  // What looks like a file and would be judged by nobody.
  expect(named.filter((name) => /\.(ts|tsx|mjs|md|json)$/.test(name) && !PATH.test(name))).toEqual([]);
});
