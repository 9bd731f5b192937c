import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { ATTACHMENT_EXTENSIONS, type Attachment, extensionOf } from "@beckon/protocol";
import type { Logger } from "pino";
import type { Clock } from "../../platform/clock.ts";
import {
  assertWritable,
  classifyDatabaseError,
  type Database,
  type Executor,
  inTransaction,
} from "../../platform/database/index.ts";
import { newId, newSecret } from "../../platform/identifiers.ts";
import type { JobHandler, Jobs } from "../../platform/jobs/index.ts";
import { createRateLimiter } from "../../platform/rate-limiter.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { Storage } from "../../platform/storage/index.ts";
import { cleanName, type StoredAttachment, toAttachment } from "./attachments.decisions.ts";
import {
  countUnsent,
  deleteAttachments,
  findAttachment,
  findByAccessKey,
  insertAttachment,
  lockAttachmentsOf,
  lockUnsent,
  markStored,
} from "./attachments.store.ts";
import { examineFile } from "./examine-file.ts";
import { type ReceivedFile, withReceivedFile } from "./receive-file.ts";

const UNSENT_KEPT_MS = 24 * 60 * 60_000;
const SWEEP_EVERY_MS = 10 * 60_000;
const SWEPT_AT_ONCE = 50;
/** More files than anybody attaches; whoever uploads them one by one to fill the disk stops here. */
const UNSENT_LIMIT = 50;
const UPLOADS_LIMIT = { count: 60, windowMs: 60_000 };
/** Files that are examined at once; each may take a core and some memory. */
const EXAMINED_AT_ONCE = 2;
const REMOVE_FILES = "remove_files";
const REMOVED_AT_ONCE = 100;

export interface Uploader {
  domainId: string;
  type: "visitor" | "agent";
  id: string;
}

export interface Attachments {
  /** Takes a file; the same id with the same content again is the same attachment. */
  upload(uploader: Uploader, id: string, rawName: string, body: Readable): Promise<Attachment>;
  /** Null for a key that opens nothing. */
  open(accessKey: string, part: "file" | "thumbnail"): Promise<{ row: StoredAttachment; content: Readable } | null>;
  /** The content of a file that the caller has found by itself; null when the storage has none. */
  openStored(domainId: string, accessKey: string): Promise<Readable | null>;
  /** Removes what was uploaded and not sent for a day. Nodes that sweep at once share the work. */
  sweep(): Promise<void>;
  /**
   * Removes the files of threads, and with `identityId` what that visitor has not sent: the rows in the caller's
   * transaction, the files by a job that it plans, so that one that is rolled back has lost none. Tells how many.
   */
  deleteOf(
    transaction: Executor,
    domainId: string,
    threadIds: readonly string[],
    identityId: string | null,
  ): Promise<number>;
  stop(): Promise<void>;
}

export interface AttachmentsOptions {
  database: Database;
  storage: Storage;
  jobs: Pick<Jobs, "handle" | "schedule">;
  clock: Clock;
  logger: Logger;
}

