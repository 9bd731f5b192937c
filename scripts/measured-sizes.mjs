import { readFile } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { Problem } from "./command.mjs";
import { root } from "./paths.mjs";
import { chatManagerManifest, sizeBudgets } from "./size-budgets.mjs";

const chunkImport = /(?:\bfrom|\bimport)\s*["'](\.{1,2}\/[^"']+)["']/g;

/**
 * Measures each budget: `{ name, target, hard, gzip, brotli }` in bytes. The chunks that a file imports at once belong
 * to its weight, unless an earlier line of the budget has brought them already.
 */
export async function measureSizes() {
  const manifest = JSON.parse(await read(chatManagerManifest));
  const counted = new Set();
  const sizes = [];
  for (const { name, file, target, hard } of sizeBudgets) {
    const entry = file.path ?? posix.join(dirname(chatManagerManifest), manifest[file.manifest]);
    let gzip = 0;
    let brotli = 0;
    for (const bytes of await bytesOf(entry, counted)) {
      gzip += gzipSync(bytes, { level: 9 }).length;
      brotli += brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
    }
    sizes.push({ name, target, hard, gzip, brotli });
  }
  return sizes;
}

async function bytesOf(path, counted) {
  if (counted.has(path)) return [];
  counted.add(path);
  const text = await read(path);
  const imported = [];
  for (const [, target] of text.matchAll(chunkImport)) {
    imported.push(...(await bytesOf(posix.join(dirname(path), target), counted)));
  }
  return [Buffer.from(text), ...imported];
}

async function read(path) {
  return await readFile(join(root, path), "utf8").catch(() => {
    throw new Problem(`${path} is not built; \`npm run build\` makes it.`);
  });
}
