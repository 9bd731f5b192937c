import { PROTOCOL_VERSION, type ServerToVisitor, type ThreadOrigin } from "@beckon/protocol";
import { pino } from "pino";
import { type Application, startApplication } from "../../src/application.ts";
import { createAccounts } from "../../src/features/accounts/index.ts";
import { createSources } from "../../src/features/sources/index.ts";
import { openBus } from "../../src/platform/bus/index.ts";
import { systemClock } from "../../src/platform/clock.ts";
import type { Database } from "../../src/platform/database/index.ts";
import { type Environment, readEnvironment } from "../../src/platform/environment.ts";
import { newId, newSecret } from "../../src/platform/identifiers.ts";
import { type AgentPeer, connectPeer, type VisitorPeer } from "./peer.ts";

export const silent = pino({ level: process.env.TEST_LOG_LEVEL ?? "silent" });
const PASSWORD = "a password for tests";

export interface Tenant {
  domainId: string;
  sourceId: string;
  sourceToken: string;
  agents: { id: string; email: string; token: string }[];
}

/** A domain with one messaging source and agents, made through the features that make them. */
export async function createTenant(
  database: Database,
  name: string,
  agentCount = 1,
): Promise<Omit<Tenant, "agents"> & { emails: string[] }> {
  const bus = await openBus({ redisUrl: undefined, namespace: "test", logger: silent });
  const accounts = createAccounts({ database, clock: systemClock, bus });
  const domainId = await accounts.createDomain(name);
  const source = await createSources({ database, bus }).create(domainId, {
    label: `${name} shop`,
    mode: "messaging",
    token: `${name.toLowerCase()}-${newId()}`,
    sender_name: "{{firstname}} of Purple",
  });
  const emails: string[] = [];
  for (let index = 0; index < agentCount; index += 1) {
    const email = `agent-${index}-${newId()}@${name.toLowerCase()}.test`;
    await accounts.createUser({
      domainId,
      email,
      password: PASSWORD,
      role: "agent",
      firstname: "Alicia",
      lastname: `Agent${index}`,
    });
    emails.push(email);
  }
  await bus.close();
  return { domainId, sourceId: source.id, sourceToken: source.token, emails };
}

export function testEnvironment(location: { dataDir: string; databaseUrl?: string }, port = 0): Environment {
  const reading = readEnvironment({
    PORT: String(port),
    BECKON_DATA_DIR: location.dataDir,
    DATABASE_URL: location.databaseUrl,
    LOG_LEVEL: "silent",
  });
  if (reading.kind === "invalid") throw new Error(reading.problems.join("\n"));
  return reading.environment;
}

export function startTestApplication(
  database: Database & { location: { dataDir: string; databaseUrl?: string } },
  port = 0,
): Promise<Application> {
  return startApplication({ environment: testEnvironment(database.location, port), logger: silent, database });
}

export async function createToken(url: string, email: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/tokens`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  const body = (await response.json()) as { token?: string };
  if (body.token === undefined) throw new Error(`no token: ${JSON.stringify(body)}`);
  return body.token;
}

export interface Browser {
  identity: { id: string; secret: string };
}

export const newBrowser = (): Browser => ({ identity: { id: newId(), secret: newSecret() } });

export const firstMessageOrigin: ThreadOrigin = { trigger_id: null, language: "en", identity_initiated: false };

export async function connectVisitor(
  url: string,
  sourceToken: string,
  browser: Browser,
  known: { thread_id: string; number: number }[] = [],
): Promise<VisitorPeer & { welcomed: Extract<ServerToVisitor, { type: "welcomed" }> }> {
  const peer: VisitorPeer = await connectPeer(`${url.replace("http", "ws")}/chat/${sourceToken}/socket`);
  peer.send({ type: "hello", version: PROTOCOL_VERSION, identity: browser.identity, known });
  return Object.assign(peer, { welcomed: await peer.next("welcomed") });
}

export async function connectAgent(url: string, token: string): Promise<AgentPeer> {
  const peer: AgentPeer = await connectPeer(`${url.replace("http", "ws")}/api/v1/socket`);
  peer.send({ type: "hello", version: PROTOCOL_VERSION, token });
  await peer.next("welcomed");
  return peer;
}
