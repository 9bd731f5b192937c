import { defineConfig } from "vitest/config";

const workspaces = [
  "packages/protocol",
  "packages/conditions",
  "packages/targeting",
  "packages/sdk",
  "packages/loader",
  "packages/chat-manager",
  "packages/chat-client",
  "packages/web",
  "apps/server",
  "apps/console",
  "apps/shop",
];

// One project per package and app, named after its folder, and one for the scripts. Limits are generous, since a
// loaded machine is no defect: they only end what hangs.
export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 180_000,
    projects: [
      ...workspaces.map((folder) => ({
        extends: true as const,
        root: folder,
        test: { name: folder.replace(/^.*\//, ""), include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.{ts,tsx}"] },
      })),
      { extends: true as const, root: "scripts", test: { name: "scripts", include: ["test/**/*.test.mjs"] } },
    ],
  },
});
