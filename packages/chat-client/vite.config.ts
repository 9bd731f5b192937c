import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

// For the preview page only (`npx vite --config packages/chat-client/vite.config.ts`): the product's bundle is made
// by the Chat Manager.
export default defineConfig({ root: fileURLToPath(new URL("dev", import.meta.url)) });
