import { type FakeServer, startFakeServer } from "@beckon/console/fake-server/fake-server.ts";
import { type MadeUpThread, makeSource, makeThread, makeUser } from "@beckon/console/fake-server/made-up-data.ts";
import { test as base, expect, type Page } from "@playwright/test";
import axe from "axe-core";
import { COLOUR_RULES } from "./colour-rules.ts";

export const ada = makeUser(1, "Ada", "Winter", "administrator");
export const bruno = makeUser(2, "Bruno", "Reis", "agent");

/** The built console before a server of made-up data, and what the page said that it should not have. */
export const test = base.extend<{ server: FakeServer; page: Page }>({
  // biome-ignore lint/correctness/noEmptyPattern: the runner asks for the pattern.
  server: async ({}, use) => {
    const server = await startFakeServer([ada, bruno], [makeSource(1, "Purple Shop"), makeSource(2, "Help Centre")]);
    await use(server);
    await server.close();
  },
  page: async ({ page }, use) => {
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      if (/Content Security Policy|Unhandled|Warning:/.test(message.text())) complaints.push(message.text());
    });
    await use(page);
    expect(complaints).toEqual([]);
  },
});

export async function logIn(page: Page, server: FakeServer, path = "/desk", email = ada.email): Promise<void> {
  await page.goto(server.url + path);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("right");
  await page.getByRole("button", { name: "Log in" }).click();
  await page.waitForURL(`**${path}`);
}

/** A thread in which the visitor has written each of the bodies, a minute apart, the last one just now. */
export function addThread(server: FakeServer, number: number, name: string, bodies: readonly string[]): MadeUpThread {
  const source = server.sources[number % server.sources.length];
  if (source === undefined) throw new Error("The fake server has no source.");
  const startedAtMs = Date.now() - (bodies.length + number) * 60_000;
  const thread = server.desk.addThread(makeThread(number, source, name, startedAtMs));
  for (const [index, body] of bodies.entries()) {
    server.desk.visitorWrites(thread.summary.id, body, startedAtMs + (index + 1) * 60_000);
  }
  return thread;
}

export function log(page: Page) {
  return page.getByRole("log");
}

export function rows(page: Page) {
  return page.getByRole("list", { name: "Threads" }).getByRole("listitem");
}

/** Judges the page as it stands, by every rule in the light, and by those of colours in the dark; it stays light. */
export async function expectNoAccessProblems(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const faults: string[] = [];
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", colorScheme);
    const rules = colorScheme === "dark" ? COLOUR_RULES : null;
    const violations = await page.evaluate(async (only) => {
      const checker = Reflect.get(window, "axe") as typeof axe;
      // A frame that runs no scripts cannot be looked into; what an item looks like is its author's.
      const context = { include: [document.documentElement], exclude: ["iframe[sandbox]"] };
      const results = await checker.run(context, {
        resultTypes: ["violations"],
        ...(only === null ? {} : { runOnly: { type: "rule", values: only } }),
      });
      return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
    }, rules);
    faults.push(...violations.map((violation) => `${colorScheme}: ${violation}`));
  }
  expect(faults).toEqual([]);
}

/** The first source of the fake server, as it is now. */
export function sourceOf(server: FakeServer): FakeServer["sources"][number] {
  const [source] = server.sources;
  if (source === undefined) throw new Error("The fake server has no source.");
  return source;
}
