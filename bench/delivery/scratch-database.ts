import { randomBytes } from "node:crypto";
import pg from "pg";
import { type DatabaseProcesses, findDatabaseProcesses } from "../measuring/process-cpu.ts";
import type { StoredMessage } from "./ledger.ts";

const SERVER_URL = process.env.DATABASE_URL || "postgres://postgres@127.0.0.1:5432/postgres";

/** A database made for one measurement. */
export interface ScratchDatabase {
  url: string;
  /** Null when PostgreSQL does not run on this machine, so that its CPU time cannot be read. */
  processes: DatabaseProcesses | null;
  client: pg.Client;
  listMessages(): Promise<StoredMessage[]>;
  drop(): Promise<void>;
}

export async function createScratchDatabase(): Promise<ScratchDatabase> {
  const name = `beckon_bench_${randomBytes(6).toString("hex")}`;
  await administer((client) => client.query(`create database ${name} template template0`));
  const url = new URL(SERVER_URL);
  url.pathname = `/${name}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  const backend = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  return {
    url: url.href,
    processes: findDatabaseProcesses(backend.rows[0]?.pid ?? 0, name),
    client,
    async listMessages() {
      const result = await client.query<StoredMessage>(
        "select id, thread_id, number from messages order by thread_id, number",
      );
      return result.rows;
    },
    async drop() {
      await client.end();
      await administer((administrator) => administrator.query(`drop database if exists ${name} with (force)`));
    },
  };
}

/** Version and the settings on which the figures depend. Rejects when there is no PostgreSQL. */
export async function describePostgresql(): Promise<string> {
  const names = ["fsync", "synchronous_commit", "full_page_writes", "shared_buffers", "max_wal_size", "autovacuum"];
  const settings = await administer((client) =>
    client.query<{ text: string }>(
      `select 'PostgreSQL ' || current_setting('server_version') || ': ' ||
         string_agg(name || ' ' || current_setting(name), ', ' order by name) as text
       from unnest($1::text[]) as name`,
      [names],
    ),
  );
  return settings.rows[0]?.text ?? "";
}

async function administer<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: SERVER_URL, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
