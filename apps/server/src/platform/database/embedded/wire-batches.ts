/**
 * What the driver writes, cut into what the engine can execute in one go: whole messages up to one that asks
 * for an answer. The engine must never see half a message, because it would wait for the rest without yielding.
 */
export type Batch =
  | { kind: "startup"; bytes: Uint8Array<ArrayBuffer> }
  | { kind: "statements"; bytes: Uint8Array<ArrayBuffer> };

const QUERY = 0x51; // Q
const SYNC = 0x53; // S
const FLUSH = 0x48; // H
const TERMINATE = 0x58; // X

export interface BatchReader {
  /** Takes any slice of the driver's stream, returns the batches that it completes. The bytes are copies. */
  read(chunks: readonly Uint8Array[]): Batch[];
}

/** A reader for one connection: the first message is the start-up packet, which has a length but no type. */
export function createBatchReader(): BatchReader {
  let pending: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  let started = false;

  return {
    read(chunks) {
      pending = joinBytes(pending.length === 0 ? chunks : [pending, ...chunks]);
      const view = new DataView(pending.buffer, pending.byteOffset, pending.byteLength);
      const batches: Batch[] = [];
      let batchStart = 0;
      let offset = 0;

      if (!started && pending.length >= 4) {
        const length = view.getUint32(0);
        if (pending.length >= length) {
          batches.push({ kind: "startup", bytes: pending.slice(0, length) });
          started = true;
          offset = batchStart = length;
        }
      }
      while (started && offset + 5 <= pending.length) {
        const type = pending[offset];
        const end = offset + 1 + view.getUint32(offset + 1);
        if (end > pending.length) break;
        if (type === TERMINATE) batchStart = end;
        if (type === QUERY || type === SYNC || type === FLUSH) {
          batches.push({ kind: "statements", bytes: pending.slice(batchStart, end) });
          batchStart = end;
        }
        offset = end;
      }
      pending = pending.slice(batchStart);
      return batches;
    },
  };
}

/** One array with an ArrayBuffer of its own, as a transfer to another thread needs it. */
export function joinBytes(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(chunks.reduce((total, chunk) => total + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    joined.set(chunk, offset);
    offset += chunk.length;
  }
  return joined;
}
