/**
 * What websites download, in bytes after gzip -9. Over `hard` the check fails; `target` is what we want to reach.
 * `file` is a path from the root, or a name in the manifest that the build of the Chat Manager writes.
 */
export const chatManagerManifest = "packages/chat-manager/dist/manifest.json";

export const sizeBudgets = [
  { name: "Loader", file: { path: "packages/loader/dist/loader.js" }, target: 1024, hard: 1536 },
  { name: "Chat Manager", file: { manifest: "manager" }, target: 6144, hard: 8192 },
  { name: "Chat Client", file: { manifest: "client" }, target: 20_480, hard: 25_600 },
];
