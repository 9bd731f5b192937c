import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { Disk, errors } from "flydrive";
import { FSDriver } from "flydrive/drivers/fs";
import type { Environment } from "../environment.ts";

/** Where files are kept: a folder or a bucket. Keys are made by us of letters, digits, `-`, `_` and `/`. */
export interface Storage {
  /** Keeps a file of this machine under a key; the same again replaces it. */
  keep(key: string, path: string, contentType: string): Promise<void>;
  /** Null when there is nothing under the key. */
  open(key: string): Promise<Readable | null>;
  /** Nothing under the key is no fault. */
  remove(key: string): Promise<void>;
}

/** The storage that BECKON_STORAGE_URL names, or the data directory's folder `files`. */
export async function openStorage({
  storageUrl,
  dataDir,
}: Pick<Environment, "storageUrl" | "dataDir">): Promise<Storage> {
  if (storageUrl?.startsWith("s3:")) return storeOn(await openBucket(new URL(storageUrl)), prefixOf(storageUrl));
  const location = storageUrl === undefined ? join(dataDir, "files") : fileURLToPath(storageUrl);
  return storeOn(new Disk(new FSDriver({ location, visibility: "private" })), "");
}

/**
 * `s3://bucket/prefix?region=…&endpoint=…`. Credentials may stand in the address; otherwise they come from where
 * Amazon's tools look for them. Loaded only where it is used.
 */
async function openBucket(url: URL): Promise<Disk> {
  const [{ S3Driver }, { S3Client }] = await Promise.all([import("flydrive/drivers/s3"), import("@aws-sdk/client-s3")]);
  const endpoint = url.searchParams.get("endpoint");
  const client = new S3Client({
    region: url.searchParams.get("region") ?? "us-east-1",
    // Services that are not Amazon's know buckets by path only.
    ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
    ...(url.username === ""
      ? {}
      : {
          credentials: {
            accessKeyId: decodeURIComponent(url.username),
            secretAccessKey: decodeURIComponent(url.password),
          },
        }),
    requestChecksumCalculation: "WHEN_REQUIRED",
  });
  return new Disk(new S3Driver({ client, bucket: url.host, visibility: "private", supportsACL: false }));
}

function prefixOf(storageUrl: string): string {
  const path = new URL(storageUrl).pathname.replace(/^\/+|\/+$/g, "");
  return path === "" ? "" : `${path}/`;
}

function storeOn(disk: Disk, prefix: string): Storage {
  return {
    keep: (key, path, contentType) => disk.copyFromFs(path, prefix + key, { contentType }),
    async open(key) {
      try {
        // A stream fails only once it is read, which is too late to answer that nothing is there.
        if (!(await disk.exists(prefix + key))) return null;
        return await disk.getStream(prefix + key);
      } catch (error) {
        if (error instanceof errors.E_CANNOT_READ_FILE) return null;
        throw error;
      }
    },
    remove: (key) => disk.delete(prefix + key),
  };
}
