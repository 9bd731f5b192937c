import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 20_000;

export interface ChildServer {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

/**
 * Starts a program that serves HTTP on the PORT it is told, and waits until it prints its address. Rejects
 * with what the program printed when it does not get there.
 */
export async function startChildServer(args: readonly string[], variables: NodeJS.ProcessEnv): Promise<ChildServer> {
  const port = await findFreePort();
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, HOST: "127.0.0.1", PORT: String(port), ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed = (printed + text).slice(-4_000);
    });
  }
  const url = `http://127.0.0.1:${port}`;
  const deadlineMs = Date.now() + START_LIMIT_MS;
  while (!printed.includes(url)) {
    if (child.exitCode !== null || Date.now() > deadlineMs) {
      child.kill("SIGKILL");
      throw new Error(`${args.join(" ")} did not start:\n${printed}`);
    }
    await delay(50);
  }
  if (child.pid === undefined) throw new Error("the child has no process id");
  return { url, pid: child.pid, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_LIMIT_MS);
  await exited;
  clearTimeout(timer);
}

export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
