import { describe, expect, it } from "vitest";
import { type Environment, publicUrlFor, readEnvironment } from "../../src/platform/environment.ts";

const defaults: Environment = {
  port: 3000,
  host: "127.0.0.1",
  publicUrl: undefined,
  dataDir: "./data",
  databaseUrl: undefined,
  redisUrl: undefined,
  secret: undefined,
  storageUrl: undefined,
  privateWebhooks: false,
  demo: { kind: "off" },
  logLevel: "info",
};

describe("what is accepted", () => {
  const secret = "s".repeat(32);
  it.each<[Record<string, string | undefined>, Partial<Environment>]>([
    [{}, {}],
    [{ PORT: "", HOST: " ", DATABASE_URL: "", BECKON_SECRET: "" }, {}],
    [{ PORT: "0" }, { port: 0 }],
    [{ BECKON_PRIVATE_WEBHOOKS: "1" }, { privateWebhooks: true }],
    [{ PORT: "65535" }, { port: 65535 }],
    [{ HOST: "0.0.0.0" }, { host: "0.0.0.0" }],
    [{ HOST: "::" }, { host: "::" }],
    [{ HOST: "beckon.internal" }, { host: "beckon.internal" }],
    [{ BECKON_PUBLIC_URL: "https://chat.example.com/" }, { publicUrl: "https://chat.example.com" }],
    [{ BECKON_PUBLIC_URL: "http://chat.example.com:8080" }, { publicUrl: "http://chat.example.com:8080" }],
    [{ BECKON_DATA_DIR: "/var/lib/beckon" }, { dataDir: "/var/lib/beckon" }],
    [{ DATABASE_URL: "postgres://u:p@db/beckon" }, { databaseUrl: "postgres://u:p@db/beckon" }],
    [{ DATABASE_URL: "postgresql://db/beckon" }, { databaseUrl: "postgresql://db/beckon" }],
    [{ REDIS_URL: "redis://cache:6379" }, { redisUrl: "redis://cache:6379" }],
    [{ REDIS_URL: "rediss://cache:6379" }, { redisUrl: "rediss://cache:6379" }],
    [{ BECKON_SECRET: secret }, { secret }],
    [{ BECKON_STORAGE_URL: "file:///srv/files" }, { storageUrl: "file:///srv/files" }],
    [
      { BECKON_STORAGE_URL: "s3://bucket/files?region=eu-west-1&endpoint=http://store:9000" },
      { storageUrl: "s3://bucket/files?region=eu-west-1&endpoint=http://store:9000" },
    ],
    [{ BECKON_DEMO: "0" }, {}],
    [{ BECKON_DEMO: "1" }, { demo: { kind: "on", port: 3001 } }],
    [{ BECKON_DEMO: "1", BECKON_DEMO_PORT: "4001" }, { demo: { kind: "on", port: 4001 } }],
    [
      { BECKON_DEMO: "1", HOST: "localhost" },
      { host: "localhost", demo: { kind: "on", port: 3001 } },
    ],
    [
      { BECKON_DEMO: "1", HOST: "::1" },
      { host: "::1", demo: { kind: "on", port: 3001 } },
    ],
    [
      { BECKON_DEMO: "1", PORT: "0", BECKON_DEMO_PORT: "0" },
      { port: 0, demo: { kind: "on", port: 0 } },
    ],
    [{ LOG_LEVEL: "silent" }, { logLevel: "silent" }],
  ])("%j", (variables, expected) => {
    expect(readEnvironment(variables)).toEqual({ kind: "valid", environment: { ...defaults, ...expected } });
  });
});

describe("what is refused, in one line that names the variable, what it got and what it wants", () => {
  const address = "an address like https://chat.example.com, without credentials, path or query";
  const postgres = "an address that begins with postgres:// or postgresql://";
  const port = "a whole number from 0 to 65535";
  it.each<[Record<string, string>, ...string[]]>([
    [{ PORT: "http" }, `PORT is "http"; it wants ${port}`],
    [{ PORT: "65536" }, `PORT is "65536"; it wants ${port}`],
    [{ PORT: "-1" }, `PORT is "-1"; it wants ${port}`],
    [{ PORT: "3000.5" }, `PORT is "3000.5"; it wants ${port}`],
    [{ BECKON_DEMO_PORT: "x" }, `BECKON_DEMO_PORT is "x"; it wants ${port}`],
    [{ HOST: "http://a" }, 'HOST is "http://a"; it wants an address or a name to listen on, like 127.0.0.1'],
    [{ HOST: "127.0.0.300" }, 'HOST is "127.0.0.300"; it wants an address or a name to listen on, like 127.0.0.1'],
    [{ BECKON_PUBLIC_URL: "ftp://a" }, `BECKON_PUBLIC_URL is "ftp://a"; it wants ${address}`],
    [{ BECKON_PUBLIC_URL: "https://a/chat" }, `BECKON_PUBLIC_URL is "https://a/…"; it wants ${address}`],
    [{ BECKON_PUBLIC_URL: "https://u:hidden@a" }, `BECKON_PUBLIC_URL is "https://…@a"; it wants ${address}`],
    [
      { DATABASE_URL: "mysql://root:hidden@db:3306/beckon?password=hidden" },
      `DATABASE_URL is "mysql://…@db:3306/…"; it wants ${postgres}`,
    ],
    [
      { DATABASE_URL: "root:hidden@db" },
      `DATABASE_URL is not an address (not shown: it may hold a password); it wants ${postgres}`,
    ],
    [
      { REDIS_URL: "http://:hidden@cache" },
      'REDIS_URL is "http://…@cache"; it wants an address that begins with redis:// or rediss://',
    ],
    [
      { BECKON_STORAGE_URL: "ftp://u:hidden@files/all" },
      'BECKON_STORAGE_URL is "ftp://…@files/…"; it wants file:///absolute/folder or s3://bucket/prefix?region=…&endpoint=…',
    ],
    [{ BECKON_SECRET: "hidden" }, "BECKON_SECRET has 6 characters; it wants at least 32"],
    [{ BECKON_DEMO: "yes" }, 'BECKON_DEMO is "yes"; it wants 0 or 1'],
    [
      { BECKON_DEMO: "1", HOST: "0.0.0.0" },
      'HOST is "0.0.0.0" together with BECKON_DEMO=1; the demo\'s passwords are public, so it wants 127.0.0.1',
    ],
    [{ BECKON_DEMO: "1", PORT: "3001" }, "BECKON_DEMO_PORT is 3001, which PORT has already; it wants another port"],
    [
      { LOG_LEVEL: "loud\nline" },
      'LOG_LEVEL is "loud\\nline"; it wants one of fatal, error, warn, info, debug, trace, silent',
    ],
    [{ PORT: "x", BECKON_DEMO: "x" }, `PORT is "x"; it wants ${port}`, 'BECKON_DEMO is "x"; it wants 0 or 1'],
  ])("%j", (variables, ...problems) => {
    const reading = readEnvironment(variables);
    expect(reading).toEqual({ kind: "invalid", problems });
    expect(JSON.stringify(reading)).not.toContain("hidden");
  });
});

describe("the public address", () => {
  it.each([
    ["127.0.0.1", undefined, "http://127.0.0.1:4711"],
    ["::1", undefined, "http://[::1]:4711"],
    ["0.0.0.0", "https://chat.example.com", "https://chat.example.com"],
  ])("on %s with %s is %s", (host, publicUrl, expected) => {
    expect(publicUrlFor({ host, publicUrl }, 4711)).toBe(expected);
  });
});
