import { Duplex } from "node:stream";
import type { Engine, EngineSession } from "./engine.ts";
import { type Batch, createBatchReader } from "./wire-batches.ts";

/**
 * What the driver takes for a socket: its writes are executed by the engine, the engine's answers are its reads.
 * Neither side needs flow control: the driver waits for each answer, and reads whatever comes at once.
 */
export class EngineStream extends Duplex {
  readonly #session: EngineSession | undefined;
  readonly #batches = createBatchReader();

  /** @param engine undefined when none runs at the moment: connecting fails then. */
  constructor(engine: Engine | undefined) {
    super();
    this.#session = engine?.openSession({
      onBytes: (bytes) => this.push(bytes),
      onEngineStopped: (reason) => this.destroy(connectionLost(`the embedded database stopped: ${reason}`)),
    });
  }

  connect(): this {
    if (this.#session === undefined) this.destroy(connectionLost("the embedded database is not running"));
    else process.nextTick(() => this.emit("connect"));
    return this;
  }

  override _write(chunk: Uint8Array, _encoding: BufferEncoding, done: () => void): void {
    this.#forward([chunk]);
    done();
  }

  override _writev(writes: { chunk: Uint8Array }[], done: () => void): void {
    this.#forward(writes.map((write) => write.chunk));
    done();
  }

  override _final(done: () => void): void {
    this.push(null);
    done();
  }

  override _read(): void {}

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#session?.close();
    done(error);
  }

  // A socket's knobs that the driver turns; there is no socket here.
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  #forward(chunks: readonly Uint8Array[]): void {
    for (const batch of this.#batches.read(chunks)) this.#send(batch);
  }

  #send(batch: Batch): void {
    if (batch.kind === "startup") this.#session?.start(batch.bytes);
    else this.#session?.execute(batch.bytes);
  }
}

function connectionLost(message: string): Error {
  return Object.assign(new Error(message), { code: "ECONNRESET" });
}
