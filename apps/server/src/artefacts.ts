import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { LoaderFiles } from "./features/sources/index.ts";

/** What other workspaces build and this server gives out. */
export const BUILT_FOLDERS = {
  console: pathTo("apps/console/dist"),
  chatManager: pathTo("packages/chat-manager/dist"),
};

const LOADER_FILE = pathTo("packages/loader/dist/loader.js");
const MANIFEST_FILE = pathTo("packages/chat-manager/dist/manifest.json");

export interface LoaderParts {
  /** A function expression, the same for every source; see packages/loader/README.md. */
  commonPart: string;
  files: LoaderFiles;
}

/** The loader's parts, or null when they have not been built. */
export async function readLoaderParts(): Promise<LoaderParts | null> {
  try {
    const [commonPart, manifest] = await Promise.all([readFile(LOADER_FILE, "utf8"), readFile(MANIFEST_FILE, "utf8")]);
    const { manager, debug, reports, fillings }: Partial<LoaderFiles> = JSON.parse(manifest);
    if (manager === undefined || debug === undefined || reports === undefined || fillings === undefined) return null;
    return { commonPart: commonPart.trim(), files: { manager, debug, reports, fillings } };
  } catch {
    return null;
  }
}

function pathTo(path: string): string {
  return fileURLToPath(new URL(`../../../${path}`, import.meta.url));
}
