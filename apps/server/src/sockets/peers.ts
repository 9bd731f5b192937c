import { CLOSE_CODES, PEER_SILENCE_LIMIT_MS } from "@beckon/protocol";
import type { Clock } from "../platform/clock.ts";
import type { Metrics } from "../platform/metrics.ts";
import type { Connection } from "./connection.ts";

const SWEEP_MS = 5_000;
/** What is found silent at a sweep has been so for at most the limit. */
const SILENCE_AT_SWEEP_MS = PEER_SILENCE_LIMIT_MS - SWEEP_MS;
/** A peer that pings as it should is never asked. */
const ASK_AFTER_SILENCE_MS = 10_000;

/** Everybody who is connected to this node, by whatever wire. */
export interface Peers {
  /** Keeps it until it closes; at once sent away while stopping. */
  add(connection: Connection): void;
  isStopping(): boolean;
  /** Tells every peer to come back elsewhere. Resolves when all are gone, or cut. */
  stop(): Promise<void>;
}

/** Ends peers that have fallen silent, and all of them at the end. */
export function keepPeers({ metrics, clock }: { metrics: Metrics; clock: Clock }): Peers {
  const connections = new Set<Connection>();
  let isStopping = false;
  let tellEmpty: () => void = () => undefined;

  metrics.gauge({
    name: "beckon_connections",
    help: "Open connections of visitors and agents",
    collect() {
      this.set(connections.size);
    },
  });

  const sweeping = setInterval(sweep, SWEEP_MS);
  sweeping.unref();

  function sweep(): void {
    const nowMs = clock.nowMs();
    for (const connection of connections) {
      const silenceMs = nowMs - connection.lastHeardMs();
      if (silenceMs > SILENCE_AT_SWEEP_MS) connection.close(CLOSE_CODES.peer_silent);
      else if (silenceMs > ASK_AFTER_SILENCE_MS) connection.ping();
    }
  }

  return {
    add(connection) {
      connections.add(connection);
      void connection.closed.then(() => {
        connections.delete(connection);
        if (connections.size === 0) tellEmpty();
      });
      if (isStopping) connection.close(CLOSE_CODES.server_stopping);
    },
    isStopping: () => isStopping,
    async stop() {
      isStopping = true;
      clearInterval(sweeping);
      const empty = new Promise<void>((resolve) => {
        tellEmpty = resolve;
      });
      for (const connection of connections) connection.close(CLOSE_CODES.server_stopping);
      if (connections.size > 0) await empty;
    },
  };
}
