import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";

export interface Asset {
  readonly body: Buffer;
  readonly type: string;
  readonly etag: string;
}

const folder = join(import.meta.dirname, "../public");
const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** Every file of public/, by its address. They are few and small, and read once. */
export function loadAssets(): ReadonlyMap<string, Asset> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return new Map(
    paths.flatMap((path) => {
      const type = types[extname(path)];
      if (type === undefined) return [];
      const body = readFileSync(join(folder, path));
      const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
      return [[`/assets/${path.replaceAll("\\", "/")}`, { body, type, etag }]];
    }),
  );
}
