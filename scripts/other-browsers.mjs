import { ensurePrograms } from "./programs.mjs";
import { run } from "./run.mjs";

/** `variable` names to the journeys where a browser's first program stands. */
const browsers = [
  {
    name: "Firefox",
    programs: [["firefox", "firefox-esr"]],
    variable: "FIREFOX_PATH",
    packages: ["firefox-esr"],
  },
  {
    name: "WebKit",
    programs: [["WebKitWebDriver"], ["Xvfb"]],
    variable: "WEBKIT_DRIVER_PATH",
    packages: ["webkit2gtk-driver", "xvfb"],
  },
];

/**
 * Finds the browsers beside Chromium that one journey runs in. Resolves to `{ paths, about }`: variables for the journeys,
 * and a line for each browser, there or not.
 */
export async function ensureOtherBrowsers() {
  const paths = {};
  const about = [];
  for (const { entry, path, missing } of await ensurePrograms(browsers)) {
    if (path !== undefined) paths[entry.variable] = path;
    about.push(`  ${entry.name}: ${path === undefined ? `no: ${missing}` : await versionOf(path)}`);
  }
  return { paths, about };
}

async function versionOf(path) {
  const { output } = await run(path, ["--version"], { capture: true });
  return /\d+(\.\d+)+\S*/.exec(output)?.[0] ?? path;
}
