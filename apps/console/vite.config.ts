import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The server that a development console talks to. */
const developmentServer = process.env.BECKON_PUBLIC_URL ?? "http://127.0.0.1:3000";

export default defineConfig({
  plugins: [react()],
  build: {
    // The console's one page, and the one that its preview of the window stands in.
    rolldownOptions: { input: ["index.html", "window-preview.html"] },
    // Apart from /assets/, which the server keeps for what target websites load.
    assetsDir: "console-assets",
    // The console's Content-Security-Policy knows neither data: URLs nor inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2023",
    chunkSizeWarningLimit: 600,
  },
  server: { proxy: { "/api": { target: developmentServer, ws: true } } },
});
