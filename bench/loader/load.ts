import { spawn } from "node:child_process";
import { once } from "node:events";

/** Requests per second that an address answers to 32 connections, by wrk with one thread. */
export async function measureRate(url: string, seconds: number): Promise<number> {
  const args = ["-t1", "-c32", `-d${seconds}s`, "-H", "Accept-Encoding: gzip", url];
  const child = spawn("wrk", args, { stdio: ["ignore", "pipe", "inherit"] });
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  await once(child, "exit");
  const rate = /Requests\/sec:\s+([\d.]+)/.exec(printed)?.[1];
  if (rate === undefined || /Non-2xx/.test(printed)) throw new Error(`wrk could not measure ${url}:\n${printed}`);
  return Number(rate);
}
