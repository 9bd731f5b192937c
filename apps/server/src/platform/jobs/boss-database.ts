import type { Db as BossDatabase } from "pg-boss";
import type { Database, Executor } from "../database/index.ts";

/** pg-boss's own way to run statements, which also wants every session prepared when a test moves the time. */
export interface PreparedDatabase extends Required<Pick<BossDatabase, "executeSql" | "setSessionStatements">> {
  /** The same within a transaction of ours: what pg-boss writes there commits with it, or not at all. */
  within(transaction: Executor): BossDatabase;
}

export function createBossDatabase(database: Database): PreparedDatabase {
  let sessionStatements: string[] = [];

  async function execute(executor: Executor, text: string, values: unknown[] | undefined) {
    for (const statement of sessionStatements) await executor.query({ text: statement });
    // Without values several statements may stand in one text.
    return executor.query(values === undefined ? { text } : { text, values });
  }

  return {
    async executeSql(text, values) {
      if (sessionStatements.length === 0) return execute(database, text, values);
      // The session that was prepared has to be the one that runs the statement.
      const connection = await database.connect();
      try {
        return await execute(connection, text, values);
      } finally {
        connection.release();
      }
    },
    async setSessionStatements(statements) {
      sessionStatements = statements;
    },
    within: (transaction) => ({ executeSql: (text, values) => execute(transaction, text, values) }),
  };
}
