import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** The server that a development console talks to. */
const developmentServer = process.env.BECKON_PUBLIC_URL ?? "http://127.0.0.1:3000";

/** Asks for the face of most of the text with the page: its style sheet only names it, and all is laid out again when it comes. */
const fontWithThePage: Plugin = {
  name: "font-with-the-page",
  transformIndexHtml: {
    order: "post",
    handler(_html, { bundle, path }) {
      const font = Object.keys(bundle ?? {}).find((file) => file.includes("inter-latin-wght-normal"));
      if (font === undefined || path !== "/index.html") return [];
      const attrs = { rel: "preload", as: "font", type: "font/woff2", crossorigin: "", href: `/${font}` };
      return [{ tag: "link", attrs, injectTo: "head" }];
    },
  },
};

export default defineConfig({
  plugins: [react(), fontWithThePage],
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
