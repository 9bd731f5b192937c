import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "./paths.mjs";

/** A service on this machine answers at once or not at all. */
const patienceMs = 2000;

// The drivers are the server's own: what they cannot reach, its tests cannot either.
const serverRequire = createRequire(join(root, "apps/server/package.json"));

const versionOf = {
  async postgresql(url) {
    const { Client } = serverRequire("pg");
    const client = new Client({ connectionString: url, connectionTimeoutMillis: patienceMs });
    await client.connect();
    const { rows } = await client.query("show server_version");
    await client.end();
    return rows[0].server_version.split(" ")[0];
  },
  async redis(url) {
    const { createClient } = serverRequire("redis");
    const client = createClient({ url, socket: { connectTimeout: patienceMs, reconnectStrategy: false } });
    client.on("error", () => {});
    await client.connect();
    const information = await client.info("server");
    client.destroy();
    return /redis_version:(\S+)/.exec(information)?.[1] ?? "of an unknown version";
  },
};

// Prints the version, or fails with the reason in one line; an address may hold a password and is told without it.
const [service, url] = process.argv.slice(2);
try {
  console.log(await versionOf[service](url));
} catch (error) {
  const place = URL.canParse(url) ? new URL(url).host : "the address given";
  console.log(`not reached at ${place} (${error.code ?? error.message})`);
  process.exitCode = 1;
}
