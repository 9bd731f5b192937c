import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("./programs/doomed-server.ts", import.meta.url));

export interface ChildServer {
  url: string;
  port: number;
  /** Resolves when the process has ended, however it did. */
  ended: Promise<unknown>;
  kill(signal: NodeJS.Signals): void;
}

export type Doom = { moment: "never" } | { moment: "before_commit" | "after_commit"; body: string };

/** A server in a process of its own, so that it can be killed. */
export async function startChildServer(
  location: { dataDir: string; databaseUrl?: string },
  doom: Doom,
  port = 0,
): Promise<ChildServer> {
  const body = doom.moment === "never" ? "" : doom.body;
  const child: ChildProcess = spawn(
    process.execPath,
    [PROGRAM, location.dataDir, location.databaseUrl ?? "", String(port), doom.moment, body],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const ended = once(child, "exit");
  if (child.stdout === null) throw new Error("the child has no output");
  const first = await Promise.race([once(createInterface({ input: child.stdout }), "line"), ended]);
  const line = String(first[0]);
  if (!/^\d+$/.test(line) || child.exitCode !== null) throw new Error(`the child server did not start: ${line}`);
  return { url: `http://127.0.0.1:${line}`, port: Number(line), ended, kill: (signal) => child.kill(signal) };
}
