/**
 * A server that dies by SIGKILL at a chosen moment of a chosen message's commit, as a machine that fails does.
 * Arguments: data directory, database URL or "", port, "before_commit" | "after_commit" | "never", the text whose
 * message is its doom. Prints the port once it serves.
 */
import { startApplication } from "../../../src/application.ts";
import { type Database, openDatabase, type Statement } from "../../../src/platform/database/index.ts";
import { silent, testEnvironment } from "../world.ts";

const [dataDir = "", databaseUrl = "", port = "0", moment = "never", doom = ""] = process.argv.slice(2);
const location = databaseUrl === "" ? { dataDir } : { dataDir, databaseUrl };
const database = await openDatabase({ ...location, logger: silent });

function isDoomed(statement: Statement): boolean {
  const bodies = statement.values?.[7];
  return statement.name === "messages_add" && Array.isArray(bodies) && bodies.includes(doom);
}

function die(): never {
  process.kill(process.pid, "SIGKILL");
  throw new Error("unreachable");
}

const query: Database["query"] = async (statement) => {
  const doomed = isDoomed(statement);
  if (doomed && moment === "before_commit") die();
  const result = await database.query<never>(statement);
  if (doomed && moment === "after_commit") die();
  return result;
};

const application = await startApplication({
  environment: testEnvironment(location, Number(port)),
  logger: silent,
  database: { ...database, query },
});
process.once("SIGTERM", async () => {
  await application.close();
  await database.close();
});
console.log(application.port);
