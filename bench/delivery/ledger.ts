import { MESSAGE_SERIAL_DIGITS, messageIdOf, serialOf } from "./message-ids.ts";

/**
 * What was sent, acknowledged and delivered, by the serial number that each message's id carries. Arrays of numbers
 * rather than objects, so that the generator's own garbage collection stays out of the latencies.
 */
export interface Ledger {
  /** Books a message of a thread, due at `dueMs`, and returns its id. */
  book(thread: number, dueMs: number): string;
  acknowledged(id: string, number: number): void;
  /** Messages reach their reader in the order of the thread's numbers, each once: anything else is a fault. */
  delivered(thread: number, id: string, number: number): void;
  fault(sentence: string): void;
  /** Called with the thread whenever a message has been both acknowledged and delivered. */
  onSettled: (thread: number) => void;
  /** How many have been booked, and of these not both acknowledged and delivered. */
  size(): number;
  openCount(): number;
  /** Of a message by its serial number; NaN where something has not happened. */
  timesOf(serial: number): { dueMs: number; acknowledgedMs: number; deliveredMs: number };
  /** Compares with the rows of the database, in ascending order of thread and number. Returns every fault so far. */
  compare(rows: readonly StoredMessage[], threadIds: readonly string[]): string[];
}

export interface StoredMessage {
  id: string;
  thread_id: string;
  number: number;
}

const INITIAL_CAPACITY = 2 ** 21;

export function createLedger(): Ledger {
  let capacity = INITIAL_CAPACITY;
  let dueMs = new Float64Array(capacity);
  let acknowledgedMs = new Float64Array(capacity);
  let deliveredMs = new Float64Array(capacity);
  let acknowledgedNumbers = new Int32Array(capacity);
  let deliveredNumbers = new Int32Array(capacity);
  let threads = new Int32Array(capacity);
  let size = 0;
  let openCount = 0;
  const lastDelivered: number[] = [];
  const faults: string[] = [];

  function grow(): void {
    capacity *= 2;
    const grown = <Numbers extends Float64Array | Int32Array>(larger: Numbers, old: Numbers): Numbers => {
      larger.set(old);
      return larger;
    };
    dueMs = grown(new Float64Array(capacity), dueMs);
    acknowledgedMs = grown(new Float64Array(capacity), acknowledgedMs);
    deliveredMs = grown(new Float64Array(capacity), deliveredMs);
    acknowledgedNumbers = grown(new Int32Array(capacity), acknowledgedNumbers);
    deliveredNumbers = grown(new Int32Array(capacity), deliveredNumbers);
    threads = grown(new Int32Array(capacity), threads);
  }

  function settle(serial: number): void {
    if (acknowledgedNumbers[serial] === 0 || deliveredNumbers[serial] === 0) return;
    openCount -= 1;
    ledger.onSettled(threads[serial] ?? 0);
  }

  const ledger: Ledger = {
    onSettled: () => undefined,
    book(thread, due) {
      if (size === capacity) grow();
      const serial = size;
      size += 1;
      openCount += 1;
      dueMs[serial] = due;
      threads[serial] = thread;
      return messageIdOf(serial);
    },
    acknowledged(id, number) {
      const serial = serialOf(id);
      if (acknowledgedNumbers[serial] !== 0) return ledger.fault(`${id} was acknowledged twice`);
      acknowledgedNumbers[serial] = number;
      acknowledgedMs[serial] = performance.now();
      settle(serial);
    },
    delivered(thread, id, number) {
      const serial = serialOf(id);
      const last = lastDelivered[thread] ?? 0;
      if (deliveredNumbers[serial] !== 0) return ledger.fault(`${id} was delivered twice`);
      if (threads[serial] !== thread) ledger.fault(`${id} was delivered in the wrong thread`);
      if (number !== last + 1) ledger.fault(`number ${number} was delivered after ${last}`);
      lastDelivered[thread] = number;
      deliveredNumbers[serial] = number;
      deliveredMs[serial] = performance.now();
      settle(serial);
    },
    fault: (sentence) => {
      faults.push(sentence);
    },
    size: () => size,
    openCount: () => openCount,
    timesOf: (serial) => ({
      dueMs: dueMs[serial] ?? Number.NaN,
      acknowledgedMs: acknowledgedMs[serial] || Number.NaN,
      deliveredMs: deliveredMs[serial] || Number.NaN,
    }),
    compare(rows, threadIds) {
      const stored = new Int32Array(size);
      let previous: StoredMessage | undefined;
      for (const row of rows) {
        const expected = previous?.thread_id === row.thread_id ? previous.number + 1 : 1;
        if (row.number !== expected)
          ledger.fault(`stored: ${row.number} where ${expected} was due in ${row.thread_id}`);
        previous = row;
        const serial = serialOf(row.id);
        if (serial >= size) ledger.fault(`stored: ${row.id}, which nobody sent`);
        else if (stored[serial] !== 0) ledger.fault(`stored: ${row.id} twice`);
        else stored[serial] = row.number;
        if (threadIds[threads[serial] ?? -1] !== row.thread_id) ledger.fault(`stored: ${row.id} in the wrong thread`);
      }
      for (let serial = 0; serial < size; serial += 1) {
        const numbers = [stored[serial], acknowledgedNumbers[serial], deliveredNumbers[serial]];
        if (numbers[0] === 0 || numbers.some((number) => number !== numbers[0])) {
          ledger.fault(
            `…${String(serial).padStart(MESSAGE_SERIAL_DIGITS)}: stored, acknowledged, delivered as ${numbers}`,
          );
        }
      }
      return faults;
    },
  };
  return ledger;
}
