import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DirectoryLockedError, lockDirectory } from "../../src/platform/database/index.ts";

const program = fileURLToPath(new URL("./programs/lock-directory.ts", import.meta.url));

type Answer = { kind: "waiting" } | { kind: "locked" } | { kind: "refused"; message: string; holder?: number };

describe("the lock of a data directory", { timeout: 20_000 }, () => {
  let directory: string;
  const starters: ChildProcess[] = [];

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "beckon-lock-"));
  });

  afterEach(async () => {
    await Promise.all(starters.splice(0).map(end));
    await rm(directory, { recursive: true, force: true });
  });

  async function startStarter(): Promise<ChildProcess> {
    const starter = fork(program, [directory], { execArgv: [] });
    starters.push(starter);
    await answer(starter);
    return starter;
  }

  async function answer(starter: ChildProcess): Promise<Answer> {
    const [message] = await once(starter, "message");
    return message;
  }

  function tryToLock(starter: ChildProcess): Promise<Answer> {
    const answered = answer(starter);
    starter.send("go");
    return answered;
  }

  async function end(starter: ChildProcess): Promise<void> {
    if (starter.exitCode !== null || starter.signalCode !== null) return;
    starter.kill("SIGKILL");
    await once(starter, "exit");
  }

  it("refuses a second process and names the first one's pid", async () => {
    const holder = await startStarter();
    expect(await tryToLock(holder)).toEqual({ kind: "locked" });
    const second = await tryToLock(await startStarter());
    expect(second).toMatchObject({ kind: "refused", holder: holder.pid });
    expect(second).toMatchObject({ message: expect.stringContaining(`in use by the process ${holder.pid}`) });
  });

  it("refuses a second holder within one process too, and is free after its release", async () => {
    const lock = await lockDirectory(directory);
    await expect(lockDirectory(directory)).rejects.toThrow(`in use by the process ${process.pid}`);
    lock.release();
    (await lockDirectory(directory)).release();
  });

  it("is free at once when its holder was killed", async () => {
    const holder = await startStarter();
    await tryToLock(holder);
    await end(holder);
    (await lockDirectory(directory)).release();
  });

  it("does not care that a dead holder's pid belongs to another living process", async () => {
    await writeFile(join(directory, "beckon.pid"), `${process.pid} ${hostname()}\n`);
    expect(await tryToLock(await startStarter())).toEqual({ kind: "locked" });
  });

  it("lets exactly one of many starters win, round after round, and the losers name it", async () => {
    for (let round = 0; round < 3; round += 1) {
      const racers = await Promise.all(Array.from({ length: 4 }, startStarter));
      const answers = await Promise.all(racers.map(tryToLock));
      const winners = racers.filter((_, index) => answers[index]?.kind === "locked");
      expect(winners).toHaveLength(1);
      for (const each of answers) {
        if (each.kind === "refused") expect(each.holder).toBe(winners[0]?.pid);
      }
      await Promise.all(racers.map(end));
    }
  });

  it("says so when the directory cannot be written", async () => {
    await writeFile(join(directory, "file"), "");
    const failure = lockDirectory(join(directory, "file"));
    await expect(failure).rejects.toThrow("EEXIST");
    await expect(failure).rejects.not.toBeInstanceOf(DirectoryLockedError);
  });
});
