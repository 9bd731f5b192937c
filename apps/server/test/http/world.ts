import type { ErrorBody, Role, Source } from "@beckon/protocol";
import { type Logger, pino } from "pino";
import { type Application, startApplication } from "../../src/application.ts";
import { createAccounts } from "../../src/features/accounts/index.ts";
import { createInProcessBus } from "../../src/platform/bus/in-process-bus.ts";
import { type Clock, systemClock } from "../../src/platform/clock.ts";
import { readEnvironment } from "../../src/platform/environment.ts";
import { type DatabaseKind, openTestDatabase, type TestDatabase } from "../database.ts";

export const PASSWORD = "a password for tests";
const silent = pino({ level: "silent" });

/** The body of an answer, read field by field as tests do. */
export type AnswerBody = Partial<ErrorBody> & { [field: string]: unknown };

export interface Answer<Body = AnswerBody> {
  status: number;
  headers: Headers;
  body: Body;
  text: string;
}

export interface Asking {
  method?: string;
  token?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** A domain with one user of each role, their tokens, and a source. */
export interface Tenant {
  domainId: string;
  emails: Record<Role, string>;
  tokens: Record<Role, string>;
  source: Source;
}

export interface World {
  application: Application;
  database: TestDatabase;
  ask<Body = AnswerBody>(path: string, asking?: Asking): Promise<Answer<Body>>;
  createTenant(name: string): Promise<Tenant>;
  close(): Promise<void>;
}

/** A server on a free port over a fresh database. */
export async function startWorld(
  kind: DatabaseKind,
  {
    clock = systemClock,
    variables = {},
    logger = silent,
  }: { clock?: Clock; variables?: Record<string, string>; logger?: Logger } = {},
): Promise<World> {
  const database = await openTestDatabase(kind);
  const reading = readEnvironment({ PORT: "0", BECKON_DATA_DIR: database.location.dataDir, ...variables });
  if (reading.kind === "invalid") throw new Error(reading.problems.join("\n"));
  const application = await startApplication({ environment: reading.environment, logger, database, clock });
  const accounts = createAccounts({ database, clock, bus: createInProcessBus(silent) });
  const base = `http://127.0.0.1:${application.port}`;

  async function ask<Body = AnswerBody>(path: string, asking: Asking = {}): Promise<Answer<Body>> {
    const { method = "GET", token, body, headers = {} } = asking;
    const response = await fetch(base + path, {
      method,
      redirect: "manual",
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = text !== "" && (response.headers.get("content-type") ?? "").startsWith("application/json");
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : {} };
  }

  async function createTenant(name: string): Promise<Tenant> {
    const domainId = await accounts.createDomain(name);
    const emailOf = (role: Role) => `${role}@${name}.test`;
    const tokenOf = async (role: Role) => {
      const email = emailOf(role);
      await accounts.createUser({ domainId, email, password: PASSWORD, role, firstname: name, lastname: role });
      const answer = await ask<{ token: string }>("/api/v1/tokens", {
        method: "POST",
        body: { email, password: PASSWORD },
      });
      return answer.body.token;
    };
    const tokens = {
      administrator: await tokenOf("administrator"),
      supervisor: await tokenOf("supervisor"),
      agent: await tokenOf("agent"),
    };
    const made = await ask<Source>("/api/v1/sources", {
      method: "POST",
      token: tokens.administrator,
      body: { label: `${name} shop`, mode: "messaging" },
    });
    const emails = {
      administrator: emailOf("administrator"),
      supervisor: emailOf("supervisor"),
      agent: emailOf("agent"),
    };
    return { domainId, emails, tokens, source: made.body };
  }

  return {
    application,
    database,
    ask,
    createTenant,
    async close() {
      await application.close();
      await database.close();
    },
  };
}
