import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const BECKON = fileURLToPath(new URL("../bin/beckon.mjs", import.meta.url));

/** Starts the command line as a shell would, with only these variables. */
function start(words: string[], variables: Record<string, string> = {}) {
  const child = spawn(process.execPath, [BECKON, ...words], { env: { PATH: process.env.PATH, ...variables } });
  const output = text(child.stdout);
  const errors = text(child.stderr);
  const done = once(child, "close").then(async ([code, signal]) => ({
    code: code as number | null,
    signal: signal as string | null,
    output: await output,
    errors: await errors,
  }));
  return { child, done };
}

async function run(words: string[], variables: Record<string, string> = {}, input = "") {
  const { child, done } = start(words, variables);
  child.stdin.end(input);
  return done;
}

describe("the command line", () => {
  it.each([
    [[]],
    [["dance"]],
    [["serve", "now"]],
    [["domain", "create"]],
    [["user", "create", "--email", "a@b.test"]],
    [["user", "create", "--nonsense"]],
  ])("answers %j with its help and exit code 64", async (words) => {
    const { code, errors, output } = await run(words);
    expect({ code, output }).toEqual({ code: 64, output: "" });
    expect(errors).toContain("Usage: beckon <command>");
  });

  it("shows its help to who asks for it", async () => {
    const { code, output } = await run(["help"]);
    expect(code).toBe(0);
    expect(output).toContain("domain create NAME");
  });

  it("starts nothing in a bad environment, and says on one line each what is wrong", async () => {
    const { code, errors, output } = await run(["serve"], {
      PORT: "many",
      LOG_LEVEL: "loud",
      BECKON_DATA_DIR: "/nowhere",
    });
    expect({ code, output }).toEqual({ code: 78, output: "" });
    const lines = errors.trim().split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^PORT is "many"; it wants /);
  });

  describe("with a database", () => {
    let dataDir: string;
    let variables: Record<string, string>;

    beforeAll(async () => {
      dataDir = await mkdtemp(join(tmpdir(), "beckon-cli-"));
      variables = { BECKON_DATA_DIR: dataDir, PORT: "0", LOG_LEVEL: "info" };
    });
    afterAll(() => rm(dataDir, { recursive: true, force: true }));

    it("makes a domain and users who can then sign in, and stops in good order on SIGTERM", async () => {
      expect((await run(["migrate"], variables)).output).toMatch(/^Applied /);
      expect((await run(["domain", "create", "Purple"], variables)).output).toMatch(/^Made the domain "Purple"/);
      expect(await run(["domain", "create", "Purple"], variables)).toMatchObject({
        code: 1,
        errors: 'beckon: There is a domain named "Purple" already.\n',
      });

      const user = (email: string, ...more: string[]) => [
        ...["user", "create", "--domain", "Purple", "--email", email, "--role", "administrator"],
        ...more,
      ];
      const given = await run(user("ada@purple.test", "--password-stdin"), variables, "a long password\n");
      expect(given).toMatchObject({ code: 0, output: "Made the administrator ada@purple.test.\n" });
      const generated = await run(user("bob@purple.test"), variables);
      const password = /Password, shown this once: (\S{43})\n/.exec(generated.output)?.[1];
      expect(await run(user("ADA@purple.test"), variables)).toMatchObject({ code: 1 });
      expect(await run(user("eve@purple.test", "--password-stdin"), variables, "short")).toMatchObject({ code: 64 });

      const { child, done } = start(["serve"], variables);
      const url = await readyUrl(child.stdout);
      for (const credentials of [
        { email: "ada@purple.test", password: "a long password" },
        { email: "bob@purple.test", password },
      ]) {
        const response = await fetch(`${url}/api/v1/tokens`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(credentials),
        });
        expect(response.status).toBe(201);
      }
      // A second process on the same directory is told who has it.
      const second = await run(["serve"], variables);
      expect(second.code).toBe(1);
      expect(second.errors).toContain(String(child.pid));

      child.kill("SIGTERM");
      expect(await done).toMatchObject({ code: 0, signal: null, errors: "" });
    }, 90_000);

    it("ends at once on a second signal", async () => {
      const { child, done } = start(["serve"], variables);
      const url = new URL(await readyUrl(child.stdout));
      // A request that does not end keeps the first signal's good order waiting.
      const socket = connect(Number(url.port), url.hostname);
      socket.on("error", () => {});
      socket.write(
        "POST /api/v1/tokens HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\nexpect: 100-continue\r\n\r\n",
      );
      await once(socket, "data");
      child.kill("SIGTERM");
      await logged(child.stdout, "stopping");
      child.kill("SIGTERM");
      expect(await done).toMatchObject({ code: 1 });
      socket.destroy();
    }, 180_000);
  });
});

async function readyUrl(stdout: NodeJS.ReadableStream): Promise<string> {
  const line = await logged(stdout, "ready");
  return JSON.parse(line).url;
}

/** The log line with this message. Listens beside whoever else reads the stream. */
function logged(stdout: NodeJS.ReadableStream, message: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = "";
    const look = (chunk: Buffer | string) => {
      seen += chunk;
      const line = seen.split("\n").find((each) => each.includes(`"msg":"${message}"`) && each.endsWith("}"));
      if (line === undefined) return;
      stdout.off("data", look);
      resolve(line);
    };
    stdout.on("data", look);
    stdout.once("end", () => reject(new Error(`ended without "${message}": ${seen}`)));
  });
}
