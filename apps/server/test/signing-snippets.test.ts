import { execFile } from "node:child_process";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { CreatedCommunityKey, TokenCheck } from "@beckon/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWorld, type Tenant, type World } from "./http/world.ts";

const run = promisify(execFile);
const folder = fileURLToPath(new URL("../../console/src/admin/communities/signing/", import.meta.url));
const CSHARP_PROJECT = (version: string) =>
  `<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net${version}</TargetFramework></PropertyGroup></Project>`;

interface Snippet {
  language: string;
  file: string;
  /** Asks for the version: whether the program is on this machine, in the environment that the snippet gets. */
  probe: [program: string, ...args: string[]];
  command: (file: string, version: string) => Promise<[program: string, ...args: string[]]>;
}

const snippets: readonly Snippet[] = [
  {
    language: "Node",
    file: "sign-identity.mjs",
    probe: [process.execPath, "--version"],
    command: async (file) => [process.execPath, file],
  },
  { language: "PHP", file: "sign_identity.php", probe: ["php", "-v"], command: async (file) => ["php", file] },
  {
    language: "Python",
    file: "sign_identity.py",
    probe: ["python3", "--version"],
    command: async (file) => ["python3", file],
  },
  { language: "Ruby", file: "sign_identity.rb", probe: ["ruby", "-v"], command: async (file) => ["ruby", file] },
  { language: "Java", file: "SignIdentity.java", probe: ["java", "-version"], command: async (file) => ["java", file] },
  { language: "Go", file: "sign_identity.go", probe: ["go", "version"], command: async (file) => ["go", "run", file] },
  {
    language: "C#",
    file: "SignIdentity.cs",
    probe: ["dotnet", "--version"],
    command: async (file, version) => {
      const project = join(file, "..", "SignIdentity.csproj");
      await writeFile(project, CSHARP_PROJECT(version.split(".").slice(0, 2).join(".")));
      return ["dotnet", "run", "--project", project];
    },
  },
];

/** The version that a program tells; null when it is not there. */
async function findVersion([program, ...args]: Snippet["probe"]): Promise<string | null> {
  try {
    return (await run(program, args)).stdout.trim();
  } catch {
    return null;
  }
}

describe("the code for servers", () => {
  let world: World;
  let tenant: Tenant;
  let work: string;

  beforeAll(async () => {
    world = await startWorld("embedded");
    tenant = await world.createTenant("purple");
    work = await mkdtemp(join(tmpdir(), "signing-"));
  });
  afterAll(async () => {
    await world.close();
    await rm(work, { recursive: true, force: true });
  });

  it("SIG1: signs identities that are verified, in each language whose program is here", {
    timeout: 180_000,
  }, async () => {
    const path = `/api/v1/communities/${tenant.source.community_id}`;
    const token = tenant.tokens.administrator;
    const body = { kid: "website", algorithm: "HS256" };
    const { body: key } = await world.ask<CreatedCommunityKey>(`${path}/keys`, { method: "POST", token, body });
    const env = { ...process.env, BECKON_KEY_ID: key.kid, BECKON_KEY_SECRET: key.secret ?? "" };
    const [ran, missing]: [string[], string[]] = [[], []];
    for (const { language, file, probe, command } of snippets) {
      const version = await findVersion(probe);
      if (version === null) {
        missing.push(language);
        continue;
      }
      const copy = join(work, basename(file));
      await copyFile(join(folder, file), copy);
      const [program, ...args] = await command(copy, version);
      const { stdout } = await run(program, args, { env, cwd: work });
      const { body: check } = await world.ask<TokenCheck>(`${path}/token_check`, {
        method: "POST",
        token,
        body: { token: stdout.trim() },
      });
      expect(check, language).toMatchObject({ verified: true, kid: "website", uuid: "customer-1042", warnings: [] });
      const [, payload = ""] = stdout.trim().split(".");
      expect(JSON.parse(Buffer.from(payload, "base64url").toString("utf8")), language).toMatchObject({
        firstname: "Zoë",
        lastname: "O'Neil",
        email: "zoe@example.com",
        extra_values: { loyalty: "gold" },
      });
      ran.push(language);
    }
    console.info(`Run: ${ran.join(", ")}. Not run, for want of their programs: ${missing.join(", ") || "none"}.`);
    expect(ran).toContain("Node");
  });
});
