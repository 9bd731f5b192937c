import { type DestinationStream, type Logger, pino } from "pino";

export type { Logger } from "pino";

export const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Names of values that never reach a log, wherever they stand in what is logged, down to three levels. */
const SECRET_NAMES = [
  "authorization",
  "cookie",
  "password",
  "password_hash",
  "secret",
  "token",
  "jwt",
  "databaseUrl",
  "redisUrl",
];
const SECRET_HEADERS = ["set-cookie", "x-api-key"];
/** Where a database error quotes the values of the row it is about. */
const QUOTING_PATHS = ["err.detail", "err.where", "error.detail", "error.where"];

function redactedPaths(): string[] {
  const prefixes = ["", "*.", "*.*."];
  const names = prefixes.flatMap((prefix) => SECRET_NAMES.map((name) => `${prefix}${name}`));
  const headers = ["", "*", "*.*"].flatMap((prefix) => SECRET_HEADERS.map((name) => `${prefix}["${name}"]`));
  return [...names, ...headers, ...QUOTING_PATHS];
}

/** A logger that writes one JSON line per event, to standard output unless told otherwise. */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    level,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: redactedPaths(), censor: "[redacted]" },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
