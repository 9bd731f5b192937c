import { Readable } from "node:stream";
import { ZipFile } from "yazl";

/** One file of an archive; opened only when its turn comes. */
export interface ArchiveEntry {
  path: string;
  /** Pressing what is pressed already costs time and gains nothing. */
  isPressed: boolean;
  open(): Promise<Readable>;
}

/**
 * A ZIP as it is made: one entry is open at a time, and is read no faster than the reader takes the archive. Ends with
 * the fault of an entry that cannot be read, so that nobody takes half an archive for a whole one.
 */
export function writeArchive(entries: readonly ArchiveEntry[], madeAt: Date): Readable {
  const zip = new ZipFile();
  const output = Readable.from(zip.outputStream, { objectMode: false });
  let current: Readable | null = null;
  zip.on("error", (error: unknown) => output.destroy(error instanceof Error ? error : new Error(String(error))));
  // A reader that went away leaves no file open.
  output.on("close", () => current?.destroy());
  for (const { path, isPressed, open } of entries) {
    zip.addReadStreamLazy(path, { compress: !isPressed, mtime: madeAt }, (take) => {
      open().then(
        (stream) => {
          current = stream;
          take(null, stream);
        },
        (error: unknown) => take(error, Readable.from([])),
      );
    });
  }
  zip.end();
  return output;
}
