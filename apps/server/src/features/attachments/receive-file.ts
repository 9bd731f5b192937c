import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ATTACHMENT_LIMITS } from "@beckon/protocol";
import { Refusal } from "../../platform/refusal.ts";

export interface ReceivedFile {
  path: string;
  size: number;
  sha256: Buffer;
}

/** Writes a body to a file of this machine, for as long as `use` takes. It is cut off where it gets too large. */
export async function withReceivedFile<Result>(
  body: Readable,
  use: (file: ReceivedFile, folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "beckon-upload-"));
  try {
    const path = join(folder, "file");
    const hash = createHash("sha256");
    let size = 0;
    const count = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        size += chunk.length;
        hash.update(chunk);
        if (size > ATTACHMENT_LIMITS.bytes) done(new Refusal("attachment_too_large"));
        else done(null, chunk);
      },
    });
    await pipeline(body, count, createWriteStream(path, { mode: 0o600 }));
    return await use({ path, size, sha256: hash.digest() }, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
