/**
 * The thread that runs PostgreSQL as WebAssembly. It knows the wire protocol only as bytes: what comes in is
 * executed, what the engine writes goes back. It deliberately does not know pools, transactions or retries.
 *
 * The engine is ONE session. When the driver opens another connection, what the previous one left behind
 * (a transaction, prepared statements, settings) is discarded first, so that each connection starts clean.
 */
import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import type { EngineData, FromEngine, ToEngine } from "./engine-messages.ts";
import { engineOptions } from "./engine-options.ts";
import { joinBytes } from "./wire-batches.ts";

/** Answers longer than this leave in parts, so that the reader can begin and neither side holds all of it twice. */
const PART_BYTES = 256 * 1024;

/** How the engine reports that a statement failed and the session goes on; any other throw is its end. */
const STATEMENT_FAILED_STATUS = 100;

if (parentPort === null) throw new Error("this module runs in a worker thread only");
const port = parentPort;

let lastLogLine = "";

function send(message: FromEngine): void {
  port.postMessage(message, message.kind === "answered" ? [message.bytes.buffer] : []);
}

/** Ends this thread at once. Leaving is the only safe thing: the engine's memory can no longer be trusted. */
function fail(reason: string): never {
  send({ kind: "failed", reason });
  process.exit(1);
}

function noteLogLine(line: string): void {
  if (/\b(PANIC|FATAL|ERROR):/.test(line)) lastLogLine = line;
  if (/\bPANIC:/.test(line)) fail(line);
}

function describe(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return lastLogLine === "" ? text : `${lastLogLine} (${text})`;
}

async function open(directory: string): Promise<PGlite> {
  try {
    const engine = await PGlite.create(engineOptions(directory, noteLogLine));
    leaveWhenEngineEnds(engine);
    return engine;
  } catch (error) {
    return fail(describe(error));
  }
}

/**
 * PGlite swallows whatever the engine throws and calls it again until its input is consumed: an engine that has
 * ended (a full disk under the write-ahead log, exhausted memory) would spin for ever. Here it leaves instead.
 */
function leaveWhenEngineEnds(engine: PGlite): void {
  const module = engine.Module;
  const runOnce = module._PostgresMainLoopOnce;
  module._PostgresMainLoopOnce = () => {
    try {
      runOnce();
    } catch (error) {
      const status = typeof error === "object" && error !== null && "status" in error ? error.status : undefined;
      if (status !== STATEMENT_FAILED_STATUS) fail(describe(error));
      throw error;
    }
  };
}

// The streaming call is used because the plain one also parses every answer and keeps what it parsed for ever.
function execute(engine: PGlite, bytes: Uint8Array, onBytes: (bytes: Uint8Array) => void): void {
  // Up to its first await, which comes after the last byte of the answer, the call is synchronous.
  engine.execProtocolRawStream(bytes, { syncToFs: false, onRawData: onBytes }).catch((error) => fail(describe(error)));
}

function answer(engine: PGlite, session: number, bytes: Uint8Array): void {
  let chunks: Uint8Array[] = [];
  let size = 0;
  execute(engine, bytes, (chunk) => {
    // The chunk is a window into the engine's memory.
    chunks.push(chunk.slice());
    size += chunk.length;
    if (size < PART_BYTES) return;
    send({ kind: "answered", session, bytes: joinBytes(chunks), last: false });
    chunks = [];
    size = 0;
  });
  send({ kind: "answered", session, bytes: joinBytes(chunks), last: true });
}

function simpleQuery(sql: string): Uint8Array {
  const text = new TextEncoder().encode(sql);
  const message = new Uint8Array(text.length + 6);
  message[0] = "Q".charCodeAt(0);
  new DataView(message.buffer).setUint32(1, text.length + 5);
  message.set(text, 5);
  return message;
}

function discardSession(engine: PGlite): void {
  if (engine.isInTransaction()) execute(engine, simpleQuery("rollback"), () => {});
  execute(engine, simpleQuery("discard all"), () => {});
}

const { directory } = workerData as EngineData;
const engine = await open(directory);

port.on("message", (message: ToEngine) => {
  switch (message.kind) {
    case "start_session":
      discardSession(engine);
      answer(engine, message.session, message.bytes);
      return;
    case "execute":
      answer(engine, message.session, message.bytes);
      return;
    case "close":
      // PGlite leaves handles open, so the thread has to be ended as well.
      engine.close().then(
        () => process.exit(0),
        (error) => fail(describe(error)),
      );
  }
});
send({ kind: "opened" });
