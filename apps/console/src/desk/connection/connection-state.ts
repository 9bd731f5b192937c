/** The desk's connection to the server, one thing at a time. Times are milliseconds since the epoch. */
export type ConnectionState =
  | { kind: "connecting"; sinceMs: number }
  | { kind: "open" }
  | { kind: "interrupted"; sinceMs: number; retryAtMs: number }
  /** Connecting again cannot help with what this console has. */
  | { kind: "ended"; reason: "session_ended" | "version_unsupported" };

/** When the desk was last without a connection, or null while it has one. */
export function disconnectedSinceMs(connection: ConnectionState): number | null {
  return connection.kind === "connecting" || connection.kind === "interrupted" ? connection.sinceMs : null;
}
