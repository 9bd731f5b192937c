import { fileURLToPath } from "node:url";
import type { AccessRole, CreatedPerson, CreatedToken } from "@beckon/protocol";
import { type ChildServer, startChildServer } from "../measuring/child-server.ts";
import { startProduct } from "../measuring/product.ts";

/** A server that the same load is put on: the product, or what it is compared with. */
export interface System {
  name: string;
  start(databaseUrl: string): Promise<ChildServer>;
  /** A token for each agent, who can take everything that the load brings. */
  makeAgents(server: ChildServer, count: number): Promise<string[]>;
  /** What an agent does about a task that rings. */
  accept(server: ChildServer, token: string, taskId: string): Promise<void>;
}

const BARE_SERVER = fileURLToPath(new URL("./bare-server.ts", import.meta.url));
/** The most that a channel's limits can be. */
const LIMIT = 100;

export const SYSTEMS: readonly System[] = [
  {
    name: "Beckon",
    start: (databaseUrl) => startProduct({ databaseUrl }),
    makeAgents,
    accept: async (server, token, taskId) => {
      await call(server, token, "POST", `/tasks/${taskId}/accept`);
    },
  },
  {
    name: "bare ws, one INSERT, the next agent in turn",
    start: (databaseUrl) => startChildServer([BARE_SERVER], { DATABASE_URL: databaseUrl }),
    makeAgents: async (_server, count) => Array.from({ length: count }, (_, index) => String(index)),
    accept: async () => undefined,
  },
];

/** Two requests each, of the 500 that a token has in a minute. */
const AGENTS_PER_TOKEN = 200;

async function signIn(server: ChildServer): Promise<string> {
  const credentials = { email: "admin@demo.test", password: "beckon-demo" };
  return (await call<{ token: string }>(server, null, "POST", "/tokens", credentials)).token;
}

async function makeAgents(server: ChildServer, count: number): Promise<string[]> {
  let admin = await signIn(server);
  await call(server, admin, "PATCH", "/channels/asynchronous", { soft_limit: LIMIT, hard_limit: LIMIT });
  const roles = await call<{ records: AccessRole[] }>(server, admin, "GET", "/roles?limit=150");
  const role = roles.records.find(({ ready_made }) => ready_made === "agent");
  if (role === undefined) throw new Error("there is no role of agents");
  const tokens: string[] = [];
  for (let index = 0; index < count; index += 1) {
    if (index % AGENTS_PER_TOKEN === 0) admin = await signIn(server);
    const { id } = await call<CreatedPerson>(server, admin, "POST", "/users", {
      email: `agent-${index}@bench.test`,
      firstname: `Agent ${index}`,
      password: "a password for the bench",
      role_ids: [role.id],
    });
    const { token } = await call<CreatedToken>(server, admin, "POST", `/users/${id}/tokens`, { label: "bench" });
    tokens.push(token);
  }
  return tokens;
}

async function call<Answer>(
  server: ChildServer,
  token: string | null,
  method: string,
  path: string,
  body?: object,
): Promise<Answer> {
  const response = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  // The answer's shape is the server's promise, as it is for every client.
  return JSON.parse(text) as Answer;
}
