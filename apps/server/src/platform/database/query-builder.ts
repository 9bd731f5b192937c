import { Kysely, PostgresDialect, type PostgresPool, type PostgresQueryResult } from "kysely";
import type { PoolAccess } from "./connections.ts";
import type { Schema } from "./schema.ts";

/** Kysely over a guarded pool. Its `destroy` does nothing: the pool's owner closes the pool. */
export function createQueryBuilder(access: PoolAccess): Kysely<Schema> {
  const pool: PostgresPool = {
    options: {},
    async connect() {
      const lease = await access.acquire();

      function query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>>;
      function query(cursor: object): never;
      function query(text: string | object, values: readonly unknown[] = []): Promise<unknown> {
        if (typeof text !== "string") throw new Error("streaming with a cursor is not part of this database");
        return lease.run({ text, values: [...values] });
      }
      return { query, release: (destroy) => lease.release(destroy) };
    },
    end: async () => {},
  };
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}
