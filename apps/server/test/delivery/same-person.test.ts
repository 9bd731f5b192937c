import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createVisitorClient, type VisitorClient, type VisitorClientState } from "@beckon/sdk";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "../../src/platform/identifiers.ts";
import { startWorld, type Tenant, type World } from "../http/world.ts";
import { GIVEN_SECRET, signToken } from "../tokens.ts";
import { connectAgent } from "./world.ts";

const EXAMPLE = fileURLToPath(new URL("../../../../packages/sdk/examples/same-person.ts", import.meta.url));

let world: World;
let tenant: Tenant;
const clients: VisitorClient[] = [];

beforeAll(async () => {
  world = await startWorld("embedded");
  tenant = await world.createTenant("purple");
  await world.ask(`/api/v1/communities/${tenant.source.community_id}/keys`, {
    method: "POST",
    token: tenant.tokens.administrator,
    body: { kid: "main", algorithm: "HS256", secret: GIVEN_SECRET },
  });
});
afterAll(async () => {
  for (const client of clients) client.stop();
  await world.close();
});

const url = () => `http://127.0.0.1:${world.application.port}`;

function connect(signedIdentity: string): VisitorClient {
  const client = createVisitorClient({
    publicUrl: url(),
    sourceToken: tenant.source.token,
    storage: null,
    signedIdentity,
  });
  clients.push(client);
  client.start();
  return client;
}

function until(client: VisitorClient, holds: (state: VisitorClientState) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (!holds(client.getState())) return;
      forget();
      resolve();
    };
    const forget = client.subscribe(check);
    check();
  });
}

it("SIG2: two clients and a Node program with one signed uuid are one visitor: threads, unread and typing, live", async () => {
  const token = signToken({ uuid: "everywhere", firstname: "Ada" });
  const [phone, laptop] = [connect(token), connect(token)];
  await Promise.all([phone, laptop].map((client) => until(client, ({ threadsKnown }) => threadsKnown)));

  const program = promisify(execFile)(
    process.execPath,
    [EXAMPLE, url(), tenant.source.token, token, "from a program"],
    { timeout: 20_000 },
  );
  const hasProgramsMessage = ({ threads }: VisitorClientState) =>
    threads[0]?.messages.some(({ body }) => body === "from a program") === true;
  await Promise.all([phone, laptop].map((client) => until(client, hasProgramsMessage)));
  const threadId = phone.getState().threads[0]?.thread.id ?? "";

  const agent = await connectAgent(url(), tenant.tokens.agent);
  agent.send({ type: "watch_thread", thread_id: threadId, known_number: 0 });
  await agent.next("messages_listed");
  agent.send({ type: "set_typing", thread_id: threadId, typing: true });
  await Promise.all([phone, laptop].map((client) => until(client, ({ threads }) => threads[0]?.typing != null)));
  agent.send({ type: "send_message", id: newId(), thread_id: threadId, body: "hello everywhere", private: false });
  await Promise.all([phone, laptop].map((client) => until(client, ({ unreadCount }) => unreadCount === 1)));
  phone.markRead(threadId, 2);
  await until(laptop, ({ unreadCount }) => unreadCount === 0);
  await agent.close();

  program.child.kill("SIGINT");
  const { stdout } = await program;
  expect(stdout).toContain("0 conversations");
  expect(stdout).toContain("Sent as number 1");
}, 40_000);

it("SIG3: the reason of a refusal is told to the program, and nothing is shown", async () => {
  const refused = new Promise<string>((resolve) => {
    const client = connect(signToken({ uuid: "everywhere" }, { secret: "another secret altogether" }));
    client.onIdentityRefused((reason) => resolve(reason.code));
  });
  expect(await refused).toBe("token_signature_wrong");
  expect(clients.at(-1)?.getState().threads).toEqual([]);
});
