/** What is to happen, in the order of its time: a binary heap. */
export interface Events {
  add(atSeconds: number, happen: () => void): void;
  /** Runs what is due until `untilSeconds`, each at its time. */
  runUntil(untilSeconds: number, onTime: (seconds: number) => void): void;
}

interface Event {
  atSeconds: number;
  happen(): void;
}

export function createEvents(): Events {
  const heap: Event[] = [];
  const earlier = (a: number, b: number) => (heap[a]?.atSeconds ?? Infinity) < (heap[b]?.atSeconds ?? Infinity);

  function swap(a: number, b: number): void {
    const first = heap[a];
    const second = heap[b];
    if (first === undefined || second === undefined) return;
    heap[a] = second;
    heap[b] = first;
  }

  function rise(from: number): void {
    for (let at = from, parent = (at - 1) >> 1; at > 0 && earlier(at, parent); at = parent, parent = (at - 1) >> 1)
      swap(at, parent);
  }

  function sink(): void {
    for (let at = 0; ; ) {
      const left = 2 * at + 1;
      const least = earlier(left + 1, left) ? left + 1 : left;
      if (!earlier(least, at)) return;
      swap(at, least);
      at = least;
    }
  }

  function take(): Event | undefined {
    const first = heap[0];
    const last = heap.pop();
    if (last !== undefined && heap.length > 0) {
      heap[0] = last;
      sink();
    }
    return first;
  }

  return {
    add(atSeconds, happen) {
      heap.push({ atSeconds, happen });
      rise(heap.length - 1);
    },
    runUntil(untilSeconds, onTime) {
      while ((heap[0]?.atSeconds ?? Infinity) <= untilSeconds) {
        const event = take();
        if (event === undefined) return;
        onTime(event.atSeconds);
        event.happen();
      }
    },
  };
}
