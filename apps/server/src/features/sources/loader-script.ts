import { createHash } from "node:crypto";
import type { LoaderConfiguration } from "@beckon/protocol";
import { compileConfiguration } from "@beckon/targeting";

/** What a loader is for a source that is unknown, inactive or in maintenance: a valid script that does nothing. */
export const EMPTY_SCRIPT = "/* Beckon: nothing to show here. */\n";

/** The configuration with its revision, which is a digest of all the rest: nodes that agree give the same bytes. */
export function withRevision(configuration: Omit<LoaderConfiguration, "revision">): LoaderConfiguration {
  const digest = createHash("sha256").update(JSON.stringify(configuration)).digest("base64url");
  return { revision: digest.slice(0, 16), ...configuration };
}

/** Names of the built files under `/assets/` that a loader may bring. */
export interface LoaderFiles {
  manager: string;
  debug: string;
  reports: string;
  fillings: string;
}

/** The addresses of the files that a source's loader brings. Most sources need no file beside the manager's. */
export function assetsFor(
  publicUrl: string,
  files: LoaderFiles,
  { analytics, custom_variables }: Pick<LoaderConfiguration, "analytics" | "custom_variables">,
): LoaderConfiguration["assets"] {
  const addressOf = (file: string) => `${publicUrl}/assets/${file}`;
  const beside: string[] = [];
  if (analytics !== undefined) beside.push(addressOf(files.reports));
  if (custom_variables.some(({ filling }) => filling !== null)) beside.push(addressOf(files.fillings));
  return {
    manager: addressOf(files.manager),
    debug: addressOf(files.debug),
    ...(beside.length === 0 ? {} : { beside }),
  };
}

/**
 * The script of one source: the part that all have in common, called with the configuration. The JSON cannot end
 * a script element that it may be pasted into, nor a line in a browser that knows no U+2028 in strings.
 */
export function loaderScript(commonPart: string, configuration: LoaderConfiguration): string {
  const json = JSON.stringify(compileConfiguration(configuration))
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
  return `${commonPart}(${json});\n`;
}
