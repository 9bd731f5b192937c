import { buildArtefacts } from "./build-artefacts.mjs";
import { ensureChromium } from "./chromium.mjs";
import { asCommand, Problem } from "./command.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { ensureOtherBrowsers } from "./other-browsers.mjs";
import { addUp, countsLine, nothing } from "./reports.mjs";
import { runJourneys, runUnits } from "./runners.mjs";
import { ensureRuntime } from "./runtime.mjs";
import { detectServices } from "./services.mjs";
import { ensureSnippetLanguages } from "./snippet-languages.mjs";

const oneFailure = { ...nothing, failed: 1 };

// `npm test [-- [--only unit|e2e] [FILE …]]`: installs what is missing, then runs every test.
await asCommand(async (args) => {
  const { only, filters } = readArguments(args);
  const results = await runEverything(only, filters).catch((problem) => {
    if (!(problem instanceof Problem)) throw problem;
    console.error(`✗ ${problem.message}`);
    return [{ ...oneFailure, about: "tests: not run, for the reason above" }];
  });
  console.log(`\n${results.flatMap((result) => result.about).join("\n")}`);
  const counts = addUp(results);
  const ranNothing = counts.passed + counts.failed === 0;
  if (ranNothing) console.log(`No test matches ${filters.join(" ")}.`);
  console.log(countsLine(counts));
  return counts.failed > 0 || ranNothing ? 1 : 0;
});

/** Resolves to one `{ passed, failed, skipped, about }` per runner, `about` being the lines of the summary. */
async function runEverything(only, filters) {
  const runtime = await ensureRuntime();
  await ensureDependencies(runtime);
  const results = await attemptBuild(runtime);
  const built = results.length === 0;
  const services = await detectServices(runtime);
  if (only !== "e2e") {
    const languages = await ensureSnippetLanguages();
    const counts = await runUnits(runtime, filters);
    results.push({
      ...counts,
      about: [`units, contracts, server: ${countsLine(counts)}`, ...describe(counts.grounds, services), languages],
    });
  }
  if (only !== "unit") results.push(await attemptJourneys(runtime, filters, built));
  return results;
}

/** Resolves to no result, or to the failure of the build: the units run from the sources and still tell something. */
async function attemptBuild(runtime) {
  try {
    await buildArtefacts(runtime);
    return [];
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    console.error(`✗ ${problem.message}`);
    return [{ ...oneFailure, about: "build: failed, as told above" }];
  }
}

async function attemptJourneys(runtime, filters, built) {
  if (!built) return { ...oneFailure, about: "browser journeys: not run, since the build failed" };
  const chromium = await ensureChromium();
  if (chromium.kind === "missing") {
    return { ...oneFailure, about: `browser journeys: not run, no Chromium: ${chromium.reason}` };
  }
  const others = await ensureOtherBrowsers();
  const counts = await runJourneys(runtime, filters, { CHROMIUM_PATH: chromium.path, ...others.paths });
  return {
    ...counts,
    about: [`browser journeys: ${countsLine(counts)}; on Chromium ${chromium.version}`, ...others.about],
  };
}

/** What the server's suites ran on, by the report; a service that no test names is not claimed. */
function describe(grounds, { postgresql, redis }) {
  const told = (tests, service) =>
    service.kind === "reached" ? `${tests} tests on ${service.version}` : `no: ${service.reason}`;
  return [
    `  embedded database: ${grounds.embedded} tests`,
    `  PostgreSQL: ${told(grounds.postgresql, postgresql)}`,
    `  Redis: ${told(grounds.redis, redis)}`,
  ];
}

function readArguments(args) {
  const at = args.indexOf("--only");
  if (at === -1) return { only: undefined, filters: args };
  const only = args[at + 1];
  if (only !== "unit" && only !== "e2e") throw new Problem("--only takes unit or e2e.");
  return { only, filters: args.toSpliced(at, 2) };
}
