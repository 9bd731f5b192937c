import { defineConfig } from "@playwright/test";

// Each journey starts its own server on a free port, so there is no webServer here. One worker: two browsers with
// their servers on two cores wait for each other, and a journey is about order, not about speed.
export default defineConfig({
  testDir: "./test",
  outputDir: "../test-results",
  workers: 1,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  // Limits only end what hangs: a loaded machine is no defect.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: "list",
  use: {
    // The system's browser: nothing is downloaded.
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"],
    },
    locale: "en-GB",
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
  },
});
