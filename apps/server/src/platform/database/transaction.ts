import type { Connections } from "./connections.ts";

/** What a store needs to run statements, inside a transaction or outside one. */
export type Executor = Pick<Connections, "query">;

/** Runs `work` in one transaction (READ COMMITTED). Inside it nothing but the given executor may be used. */
export async function inTransaction<Result>(
  database: Pick<Connections, "connect">,
  work: (transaction: Executor) => Promise<Result>,
): Promise<Result> {
  const connection = await database.connect();
  try {
    // Not waited for: it goes to the database together with the first statement. What fails it ends the connection.
    const begun = connection.query({ text: "begin" });
    const [result] = await Promise.all([work(connection), begun]);
    await connection.query({ text: "commit" });
    return result;
  } catch (error) {
    // A connection that cannot even roll back is thrown away by release, which ends the transaction as well.
    await connection.query({ text: "rollback" }).catch(() => undefined);
    throw error;
  } finally {
    connection.release();
  }
}
