/** The last id's time and counter, so that ids of one millisecond still sort in the order of their making. */
export interface IdSequence {
  timeMs: number;
  counter: number;
}

/**
 * The next UUIDv7 (RFC 9562): 48 bits of time, a 12-bit counter, 62 random bits. A clock that goes backwards does
 * not: the sequence stays at its time. `randomBytes`: 8 bytes.
 */
export function nextUuidV7(
  sequence: IdSequence,
  nowMs: number,
  randomBytes: Uint8Array,
): { id: string; sequence: IdSequence } {
  const same = nowMs <= sequence.timeMs;
  const full = same && sequence.counter === 0xfff;
  const timeMs = same ? sequence.timeMs + (full ? 1 : 0) : nowMs;
  const counter = same && !full ? sequence.counter + 1 : 0;
  const time = timeMs.toString(16).padStart(12, "0");
  const random = [...randomBytes.subarray(0, 8)];
  random[0] = 0x80 | ((random[0] ?? 0) & 0x3f);
  const tail = random.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const id = `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, "0")}-${tail.slice(0, 4)}-${tail.slice(4)}`;
  return { id, sequence: { timeMs, counter } };
}
