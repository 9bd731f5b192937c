import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { readPositive } from "../measuring/arguments.ts";
import { startProduct } from "../measuring/product.ts";
import { describeMachine, publish } from "../measuring/results.ts";
import { describePageLoad } from "./page-load.ts";
import { describeRest } from "./rest.ts";
import { describeSizes } from "./sizes.ts";
import { openTargetWebsite } from "./target-website.ts";

// What a website pays for the chat that nobody has opened yet: bytes, script time, and what goes on at rest.
//   --runs N     page loads of each kind (15)
//   --seconds N  at rest (60)
//   --write      adds the tables to bench/RESULTS.md

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "15" },
    seconds: { type: "string", default: "60" },
    write: { type: "boolean", default: false },
  },
});

const runs = readPositive("runs", values.runs);
const restMs = readPositive("seconds", values.seconds) * 1_000;

const product = await startProduct({});
const website = await openTargetWebsite(`${product.url}/chat/demo-messaging/loader.js`);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"],
});
try {
  const sizes = await describeSizes();
  const load = await describePageLoad(browser, website, runs);
  const rest = await describeRest(browser, website, restMs);
  const conditions = `Chromium ${browser.version()}, ${runs} loads of each page in turn, medians. ${describeMachine()}.`;
  publish("Weight", [conditions, sizes, load, rest].join("\n\n"), values.write);
} finally {
  await browser.close();
  website.close();
  await product.stop();
}
