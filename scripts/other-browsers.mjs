import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { installPackages, mayInstall } from "./debian.mjs";
import { run } from "./run.mjs";
import { step } from "./step.mjs";

/** A browser is here when all of its programs are; `variable` names to the journeys where the first one stands. */
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
 * Finds the browsers beside Chromium that one journey runs in; root on Debian installs them where they are not.
 * Resolves to `{ paths, about }`: variables for the journeys, and a line for each browser, there or not.
 */
export async function ensureOtherBrowsers() {
  const lacking = browsers.filter((browser) => find(browser) === undefined);
  const failure =
    lacking.length > 0 && mayInstall()
      ? await step(`Installing ${lacking.map(({ name }) => name).join(", ")}`, () =>
          installPackages(lacking.flatMap(({ packages }) => packages)),
        )
      : undefined;
  const paths = {};
  const about = [];
  for (const browser of browsers) {
    const path = find(browser);
    if (path === undefined) {
      about.push(`  ${browser.name}: no: ${failure ?? `install ${browser.packages.join(", ")} (Debian)`}`);
    } else {
      paths[browser.variable] = path;
      about.push(`  ${browser.name}: ${await versionOf(path)}`);
    }
  }
  return { paths, about };
}

function find({ programs }) {
  const [first, ...others] = programs.map(findProgram);
  return others.includes(undefined) ? undefined : first;
}

function findProgram(names) {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path));
}

async function versionOf(path) {
  const { output } = await run(path, ["--version"], { capture: true });
  return /\d+(\.\d+)+\S*/.exec(output)?.[0] ?? path;
}
