import { text } from "node:stream/consumers";
import { Role } from "@beckon/protocol";
import { Check } from "typebox/value";
import { type Accounts, createAccounts } from "../features/accounts/index.ts";
import { createInProcessBus } from "../platform/bus/in-process-bus.ts";
import { systemClock } from "../platform/clock.ts";
import { type Database, migrateToLatest, openDatabase } from "../platform/database/index.ts";
import type { Environment } from "../platform/environment.ts";
import { newSecret } from "../platform/identifiers.ts";
import { createLogger } from "../platform/logging.ts";
import { Refusal } from "../platform/refusal.ts";
import { UsageError } from "./usage.ts";

const SHORTEST_PASSWORD = 10;

/** Brings the database up to date. */
export async function migrate(environment: Environment): Promise<void> {
  const applied = await withDatabase(environment, (database) => migrateToLatest(database));
  console.log(applied.length === 0 ? "The database is up to date." : `Applied ${applied.join(", ")}.`);
}

export async function createDomain(environment: Environment, name: string): Promise<void> {
  const id = await withAccounts(environment, (accounts) => accounts.createDomain(name)).catch((error: unknown) => {
    throw isTaken(error) ? new Error(`There is a domain named "${name}" already.`) : error;
  });
  console.log(`Made the domain "${name}" (${id}).`);
}

export interface UserOptions {
  domain: string;
  email: string;
  role: string;
  firstname: string;
  lastname: string;
  passwordFromStdin: boolean;
}

export async function createUser(environment: Environment, options: UserOptions): Promise<void> {
  const { domain, email, role, firstname, lastname } = options;
  if (!Check(Role, role)) throw new UsageError(`--role is "${role}"; it wants administrator, supervisor or agent.`);
  if (!/^[^@\s]+@[^@\s]+$/.test(email)) throw new UsageError(`--email is "${email}", which is no e-mail address.`);
  const password = options.passwordFromStdin ? (await text(process.stdin)).trim() : newSecret();
  if (password.length < SHORTEST_PASSWORD) {
    throw new UsageError(`The password has ${password.length} characters; it wants at least ${SHORTEST_PASSWORD}.`);
  }
  await withAccounts(environment, async (accounts) => {
    const domainId = await accounts.findDomainId(domain);
    if (domainId === null) throw new Error(`There is no domain named "${domain}". Make it: beckon domain create`);
    await accounts.createUser({ domainId, email, password, role, firstname, lastname });
  }).catch((error: unknown) => {
    throw isTaken(error) ? new Error(`Somebody signs in with ${email} already.`) : error;
  });
  console.log(`Made the ${role} ${email}.`);
  if (!options.passwordFromStdin) console.log(`Password, shown this once: ${password}`);
}

function isTaken(error: unknown): boolean {
  return error instanceof Refusal && error.code === "already_exists";
}

function withAccounts<Result>(
  environment: Environment,
  work: (accounts: Accounts) => Promise<Result>,
): Promise<Result> {
  return withDatabase(environment, async (database, logger) => {
    await migrateToLatest(database);
    return work(createAccounts({ database, clock: systemClock, bus: createInProcessBus(logger) }));
  });
}

async function withDatabase<Result>(
  environment: Environment,
  work: (database: Database, logger: ReturnType<typeof createLogger>) => Promise<Result>,
): Promise<Result> {
  const logger = createLogger("silent");
  const database = await openDatabase({ ...environment, logger });
  try {
    return await work(database, logger);
  } finally {
    await database.close();
  }
}
