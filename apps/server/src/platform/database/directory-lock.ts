/**
 * One process per data directory. The lock is the operating system's own on an open file, taken through SQLite's
 * exclusive transaction because Node offers no file locks itself. The kernel releases it with the process, however
 * that ends, so there is no stale lock to judge and a reused pid means nothing. It also holds between containers
 * that share the directory on one machine. The holder's pid stands beside it for people only.
 */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";

export interface DirectoryLock {
  release(): void;
}

/** Another process has the directory. `holder.pid` is undefined when it could not be learned. */
export class DirectoryLockedError extends Error {
  override readonly name = "DirectoryLockedError";
  readonly holder: { pid: number | undefined };

  constructor(directory: string, holder: { pid: number | undefined; host: string | undefined }) {
    const where = holder.host === undefined || holder.host === hostname() ? "" : ` on ${holder.host}`;
    const who = holder.pid === undefined ? "another process" : `the process ${holder.pid}${where}`;
    super(`the data directory ${directory} is in use by ${who}; stop it, or choose another directory`);
    this.holder = { pid: holder.pid };
  }
}

const LOCK_FILE = "beckon.lock";
const HOLDER_FILE = "beckon.pid";
const SQLITE_BUSY = 5;
/** A winner writes its name right after it won: a loser gives it this many looks, 20 ms apart. */
const HOLDER_LOOKS = 25;

/** Makes the directory when there is none and takes its lock, or throws DirectoryLockedError. */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  await mkdir(directory, { recursive: true });
  const lock = tryLock(join(directory, LOCK_FILE));
  if (lock === undefined) throw new DirectoryLockedError(directory, await readLiveHolder(directory));
  const holderFile = join(directory, HOLDER_FILE);
  try {
    writeFileSync(holderFile, `${process.pid} ${hostname()}\n`);
  } catch (error) {
    lock.close();
    throw error;
  }
  return {
    release() {
      rmSync(holderFile, { force: true });
      lock.close();
    },
  };
}

function tryLock(file: string): DatabaseSync | undefined {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec("begin exclusive");
    return database;
  } catch (error) {
    database.close();
    if (error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY) return undefined;
    throw error;
  }
}

async function readLiveHolder(directory: string): Promise<{ pid: number | undefined; host: string | undefined }> {
  for (let look = 0; look < HOLDER_LOOKS; look += 1) {
    const [pid, host] = readHolder(directory);
    // A dead pid on this machine is the name of an earlier holder that the new one is about to replace.
    if (pid !== undefined && (host !== hostname() || isAlive(pid))) return { pid, host };
    await delay(20);
  }
  return { pid: undefined, host: undefined };
}

function readHolder(directory: string): [pid: number | undefined, host: string | undefined] {
  try {
    const [pid, host] = readFileSync(join(directory, HOLDER_FILE), "utf8").trim().split(" ");
    return [Number.isInteger(Number(pid)) && Number(pid) > 0 ? Number(pid) : undefined, host];
  } catch {
    return [undefined, undefined];
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
