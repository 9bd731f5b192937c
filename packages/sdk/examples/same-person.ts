/**
 * Talks as a signed visitor, from Node (22 or newer):
 *
 *   node examples/same-person.ts https://chat.example.com SOURCE_TOKEN "$JWT" "Is my order on its way?"
 *
 * Without a text it only listens. Whoever has the same `uuid` in a browser sees the same conversation, live.
 */
import { createVisitorClient } from "@beckon/sdk";

const [publicUrl = "", sourceToken = "", signedIdentity = "", text] = process.argv.slice(2);
const client = createVisitorClient({ publicUrl, sourceToken, storage: null, signedIdentity });

client.onIdentityRefused((reason) => console.error(`${reason.code}: ${reason.message}`));
client.onMessageReceived((message) => console.log(`${message.author.name}: ${message.body}`));

let isIntroduced = false;
client.subscribe(() => {
  const { connection, threadsKnown, threads } = client.getState();
  if (connection.kind === "ended") {
    console.error(`The connection has ended: ${connection.reason}`);
    client.stop();
  }
  if (!threadsKnown || isIntroduced) return;
  isIntroduced = true;
  console.log(`${threads.length} conversations`);
  const latest = threads[0]?.thread;
  if (text === undefined) return;
  const origin = { trigger_id: null, language: null, identity_initiated: true };
  client.sendMessage(latest?.id ?? client.newThreadId(), text, latest === undefined ? origin : null);
});
client.onMessageSent((message) => console.log(`Sent as number ${message.number}`));

process.once("SIGINT", () => client.stop());
client.start();
