import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

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
  /** Name of the Chat Manager's file under `/assets/`. */
  managerFile: string;
}

/** The loader's parts, or null when they have not been built. */
export async function readLoaderParts(): Promise<LoaderParts | null> {
  try {
    const [commonPart, manifest] = await Promise.all([readFile(LOADER_FILE, "utf8"), readFile(MANIFEST_FILE, "utf8")]);
    const { manager }: { manager?: unknown } = JSON.parse(manifest);
    return typeof manager === "string" ? { commonPart: commonPart.trim(), managerFile: manager } : null;
  } catch {
    return null;
  }
}

function pathTo(path: string): string {
  return fileURLToPath(new URL(`../../../${path}`, import.meta.url));
}
