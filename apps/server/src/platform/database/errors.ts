/** What a failed statement means to whoever sent it. */
export type DatabaseErrorClass = "unavailable" | "conflict" | "constraint" | "full" | "other";

/**
 * The database cannot take this now, and the same request may succeed later. `code` is an error of the protocol's
 * registry. Every connection-level failure and every full disk reaches the features as this error, with the
 * driver's own as its `cause`.
 */
export class DatabaseUnavailableError extends Error {
  override readonly name = "DatabaseUnavailableError";
  readonly retry = true;
  readonly code: "database_unavailable" | "database_full";

  constructor(code: "database_unavailable" | "database_full", reason: string, options?: { cause: unknown }) {
    super(reason, options);
    this.code = code;
  }
}

const NETWORK_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "EHOSTDOWN",
  "ENETUNREACH",
  "ENETDOWN",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENOENT",
]);

// The driver gives its own errors no code, only these sentences.
const DRIVER_SENTENCES = [
  "Connection terminated",
  "timeout expired",
  "timeout exceeded when trying to connect",
  "Query read timeout",
  "is not queryable",
  "Cannot use a pool after calling end",
];

// Classes 08 (connection) and 57P0x (shutting down), refused log-ins and missing databases, exhausted
// resources, an idle transaction that was ended, and a server that became a read-only replica.
const UNAVAILABLE_STATES = /^(08...|57P0[1-5]|28...|3D000|53200|53300|53400|25P03|25006)$/;
const CONFLICT_STATES = /^(40001|40P01|55P03)$/;
const CONSTRAINT_STATES = /^23...$/;
const FULL_STATE = "53100";

/** Sorts any error that a statement or a connection attempt ended with. Pure; unknown values are "other". */
export function classifyDatabaseError(error: unknown): DatabaseErrorClass {
  if (error instanceof DatabaseUnavailableError) return error.code === "database_full" ? "full" : "unavailable";
  if (!(error instanceof Error)) return "other";
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  if (code === FULL_STATE || code === "ENOSPC" || code === "EDQUOT") return "full";
  if (code !== undefined) {
    if (NETWORK_CODES.has(code) || UNAVAILABLE_STATES.test(code)) return "unavailable";
    if (CONFLICT_STATES.test(code)) return "conflict";
    if (CONSTRAINT_STATES.test(code)) return "constraint";
    return "other";
  }
  if (error instanceof AggregateError && error.errors.some((each) => classifyDatabaseError(each) === "unavailable")) {
    return "unavailable";
  }
  return DRIVER_SENTENCES.some((sentence) => error.message.includes(sentence)) ? "unavailable" : "other";
}

/** The error that features see: unavailability and full disks in their typed form, everything else as it was. */
export function toDatabaseError(error: unknown): unknown {
  if (error instanceof DatabaseUnavailableError) return error;
  const kind = classifyDatabaseError(error);
  if (kind !== "unavailable" && kind !== "full") return error;
  const code = kind === "full" ? "database_full" : "database_unavailable";
  return new DatabaseUnavailableError(code, describeError(error), { cause: error });
}

/** One line for people: the message, or the code where a library leaves the message empty. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.message !== "") return error.message;
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
