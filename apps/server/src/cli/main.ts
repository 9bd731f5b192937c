import { parseArgs } from "node:util";
import { type Environment, readEnvironment } from "../platform/environment.ts";
import { createDomain, createUser, migrate } from "./administration.ts";
import { serve } from "./serve.ts";
import { EXIT_CODES, USAGE, UsageError } from "./usage.ts";

/** A command line that was understood, waiting for an environment to run in. */
type Command = (environment: Environment) => Promise<void>;

function readCommand(words: string[]): Command | "help" {
  const [first, second, ...rest] = words;
  if (first === "help" || first === "--help" || first === "-h") return "help";
  if (first === undefined) throw new UsageError("Which command?");
  if (first === "serve" && second === undefined) return serve;
  if (first === "migrate" && second === undefined) return migrate;
  if (first === "domain" && second === "create") return readDomain(rest);
  if (first === "user" && second === "create") return readUser(rest);
  throw new UsageError(`Not a command: ${words.join(" ")}`);
}

function readDomain([name, ...more]: string[]): Command {
  if (name === undefined || name.startsWith("-") || more.length > 0) {
    throw new UsageError("beckon domain create wants one NAME.");
  }
  return (environment) => createDomain(environment, name);
}

function readUser(words: string[]): Command {
  const {
    domain,
    email,
    role,
    firstname = "",
    lastname = "",
    "password-stdin": passwordFromStdin,
  } = readOptions(words);
  if (domain === undefined || email === undefined || role === undefined) {
    throw new UsageError("beckon user create wants --domain, --email and --role.");
  }
  return (environment) => createUser(environment, { domain, email, role, firstname, lastname, passwordFromStdin });
}

function readOptions(words: string[]) {
  try {
    return parseArgs({
      args: words,
      options: {
        domain: { type: "string" },
        email: { type: "string" },
        role: { type: "string" },
        firstname: { type: "string" },
        lastname: { type: "string" },
        "password-stdin": { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Runs a command and resolves to the exit code; 0 also while a server goes on. */
async function main(words: string[]): Promise<number> {
  try {
    const command = readCommand(words);
    if (command === "help") {
      console.log(USAGE);
      return 0;
    }
    const reading = readEnvironment(process.env);
    if (reading.kind === "invalid") {
      for (const problem of reading.problems) console.error(problem);
      return EXIT_CODES.configuration;
    }
    await command(reading.environment);
    return 0;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof UsageError) {
      console.error(`${message}\n\n${USAGE}`);
      return EXIT_CODES.usage;
    }
    console.error(`beckon: ${message}`);
    return EXIT_CODES.failed;
  }
}

process.exitCode = await main(process.argv.slice(2));
