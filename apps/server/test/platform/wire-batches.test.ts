import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Batch, createBatchReader, joinBytes } from "../../src/platform/database/embedded/wire-batches.ts";

function message(type: string, body: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(5 + body.length);
  bytes[0] = type.charCodeAt(0);
  new DataView(bytes.buffer).setUint32(1, 4 + body.length);
  bytes.set(new TextEncoder().encode(body), 5);
  return bytes;
}

const startup = message("?", "user postgres").slice(1);
const statement = [message("P", "select $1"), message("B", "7"), message("E", ""), message("S", "")];
const query = message("Q", "begin");

function readAll(chunks: readonly Uint8Array[]): Batch[] {
  const reader = createBatchReader();
  return chunks.flatMap((chunk) => reader.read([chunk]));
}

describe("batches of the wire protocol", () => {
  const all = joinBytes([startup, query, ...statement, query, message("X", "")]);
  const expected: Batch[] = [
    { kind: "startup", bytes: startup.slice() },
    { kind: "statements", bytes: query.slice() },
    { kind: "statements", bytes: joinBytes(statement) },
    { kind: "statements", bytes: query.slice() },
  ];

  it("are the same however the stream is cut", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(all.length)), (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), all.length];
        const chunks = edges.slice(1).map((edge, index) => all.slice(edges[index], edge));
        expect(readAll(chunks)).toEqual(expected);
      }),
    );
  });

  it("wait for the message that asks for an answer", () => {
    const reader = createBatchReader();
    reader.read([startup]);
    expect(reader.read(statement.slice(0, 3))).toEqual([]);
    expect(reader.read(statement.slice(3))).toEqual([{ kind: "statements", bytes: joinBytes(statement) }]);
  });

  it("never hold the farewell, since the engine outlives a connection", () => {
    expect(readAll([startup, message("X", ""), query])).toEqual(expected.slice(0, 2));
  });
});
