import { readdirSync, readFileSync } from "node:fs";
import { cpus } from "node:os";

/** Of /proc; Linux has ticked at 100 Hz there for every architecture that Node runs on. */
const TICKS_PER_SECOND = 100;

interface ProcessTimes {
  parentPid: number;
  /** User and system time of the process with all its threads, without its children. */
  cpuSeconds: number;
}

/** Null when there is no such process, or no /proc to ask. */
export function readProcessTimes(pid: number): ProcessTimes | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The second field is the name in brackets, which may hold spaces and brackets itself.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { parentPid: Number(fields[1]), cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND };
  } catch {
    return null;
  }
}

/** CPU seconds that the whole machine has been busy since it started. */
export function readMachineBusySeconds(): number {
  return cpus().reduce((sum, { times }) => sum + (times.user + times.nice + times.sys + times.irq) / 1_000, 0);
}

export interface DatabaseProcesses {
  /** CPU seconds of the backends of one database and of the server's helpers (WAL writer, checkpointer, …). */
  readOwn(): number;
}

/**
 * Finds PostgreSQL's processes from one of its backends. Null when they do not run on this machine. Backends that
 * end between two readings take their time with them: the reader has to keep its connections open.
 */
export function findDatabaseProcesses(backendPid: number, database: string): DatabaseProcesses | null {
  const backend = readProcessTimes(backendPid);
  if (backend === null || !readTitle(backendPid).startsWith("postgres")) return null;
  return {
    readOwn: () =>
      listPids().reduce((sum, pid) => {
        const times = readProcessTimes(pid);
        if (times === null || (times.parentPid !== backend.parentPid && pid !== backend.parentPid)) return sum;
        return isForeignBackend(readTitle(pid), database) ? sum : sum + times.cpuSeconds;
      }, 0),
  };
}

/** A backend's title is `postgres: USER DATABASE HOST(PORT) …`, a helper's `postgres: checkpointer`. */
function isForeignBackend(title: string, database: string): boolean {
  const words = title.replace(/^postgres: (?:[^ ]+: )?/, "").split(" ");
  const isBackend = words.length >= 3 && /\(\d+\)|\[local\]/.test(title);
  return isBackend && words[1] !== database;
}

function readTitle(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "latin1").split("\0")[0]?.trim() ?? "";
  } catch {
    return "";
  }
}

function listPids(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}
