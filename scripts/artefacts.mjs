/**
 * What is built before the server can serve it: each by `vite build` in its folder, into dist/.
 * `bundles` are the folders whose sources end up in it; `output` is the file that tells when it was built.
 */
export const artefacts = [
  { folder: "packages/loader", bundles: ["packages/protocol"], output: "dist/loader.js" },
  {
    folder: "packages/chat-manager",
    bundles: ["packages/chat-client", "packages/sdk", "packages/targeting", "packages/conditions", "packages/protocol"],
    output: "dist/manifest.json",
  },
  {
    folder: "apps/console",
    bundles: ["packages/sdk", "packages/targeting", "packages/conditions", "packages/protocol"],
    output: "dist/index.html",
  },
];
