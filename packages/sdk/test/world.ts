import type { Message, ServerToVisitor, VisitorToServer } from "@beckon/protocol";
import { createVisitorClient, type PageEvent, type SocketListener, type VisitorClient } from "../src/index.ts";
import { createLeaseLock } from "../src/lease.ts";
import { guardStorage } from "../src/safe-storage.ts";
import { MemoryStorage } from "./memory-storage.ts";
import { ModelServer, type ModelSession } from "./model-server.ts";

/** A lane of things under way that arrive in order; which lane moves next is the test's choice. */
interface Lane {
  readonly tab: Tab | null;
  readonly steps: (() => void)[];
}

interface Timer {
  readonly tab: Tab;
  readonly dueMs: number;
  readonly run: () => void;
}

export interface Tab {
  readonly client: VisitorClient;
  readonly received: Message[];
  readonly sent: Message[];
  readonly written: { threadId: string; id: string }[];
  page: (event: PageEvent) => void;
  kind: "shown" | "hidden" | "frozen" | "dead";
}

interface Connection {
  readonly tab: Tab;
  cut(code: number): void;
}

export interface WorldOptions {
  locks: boolean;
  channel: boolean;
  storage: boolean;
}

/**
 * Browser, tabs, network and clock in one deterministic machine. Nothing happens by itself: `step` moves one lane,
 * `elapse` runs the timers of a span of time.
 */
export class World {
  readonly server = new ModelServer();
  readonly storage = new MemoryStorage();
  readonly tabs: Tab[] = [];
  readonly #options: WorldOptions;
  readonly #channels = new Set<{ tab: Tab; hear: (message: unknown) => void; lanes: Map<object, Lane> }>();
  readonly #connections = new Set<Connection>();
  readonly #lockQueue: { tab: Tab; grant: () => void; reject: () => void }[] = [];
  #holder: { tab: Tab; lose: () => void } | null = null;
  #lanes: Lane[] = [];
  #timers: Timer[] = [];
  #nowMs = 1_800_000_000_000;
  #pseudoRandom = 1;

  constructor(options: WorldOptions) {
    this.#options = options;
  }

