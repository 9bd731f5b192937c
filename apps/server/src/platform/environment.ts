import { isIP } from "node:net";
import { LOG_LEVELS, type LogLevel } from "./logging.ts";

/** What the process is told from outside, checked. Names as in the variables. */
export interface Environment {
  /** 0: any free port. */
  port: number;
  host: string;
  /** Without a trailing slash; undefined: where the server listens, see `publicUrlFor`. */
  publicUrl: string | undefined;
  dataDir: string;
  databaseUrl: string | undefined;
  redisUrl: string | undefined;
  /** At least 32 characters; undefined: the one kept in the data directory, see `loadSecret`. */
  secret: string | undefined;
  /** `file:` or `s3:`; undefined: the folder `files` of the data directory. */
  storageUrl: string | undefined;
  /** Whether rules may call addresses of the installation's own network, and by http. */
  privateWebhooks: boolean;
  demo: { kind: "off" } | { kind: "on"; port: number };
  logLevel: LogLevel;
}

export type EnvironmentReading =
  | { kind: "valid"; environment: Environment }
  | { kind: "invalid"; problems: [string, ...string[]] };

export type Variables = Readonly<Record<string, string | undefined>>;

const MIN_SECRET_CHARACTERS = 32;

/**
 * Reads the variables. A variable that is set to nothing counts as not set. Every problem is one line that names
 * the variable, what it got and what it wants, and shows neither secrets nor the credentials within an address.
 */
export function readEnvironment(variables: Variables): EnvironmentReading {
  const problems: string[] = [];

  function read<Value>(name: string, absent: Value, parse: (text: string) => Value | Problem): Value {
    const text = variables[name]?.trim();
    if (text === undefined || text === "") return absent;
    const parsed = parse(text);
    if (!(parsed instanceof Problem)) return parsed;
    problems.push(`${name} ${parsed.got}; it wants ${parsed.wants}`);
    return absent;
  }

  const port = read("PORT", 3000, parsePort);
  const host = read("HOST", "127.0.0.1", parseHost);
  const demoPort = read("BECKON_DEMO_PORT", 3001, parsePort);
  const demo = read("BECKON_DEMO", false, parseFlag);
  const environment: Environment = {
    port,
    host,
    publicUrl: read<string | undefined>("BECKON_PUBLIC_URL", undefined, parsePublicUrl),
    dataDir: read("BECKON_DATA_DIR", "./data", (text) => text),
    databaseUrl: read<string | undefined>("DATABASE_URL", undefined, addressParser(["postgres:", "postgresql:"])),
    redisUrl: read<string | undefined>("REDIS_URL", undefined, addressParser(["redis:", "rediss:"])),
    secret: read<string | undefined>("BECKON_SECRET", undefined, parseSecret),
    storageUrl: read<string | undefined>("BECKON_STORAGE_URL", undefined, parseStorageUrl),
    privateWebhooks: read("BECKON_PRIVATE_WEBHOOKS", false, parseFlag),
    demo: demo ? { kind: "on", port: demoPort } : { kind: "off" },
    logLevel: read<LogLevel>("LOG_LEVEL", "info", parseLogLevel),
  };
  if (demo && !isLoopback(host)) {
    problems.push(
      `HOST is ${quote(host)} together with BECKON_DEMO=1; the demo's passwords are public, so it wants 127.0.0.1`,
    );
  }
  if (demo && port !== 0 && port === demoPort) {
    problems.push(`BECKON_DEMO_PORT is ${demoPort}, which PORT has already; it wants another port`);
  }

  const [first, ...others] = problems;
  return first === undefined ? { kind: "valid", environment } : { kind: "invalid", problems: [first, ...others] };
}

/** The address that visitors and agents use: the configured one, or the one that the server listens on. */
export function publicUrlFor(environment: Pick<Environment, "publicUrl" | "host">, listeningPort: number): string {
  const { publicUrl, host } = environment;
  return publicUrl ?? `http://${isIP(host) === 6 ? `[${host}]` : host}:${listeningPort}`;
}

/** Whether only this machine reaches an address. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

class Problem {
  readonly got: string;
  readonly wants: string;

  constructor(got: string, wants: string) {
    this.got = got;
    this.wants = wants;
  }
}

function quote(text: string): string {
  return JSON.stringify(text);
}

function parsePort(text: string): number | Problem {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return port <= 65_535 ? port : new Problem(`is ${quote(text)}`, "a whole number from 0 to 65535");
}

function parseHost(text: string): string | Problem {
  const isName = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text) && !/^[\d.]+$/.test(text);
  if (isIP(text) !== 0 || isName) return text;
  return new Problem(`is ${quote(text)}`, "an address or a name to listen on, like 127.0.0.1");
}

function parseFlag(text: string): boolean | Problem {
  if (text === "1") return true;
  return text === "0" ? false : new Problem(`is ${quote(text)}`, "0 or 1");
}

function parseLogLevel(text: string): LogLevel | Problem {
  return (
    LOG_LEVELS.find((level) => level === text) ?? new Problem(`is ${quote(text)}`, `one of ${LOG_LEVELS.join(", ")}`)
  );
}

function parseSecret(text: string): string | Problem {
  if (text.length >= MIN_SECRET_CHARACTERS) return text;
  return new Problem(`has ${text.length} characters`, `at least ${MIN_SECRET_CHARACTERS}`);
}

function parsePublicUrl(text: string): string | Problem {
  const wants = "an address like https://chat.example.com, without credentials, path or query";
  const url = parseUrl(text);
  if (url === undefined) return new Problem("is not an address (not shown: it may hold a password)", wants);
  const isOrigin = url.pathname === "/" && url.search === "" && url.hash === "" && url.username + url.password === "";
  if ((url.protocol === "https:" || url.protocol === "http:") && isOrigin) return url.origin;
  return new Problem(`is ${quote(withoutCredentials(url))}`, wants);
}

function addressParser(protocols: readonly string[]): (text: string) => string | Problem {
  const wants = `an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(" or ")}`;
  return (text) => {
    const url = parseUrl(text);
    if (url === undefined) return new Problem("is not an address (not shown: it may hold a password)", wants);
    return protocols.includes(url.protocol) ? text : new Problem(`is ${quote(withoutCredentials(url))}`, wants);
  };
}

function parseStorageUrl(text: string): string | Problem {
  const wants = "file:///absolute/folder or s3://bucket/prefix?region=…&endpoint=…";
  const url = parseUrl(text);
  if (url === undefined) return new Problem("is not an address (not shown: it may hold a password)", wants);
  const isFolder = url.protocol === "file:" && url.host === "" && url.pathname.length > 1;
  const endpoint = url.searchParams.get("endpoint");
  const isBucket =
    url.protocol === "s3:" &&
    /^[a-z0-9][a-z0-9.-]{2,62}$/.test(url.host) &&
    (endpoint === null || /^https?:$/.test(parseUrl(endpoint)?.protocol ?? ""));
  return isFolder || isBucket ? text : new Problem(`is ${quote(withoutCredentials(url))}`, wants);
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) && text.includes("://") ? new URL(text) : undefined;
}

/** Parameters can hold passwords too, and a path can be a token: only where it leads is shown. */
function withoutCredentials(url: URL): string {
  return `${url.protocol}//${url.username + url.password === "" ? "" : "…@"}${url.host}${url.pathname === "/" ? "" : "/…"}`;
}
