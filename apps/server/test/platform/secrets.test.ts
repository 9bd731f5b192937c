import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hashSecret, matchesHash, newId, newSecret } from "../../src/platform/identifiers.ts";
import { loadSecret } from "../../src/platform/secret.ts";

describe("the installation's secret", () => {
  let dataDir: string;

  beforeEach(async () => {
    dataDir = join(await mkdtemp(join(tmpdir(), "beckon-secret-")), "data");
  });

  afterEach(() => rm(join(dataDir, ".."), { recursive: true, force: true }));

  it("is the given one, and nothing is written then", async () => {
    expect(await loadSecret({ secret: "given", dataDir })).toBe("given");
    await expect(stat(dataDir)).rejects.toThrow("ENOENT");
  });

  it("is made on the first start, for the owner's eyes only, and kept", async () => {
    const made = await loadSecret({ secret: undefined, dataDir });
    expect(made).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect((await stat(join(dataDir, "secret"))).mode & 0o777).toBe(0o600);
    expect(await loadSecret({ secret: undefined, dataDir })).toBe(made);
  });

  it("is the same for all who start at once", async () => {
    const secrets = await Promise.all(Array.from({ length: 8 }, () => loadSecret({ secret: undefined, dataDir })));
    expect(new Set(secrets).size).toBe(1);
  });

  it("is never replaced when the kept one is damaged", async () => {
    await loadSecret({ secret: undefined, dataDir });
    await chmod(join(dataDir, "secret"), 0o600);
    await writeFile(join(dataDir, "secret"), "short");
    await expect(loadSecret({ secret: undefined, dataDir })).rejects.toThrow("holds no usable secret");
    expect(await readFile(join(dataDir, "secret"), "utf8")).toBe("short");
  });
});

describe("identifiers and tokens", () => {
  it("are UUIDv7, in the order in which they were made", () => {
    const ids = Array.from({ length: 1_000 }, newId);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(1_000);
  });

  it("are recognised by their hash alone", () => {
    const secret = newSecret();
    expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(hashSecret(secret)).toHaveLength(32);
    expect(matchesHash(secret, hashSecret(secret))).toBe(true);
    expect(matchesHash(newSecret(), hashSecret(secret))).toBe(false);
    expect(matchesHash(secret, new Uint8Array(0))).toBe(false);
  });
});
