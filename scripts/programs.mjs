import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { installPackages, mayInstall } from "./debian.mjs";
import { step } from "./step.mjs";

/**
 * What tests can run in beside what they need: each is here when all of its programs are, by any of their names. Root on
 * Debian installs what is not. Resolves to `{ entry, path }` for each, with the path of its first program, or with `missing`
 * in its place: why it is not here.
 */
export async function ensurePrograms(wanted) {
  const lacking = wanted.filter((entry) => find(entry) === undefined);
  const failure =
    lacking.length > 0 && mayInstall()
      ? await step(`Installing ${lacking.map(({ name }) => name).join(", ")}`, () =>
          installPackages(lacking.flatMap(({ packages }) => packages)),
        )
      : undefined;
  return wanted.map((entry) => {
    const path = find(entry);
    return path === undefined
      ? { entry, missing: failure ?? `install ${entry.packages.join(", ")} (Debian)` }
      : { entry, path };
  });
}

function find({ programs }) {
  const [first, ...others] = programs.map(findProgram);
  return others.includes(undefined) ? undefined : first;
}

function findProgram(names) {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path));
}
