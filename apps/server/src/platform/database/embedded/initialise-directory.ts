/**
 * The program of a child process: makes a fresh database in the directory named by its only argument, and ends.
 * A process of its own, because it takes some 700 MB for a few seconds, which a server would never give back.
 */
import { PGlite } from "@electric-sql/pglite";
import { engineOptions } from "./engine-options.ts";

const directory = process.argv[2];
if (directory === undefined) throw new Error("the directory is missing");

// Whoever started this process is gone: nobody would use the result.
process.on("disconnect", () => process.exit(1));

const engine = await PGlite.create(engineOptions(directory, (line) => console.error(line)));
await engine.close();
process.exit(0);