  openTab(): Tab {
    const received: Message[] = [];
    const sent: Message[] = [];
    const now = () => this.#nowMs;
    const schedule = (run: () => void, delayMs: number) => {
      const timer = { tab, dueMs: this.#nowMs + delayMs, run };
      this.#timers.push(timer);
      return () => {
        this.#timers = this.#timers.filter((other) => other !== timer);
      };
    };
    const lease = this.#options.storage ? createLeaseLock(guardStorage(this.storage), { now, schedule }) : null;
    const client = createVisitorClient({
      publicUrl: "http://beckon.test",
      sourceToken: "token",
      storage: this.#options.storage ? this.storage : null,
      now,
      schedule,
      random: () => {
        this.#pseudoRandom = (this.#pseudoRandom * 16_807) % 2_147_483_647;
        return this.#pseudoRandom / 2_147_483_647;
      },
      watchPage: (listener) => {
        tab.page = listener;
        return () => {};
      },
      createSocket: (_url, listener) => this.#connect(tab, listener),
      openChannel: this.#options.channel ? (_name, hear) => this.#openChannel(tab, hear) : null,
      requestLock: this.#options.locks ? (_name, options, hold) => this.#requestLock(tab, options, hold) : lease,
    });
    const tab: Tab = { client, received, sent, written: [], page: () => {}, kind: "shown" };
    client.onMessageReceived((message) => received.push(message));
    client.onMessageSent((message) => sent.push(message));
    this.tabs.push(tab);
    client.start();
    return tab;
  }

  write(tab: Tab, threadId: string): void {
    const body = `${this.tabs.indexOf(tab)}/${tab.written.length}`;
    // Two writings of a person are never in one millisecond, whichever tab they are in.
    this.#nowMs++;
    const origin = { trigger_id: null, language: null, identity_initiated: true };
    tab.written.push({ threadId, id: tab.client.sendMessage(threadId, body, origin) });
  }

  /** The tab goes away as a page does: it hears `pagehide` and may come back. */
  hide(tab: Tab): void {
    tab.page("hidden");
    tab.kind = "hidden";
  }

  show(tab: Tab): void {
    const was = tab.kind;
    tab.kind = "shown";
    tab.page(was === "hidden" ? "shown" : "noticed");
  }

  /** Nothing in it runs; its lock stays. */
  freeze(tab: Tab): void {
    tab.kind = "frozen";
  }

  crash(tab: Tab): void {
    tab.kind = "dead";
    this.cut(tab);
    for (const channel of this.#channels) if (channel.tab === tab) this.#channels.delete(channel);
    this.#timers = this.#timers.filter((timer) => timer.tab !== tab);
    this.#removeLockRequests((request) => request.tab === tab);
    if (this.#holder?.tab === tab) this.#release();
  }

  cut(tab: Tab): void {
    for (const connection of this.#connections) if (connection.tab === tab) connection.cut(1006);
  }

  /** Moves the `choice`-th lane on; false when nothing is under way. */
  async step(choice: number): Promise<boolean> {
    this.#lanes = this.#lanes.filter((lane) => lane.steps.length > 0 && lane.tab?.kind !== "dead");
    const movable = this.#lanes.filter((lane) => !this.#rests(lane.tab));
    const lane = movable[choice % movable.length];
    lane?.steps.shift()?.();
    await settleMicrotasks();
    return lane !== undefined;
  }

  async elapse(ms: number, choose: () => number = () => 0): Promise<void> {
    const endMs = this.#nowMs + ms;
    for (;;) {
      while (await this.step(choose()));
      const due = this.#timers
        .filter((timer) => timer.dueMs <= endMs && !this.#rests(timer.tab))
        .sort((left, right) => left.dueMs - right.dueMs)[0];
      if (!due) break;
      this.#timers = this.#timers.filter((timer) => timer !== due);
      this.#nowMs = Math.max(this.#nowMs, due.dueMs);
      due.run();
      await settleMicrotasks();
    }
    this.#nowMs = endMs;
  }

  #rests(tab: Tab | null): boolean {
    return tab?.kind === "frozen" || tab?.kind === "hidden";
  }

  #lane(tab: Tab | null): Lane {
    const lane: Lane = { tab, steps: [] };
    this.#lanes.push(lane);
    return lane;
  }

  #send(lane: Lane, step: () => void): void {
    if (!this.#lanes.includes(lane)) this.#lanes.push(lane);
    lane.steps.push(step);
  }

  #connect(tab: Tab, listener: SocketListener) {
    const up = this.#lane(null);
    const down = this.#lane(tab);
    let open = true;
    let session: ModelSession | null = null;
    const connection: Connection = {
      tab,
      cut: (code) => {
        if (!open) return;
        open = false;
        session?.closed();
        this.#connections.delete(connection);
        up.steps.length = 0;
        this.#send(down, () => listener.closed(code));
      },
    };
    this.#connections.add(connection);
    this.#send(up, () => {
      session = this.server.connect({
        send: (frame: ServerToVisitor) => {
          if (!open) return;
          const text = JSON.stringify(frame);
          this.#send(down, () => listener.received(text));
        },
        close: (code) => connection.cut(code),
      });
      this.#send(down, () => listener.opened());
    });
    return {
      send: (text: string) => {
        if (open) this.#send(up, () => session?.receive(JSON.parse(text) as VisitorToServer));
      },
      // What was sent before a close still arrives, as it does on a socket.
      close: () => {
        if (!open) return;
        this.#send(up, () => {
          open = false;
          session?.closed();
          this.#connections.delete(connection);
        });
      },
    };
  }

  #openChannel(tab: Tab, hear: (message: unknown) => void) {
    const own = { tab, hear, lanes: new Map<object, Lane>() };
    this.#channels.add(own);
    return {
      post: (message: unknown) => {
        const copy = structuredClone(message);
        for (const other of this.#channels) {
          if (other === own) continue;
          const lane = own.lanes.get(other) ?? this.#lane(other.tab);
          own.lanes.set(other, lane);
          this.#send(lane, () => {
            if (this.#channels.has(other)) other.hear(structuredClone(copy));
          });
        }
      },
      close: () => {
        this.#channels.delete(own);
      },
    };
  }

  #requestLock(tab: Tab, options: { signal: AbortSignal } | { steal: true }, hold: () => Promise<void>) {
    return new Promise<void>((resolve, reject) => {
      const request = {
        tab,
        grant: () => {
          let lost = false;
          this.#holder = {
            tab,
            lose: () => {
              lost = true;
              reject(new DOMException("stolen", "AbortError"));
            },
          };
          const mine = this.#holder;
          const granted = this.#lane(tab);
          this.#send(granted, () => {
            if (lost) return;
            void hold().then(() => {
              if (this.#holder === mine) this.#release();
              resolve();
            });
          });
        },
        reject: () => reject(new DOMException("aborted", "AbortError")),
      };
      if ("steal" in options) {
        this.#holder?.lose();
        request.grant();
        return;
      }
      options.signal.addEventListener("abort", () => this.#removeLockRequests((other) => other === request));
      if (this.#holder) this.#lockQueue.push(request);
      else request.grant();
    });
  }

  #removeLockRequests(matches: (request: { tab: Tab; grant: () => void; reject: () => void }) => boolean): void {
    for (const request of this.#lockQueue.filter(matches)) {
      this.#lockQueue.splice(this.#lockQueue.indexOf(request), 1);
      request.reject();
    }
  }

  #release(): void {
    this.#holder = null;
    this.#lockQueue.shift()?.grant();
  }
}

async function settleMicrotasks(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) await Promise.resolve();
}
