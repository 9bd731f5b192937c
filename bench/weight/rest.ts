import { setTimeout as delay } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { figure, markdownTable } from "../measuring/results.ts";
import type { TargetWebsite } from "./target-website.ts";
import { openPage, readCpu } from "./visit.ts";

const MINUTE_MS = 60_000;

/** Leaves both pages alone side by side, and tells what each does per minute. */
export async function describeRest(browser: Browser, website: TargetWebsite, restMs: number): Promise<string> {
  const plain = await rest(browser, website.url("plain"), restMs);
  const withChat = await rest(browser, website.url("with-chat"), restMs);
  const row = (name: string, read: (each: Rest) => number, target: string) => [
    name,
    figure(read(plain)),
    figure(read(withChat)),
    figure(read(withChat) - read(plain)),
    target,
  ];
  return markdownTable(
    ["page at rest, no throttle, per minute", "plain", "with chat", "added", "target"],
    [
      row("all tasks, CPU ms", (each) => each.taskMs, "≤ 1"),
      row("script, CPU ms", (each) => each.scriptMs, ""),
      row("requests", (each) => each.requests, "0"),
    ],
  );
}

interface Rest {
  taskMs: number;
  scriptMs: number;
  requests: number;
}

async function rest(browser: Browser, url: string, restMs: number): Promise<Rest> {
  const { page, session, close } = await openPage(browser, url, 1);
  let requests = 0;
  page.on("request", () => {
    requests += 1;
  });
  const before = await readCpu(session);
  await delay(restMs);
  const after = await readCpu(session);
  await close();
  const perMinute = MINUTE_MS / restMs;
  return {
    taskMs: (after.task - before.task) * perMinute,
    scriptMs: (after.script - before.script) * perMinute,
    requests: requests * perMinute,
  };
}
