/** What travels on the bus: JSON, as it is. Receivers must not change it, since others may get the same object. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

export type BusListener = (payload: JsonValue) => void;

/**
 * Hints between the nodes of one installation. A message reaches every listener of its channel on every node, the
 * sender's own included, later (never during `publish`) and in the order in which one node published to the
 * channel. Any message may be lost: whoever depends on one must be able to find out from the database.
 */
export interface Bus {
  /** Never throws and never waits: what cannot be sent now is dropped. */
  publish(channel: string, payload: JsonValue): void;
  /** Listens until the returned function is called. A listener that throws is logged and harms no other. */
  subscribe(channel: string, listener: BusListener): () => void;
  /**
   * Resolves when what was subscribed so far is in force, or cannot be at the moment. Whoever reads from the
   * database afterwards misses nothing that is published after that reading.
   */
  settled(): Promise<void>;
  close(): Promise<void>;
}
