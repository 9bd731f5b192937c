import { defineConfig } from "vite";

/** One function expression without a call; see src/index.ts for what the server makes of it. */
export default defineConfig({
  logLevel: "warn",
  build: {
    target: "es2022",
    reportCompressedSize: false,
    lib: { entry: "src/index.ts", formats: ["es"], fileName: () => "loader.js" },
    rolldownOptions: {
      output: { minify: true, postBanner: '(function(CONFIGURATION){"use strict";', postFooter: "})" },
    },
  },
});
