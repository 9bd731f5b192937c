import { fileURLToPath } from "node:url";
import type { InlineConfig } from "vite";

/**
 * How the window is built for websites: with the subset of Preact in Preact's place, which JSX reaches by functions that
 * each file gets. The automatic runtime would come along, and is no part of the subset.
 */
export const drawing = {
  oxc: {
    jsx: { runtime: "classic", pragma: "h", pragmaFrag: "Fragment" },
    jsxInject: 'import { Fragment, h } from "preact"',
  },
  resolve: {
    alias: [
      {
        find: /^preact$/,
        replacement: fileURLToPath(new URL("src/drawing/preact-subset.ts", import.meta.url)),
      },
    ],
  },
} satisfies InlineConfig;
