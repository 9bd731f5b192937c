import { existsSync } from "node:fs";
import { run } from "./run.mjs";

/** Whether packages can be installed here as a matter of course: by root, on Debian. */
export const mayInstall = () => process.getuid?.() === 0 && existsSync("/etc/debian_version");

/** Resolves to why the packages could not be installed, or to undefined when all went well. */
export async function installPackages(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", ...packages]]) {
    const { code, output } = await run("apt-get", args, { env, capture: true });
    if (code !== 0) return `apt-get ${args[0]} failed: ${output.trim().split("\n").at(-1)}`;
  }
  return undefined;
}
