import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { installPackages, mayInstall } from "./debian.mjs";
import { run } from "./run.mjs";
import { step } from "./step.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const knownPlaces = [
  "/usr/bin/chromium",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * Finds a Chromium for the browser tests; root on Debian installs it when there is none.
 * Returns `{ kind: "found", path, version }`, or `{ kind: "missing", reason }` with what to do about it.
 */
export async function ensureChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given !== undefined && given !== "") {
    return (await open(given)) ?? missing(`CHROMIUM_PATH names ${given}, which does not run`);
  }
  const found = await find();
  if (found !== undefined) return found;
  if (!mayInstall()) {
    return missing("none on this machine; install one (Debian: apt-get install chromium) or set CHROMIUM_PATH to it");
  }
  // Pages need a font to be drawn with.
  const failure = await step("Installing Chromium", () => installPackages(["chromium", "fonts-liberation"]));
  if (failure !== undefined) return missing(failure);
  return (await find()) ?? missing("apt-get installed chromium, yet it does not run");
}

async function find() {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  for (const path of [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...knownPlaces]) {
    const chromium = existsSync(path) ? await open(path) : undefined;
    if (chromium !== undefined) return chromium;
  }
  return undefined;
}

/** Asks the program for its version: a wrapper left behind without its browser answers nothing. */
async function open(path) {
  const { code, output } = await run(path, ["--version"], { capture: true });
  const version = /\d+(\.\d+){2,}/.exec(output)?.[0];
  return code === 0 && version !== undefined ? { kind: "found", path, version } : undefined;
}

function missing(reason) {
  return { kind: "missing", reason };
}