export function createAttachments({ database, storage, jobs, clock, logger }: AttachmentsOptions): Attachments {
  jobs.handle(REMOVE_FILES, createRemovalJob(storage));
  const uploads = createRateLimiter(UPLOADS_LIMIT, clock);
  const inTurn = createTurns(EXAMINED_AT_ONCE);
  let sweeping = Promise.resolve();

  async function upload(uploader: Uploader, id: string, rawName: string, body: Readable): Promise<Attachment> {
    assertWritable(database);
    const name = cleanName(rawName);
    if (name === null || !ATTACHMENT_EXTENSIONS.includes(extensionOf(name))) {
      throw new Refusal("attachment_type_refused", { reason: `Allowed are ${ATTACHMENT_EXTENSIONS.join(", ")}.` });
    }
    const verdict = uploads.take(`${uploader.domainId} ${uploader.id}`);
    if (verdict.kind === "limited") {
      throw new Refusal("rate_limited", { retryAfterSeconds: verdict.retryAfterSeconds });
    }
    const known = await findAttachment(database, uploader.domainId, id);
    if (known !== null && !isOwn(known, uploader)) throw new Refusal("id_taken");
    if (known === null && (await countUnsent(database, uploader.domainId, uploader.id)) >= UNSENT_LIMIT) {
      throw new Refusal("rate_limited", { reason: "Send the files that you have uploaded first." });
    }
    return withReceivedFile(body, (file, folder) => inTurn(() => take(uploader, id, name, file, folder)));
  }

  /** The row first, then the file, then the mark that it is whole: what breaks off in between is swept. */
  async function take(
    uploader: Uploader,
    id: string,
    name: string,
    file: ReceivedFile,
    folder: string,
  ): Promise<Attachment> {
    const { domainId } = uploader;
    const examined = await examineFile(name, file.path);
    if (examined.kind === "refused") throw new Refusal(examined.code);
    const { contentType, width, height, thumbnail } = examined;
    await insertAttachment(database, {
      domain_id: domainId,
      id,
      owner_type: uploader.type,
      owner_id: uploader.id,
      access_key: newSecret(),
      name,
      content_type: contentType,
      size: file.size,
      width,
      height,
      has_thumbnail: thumbnail !== null,
      sha256: file.sha256,
    });
    const row = await findAttachment(database, domainId, id);
    if (row === null || !isOwn(row, uploader) || !row.sha256.equals(file.sha256)) throw new Refusal("id_taken");
    if (row.is_stored) return toAttachment(row);
    const key = storageKey(row);
    await storage.keep(key, file.path, contentType);
    if (thumbnail !== null) {
      const path = join(folder, "thumbnail");
      await writeFile(path, thumbnail);
      await storage.keep(thumbnailKey(row), path, "image/webp");
    }
    if (!(await markStored(database, domainId, id))) {
      await removeFiles([row]);
      throw new Refusal("not_found");
    }
    return toAttachment(row);
  }

  async function removeFiles(rows: readonly StoredAttachment[]): Promise<void> {
    for (const row of rows) {
      await storage.remove(storageKey(row));
      if (row.has_thumbnail) await storage.remove(thumbnailKey(row));
    }
  }

  async function sweepDue(): Promise<void> {
    try {
      for (let left = SWEPT_AT_ONCE; left === SWEPT_AT_ONCE; ) {
        left = await inTransaction(database, async (transaction) => {
          const rows = await lockUnsent(transaction, new Date(clock.nowMs() - UNSENT_KEPT_MS), SWEPT_AT_ONCE);
          await removeFiles(rows);
          for (const row of rows) await deleteAttachments(transaction, row.domain_id, [row]);
          return rows.length;
        });
      }
    } catch (error) {
      // The next sweep finds the same rows.
      if (classifyDatabaseError(error) !== "unavailable") logger.error({ err: error }, "unsent files stay");
    }
  }

  function sweep(): Promise<void> {
    sweeping = sweeping.then(sweepDue);
    return sweeping;
  }

  const timer = setInterval(sweep, SWEEP_EVERY_MS);
  timer.unref();
  return {
    upload,
    async open(accessKey, part) {
      const row = await findByAccessKey(database, accessKey);
      if (row === null || (part === "thumbnail" && !row.has_thumbnail)) return null;
      const content = await storage.open(part === "file" ? storageKey(row) : thumbnailKey(row));
      return content && { row, content };
    },
    openStored: (domainId, accessKey) => storage.open(storageKey({ domain_id: domainId, access_key: accessKey })),
    sweep,
    async deleteOf(transaction, domainId, threadIds, identityId) {
      const rows = await lockAttachmentsOf(transaction, domainId, threadIds, identityId);
      await deleteAttachments(transaction, domainId, rows);
      const keys = rows.flatMap((row) =>
        row.has_thumbnail ? [storageKey(row), thumbnailKey(row)] : [storageKey(row)],
      );
      for (let first = 0; first < keys.length; first += REMOVED_AT_ONCE) {
        const data = { keys: keys.slice(first, first + REMOVED_AT_ONCE) };
        await jobs.schedule(transaction, { name: REMOVE_FILES, key: newId(), at: new Date(clock.nowMs()), data });
      }
      return rows.length;
    },
    stop() {
      clearInterval(timer);
      return sweeping;
    },
  };
}

/** Removing what is gone is no fault, so that a job that broke off is done again from its beginning. */
function createRemovalJob(storage: Storage): JobHandler {
  return async (_transaction, { data: { keys } }) => {
    if (!Array.isArray(keys)) throw new Error("the job names no files");
    for (const key of keys) await storage.remove(String(key));
    return undefined;
  };
}

function isOwn(row: StoredAttachment, uploader: Uploader): boolean {
  return row.owner_type === uploader.type && row.owner_id === uploader.id;
}

function storageKey(row: Pick<StoredAttachment, "domain_id" | "access_key">): string {
  return `attachments/${row.domain_id}/${row.access_key}`;
}

function thumbnailKey(row: StoredAttachment): string {
  return `${storageKey(row)}-thumbnail`;
}

/** At most so many at once; the others wait in the order in which they came. */
function createTurns(limit: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let free = limit;
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
