import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStorage, type Storage } from "../../src/platform/storage/index.ts";

/** As much of S3 as keeping, opening and removing one object take. */
function startBucket(): Promise<Server> {
  const objects = new Map<string, Buffer>();
  const server = createServer(async (request, response) => {
    const key = new URL(request.url ?? "", "http://bucket").pathname;
    const object = objects.get(key);
    const isSigned = request.headers.authorization?.startsWith("AWS4-HMAC-SHA256 Credential=key/") ?? false;
    if (!isSigned) response.writeHead(403).end();
    else if (request.method === "PUT") {
      objects.set(key, await buffer(request));
      response.writeHead(200, { etag: '"1"' }).end();
    } else if (request.method === "DELETE") {
      objects.delete(key);
      response.writeHead(204).end();
    } else if (object === undefined) {
      response.writeHead(404, { "content-type": "application/xml" });
      response.end(request.method === "HEAD" ? undefined : "<Error><Code>NoSuchKey</Code></Error>");
    } else {
      response.writeHead(200, { "content-length": object.length });
      response.end(request.method === "HEAD" ? undefined : object);
    }
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

describe.each(["file", "s3"] as const)("storage by %s", (kind) => {
  let folder: string;
  let bucket: Server;
  let storage: Storage;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "beckon-storage-"));
    bucket = await startBucket();
    const { port } = bucket.address() as AddressInfo;
    const storageUrl =
      kind === "file"
        ? pathToFileURL(join(folder, "kept")).href
        : `s3://key:secret@bucket/some/prefix?region=eu-west-1&endpoint=http://127.0.0.1:${port}`;
    storage = await openStorage({ storageUrl, dataDir: folder });
  });
  afterAll(async () => {
    await new Promise((resolve) => {
      bucket.close(resolve);
      bucket.closeAllConnections();
    });
    await rm(folder, { recursive: true, force: true });
  });

  test("keeps, replaces, opens and removes", async () => {
    const path = join(folder, "source");
    expect(await storage.open("a/b-C_1")).toBeNull();
    for (const content of ["first", "second"]) {
      await writeFile(path, content);
      await storage.keep("a/b-C_1", path, "text/csv");
      const opened = await storage.open("a/b-C_1");
      expect(opened && (await buffer(opened)).toString()).toBe(content);
    }
    await storage.remove("a/b-C_1");
    await storage.remove("a/b-C_1");
    expect(await storage.open("a/b-C_1")).toBeNull();
  });
});
