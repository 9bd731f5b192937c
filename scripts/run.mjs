import { spawn } from "node:child_process";
import { constants } from "node:os";
import { root } from "./paths.mjs";

/**
 * Runs a program to its end: `{ code, output }`. The code follows the shell (128 + signal when killed, 127 when the
 * program is not there). Its output goes to the terminal, or with `capture` into `output` alone.
 */
export function run(program, args, { cwd = root, env = process.env, capture = false } = {}) {
  return new Promise((resolve) => {
    const stdio = capture ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"];
    const child = spawn(program, args, { cwd, env: capture ? { ...env, FORCE_COLOR: "0" } : env, stdio });
    const chunks = [];
    child.stdout?.on("data", (chunk) => chunks.push(chunk));
    child.stderr?.on("data", (chunk) => chunks.push(chunk));
    child.on("error", (error) => resolve({ code: 127, output: error.message }));
    child.on("close", (code, signal) => {
      resolve({ code: exitCode(code, signal), output: Buffer.concat(chunks).toString() });
    });
  });
}

/** The exit code that a shell would report for a child that ended by `code` or by `signal`. */
export function exitCode(code, signal) {
  return signal === null ? code : 128 + constants.signals[signal];
}
