import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { build, type Rolldown } from "vite";
import { beforeAll, expect, test, vi } from "vitest";

let loader = "";

beforeAll(async () => {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const results = await build({ root, configFile: `${root}vite.config.ts`, build: { write: false } });
  const [result] = (Array.isArray(results) ? results : [results]) as Rolldown.RolldownOutput[];
  loader = result?.output[0].code ?? "";
});

const configuration = { assets: { manager: "https://beckon.test/assets/manager.js", debug: "" } };

/** Runs the loader on a page of these globals, as the server would serve it. */
const run = (globals: Record<string, unknown>): Record<string, unknown> => {
  const page: Record<string, unknown> = { addEventListener: vi.fn(), setTimeout: vi.fn(), console, ...globals };
  page.window = page;
  runInNewContext(`${loader}(${JSON.stringify(configuration)});`, page);
  return page;
};

test("API1: the loader is one function expression that the configuration is appended to", () => {
  expect(loader.trim()).toMatch(/^\(function\(CONFIGURATION\)\{[\s\S]+\}\)$/);
});

test("API1: a queue that waits is kept; anything else of its name is replaced by an empty one", () => {
  const document = { readyState: "loading" };
  const waiting = [["_open"]];
  expect(run({ document, _chatq: waiting })._chatq).toBe(waiting);
  expect(run({ document, _chatq: "theirs" })._chatq).toEqual([]);
  expect(run({ document })._chatq).toEqual([]);
});

test("API39: the manager is asked for once the page has loaded and is idle", () => {
  const requestIdleCallback = vi.fn();
  const page = run({ document: { readyState: "loading" }, requestIdleCallback });
  expect(requestIdleCallback).not.toHaveBeenCalled();
  const onLoad = vi.mocked(page.addEventListener as (type: string, listener: () => void) => void).mock.calls[0];
  expect(onLoad?.[0]).toBe("load");
  onLoad?.[1]();
  onLoad?.[1]();
  expect(requestIdleCallback).toHaveBeenCalledTimes(1);
});

test("API39: a page that is prerendered waits until somebody looks at it", () => {
  const addEventListener = vi.fn();
  const requestIdleCallback = vi.fn();
  run({ document: { prerendering: true, readyState: "complete", addEventListener }, requestIdleCallback });
  expect(requestIdleCallback).not.toHaveBeenCalled();
  expect(addEventListener.mock.calls[0]?.[0]).toBe("prerenderingchange");
  addEventListener.mock.calls[0]?.[1]();
  expect(requestIdleCallback).toHaveBeenCalledTimes(1);
});

test("API37: a page without what the loader needs gets a warning, and no exception", () => {
  const warn = vi.fn();
  run({ document: null, console: { warn } });
  expect(warn).toHaveBeenCalledTimes(1);
});
