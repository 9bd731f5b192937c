import { Worker } from "node:worker_threads";
import { NO_THEME } from "@beckon/chat-client/theme";
import { Refusal } from "../../platform/refusal.ts";
import type { CompiledTheme, ThemeRequest } from "./compile-theme.ts";

export interface ThemeCompiler {
  /** Refuses with rate_limited when too many wait. */
  compile(request: ThemeRequest): Promise<CompiledTheme>;
}

/** Of the thread's own time; by the clock it may take longer on a busy machine, but not without end. */
const DEADLINE_MS = 1_000;
const DEADLINE_BY_CLOCK_MS = 15_000;
const STARTUP_LIMIT_MS = 60_000;
const LOOK_EVERY_MS = 50;
const MEMORY_LIMIT_MB = 128;
/** A thread holds some ten megabytes; whoever edits a theme compiles every few seconds. */
const IDLE_MS = 60_000;
const MOST_WAITING = 20;

/**
 * Compiles styles that administrators write, one after the other, in a thread that is ended when one of them takes too
 * long or too much memory. The thread is started when it is needed and has nothing of this process: no environment,
 * and nothing to open.
 */
export function createThemeCompiler(): ThemeCompiler {
  let worker: Worker | null = null;
  let idle: ReturnType<typeof setTimeout> | undefined;
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();

  function end(): void {
    clearTimeout(idle);
    void worker?.terminate();
    worker = null;
  }

  async function start(): Promise<Worker> {
    const started = new Worker(new URL("./sass-thread.ts", import.meta.url), {
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_LIMIT_MB, maxYoungGenerationSizeMb: 32 },
    });
    // A process that is done does not wait for it.
    started.unref();
    // An error that nobody hears would end the process.
    started.on("error", () => {
      if (worker === started) worker = null;
    });
    const answer = await answerOf(started, STARTUP_LIMIT_MS, null);
    if (answer.kind === "message") return started;
    void started.terminate();
    throw answer.kind === "failed" ? answer.error : new Error("the thread for styles does not start");
  }

  async function run(request: ThemeRequest): Promise<CompiledTheme> {
    clearTimeout(idle);
    const used = worker ?? (await start());
    worker = used;
    const before = await used.cpuUsage();
    const answering = answerOf(used, DEADLINE_BY_CLOCK_MS, before);
    used.postMessage(request);
    const answer = await answering;
    if (answer.kind === "message") {
      idle = setTimeout(end, IDLE_MS);
      idle.unref();
      // Our own thread answers with nothing else.
      return answer.value as CompiledTheme;
    }
    end();
    if (answer.kind === "late") return { reason: "It takes too long to compile: more than a second.", line: null };
    if (isOutOfMemory(answer.error)) return { reason: "It takes too much memory to compile.", line: null };
    throw answer.error;
  }

  return {
    compile(request) {
      if (request.customCss.trim() === "") return Promise.resolve({ theme: NO_THEME });
      if (waiting >= MOST_WAITING) return Promise.reject(new Refusal("rate_limited"));
      waiting += 1;
      const compiled = last.then(() => run(request));
      last = compiled
        .catch(() => {})
        .finally(() => {
          waiting -= 1;
        });
      return compiled;
    },
  };
}

type Answer = { kind: "message"; value: unknown } | { kind: "late" } | { kind: "failed"; error: unknown };

/**
 * The thread's next message. `before`: what it had used when it was asked, where it is allowed only so much more; null
 * where it is not.
 */
function answerOf(worker: Worker, limitMs: number, before: NodeJS.CpuUsage | null): Promise<Answer> {
  const startedMs = performance.now();
  return new Promise<Answer>((resolve) => {
    const conclude = (answer: Answer): void => {
      clearInterval(watch);
      worker.off("message", hear);
      worker.off("error", fail);
      resolve(answer);
    };
    const hear = (value: unknown): void => conclude({ kind: "message", value });
    const fail = (error: unknown): void => conclude({ kind: "failed", error });
    const look = async (): Promise<void> => {
      if (performance.now() - startedMs > limitMs) return conclude({ kind: "late" });
      const usage = before === null ? null : await worker.cpuUsage(before).catch(() => null);
      if (usage !== null && (usage.user + usage.system) / 1_000 > DEADLINE_MS) conclude({ kind: "late" });
    };
    const watch = setInterval(() => void look(), LOOK_EVERY_MS);
    worker.on("message", hear);
    worker.on("error", fail);
  });
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}
