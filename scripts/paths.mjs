import { join } from "node:path";

/** The project's root folder, absolute. */
export const root = join(import.meta.dirname, "..");

/** Where stamps and reports lie. `npm ci` empties it with node_modules, which is what a stamp of the installation wants. */
export const cacheFolder = join(root, "node_modules/.cache/beckon");
