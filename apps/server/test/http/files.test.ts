import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readFiles } from "../../src/http/files.ts";

const folder = mkdtempSync(join(tmpdir(), "beckon-files-"));
writeFileSync(join(folder, "index.html"), "<!doctype html><title>Beckon</title>");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the console's page", () => {
  it("has its browser ask at once what the console asks first, where somebody is signed in", async () => {
    const files = await readFiles({ console: folder, chatManager: join(folder, "none") }, false);
    const linkAt = (path: string) => files(path)?.identity.headers.link;
    const questions =
      "</api/v1/me>; rel=preload; as=fetch; crossorigin=anonymous, " +
      "</api/v1/threads?offset=0&limit=100>; rel=preload; as=fetch; crossorigin=anonymous";
    for (const path of ["/", "/desk", "/desk/threads/1", "/admin/people"]) expect(linkAt(path)).toBe(questions);
    expect(files("/login")).toBeDefined();
    expect(linkAt("/login")).toBeUndefined();
    expect(files("/elsewhere")).toBeUndefined();
  });
});
