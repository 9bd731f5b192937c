import { expect, type Page, test } from "@playwright/test";
import axe from "axe-core";
import { COLOUR_RULES } from "../src/colour-rules.ts";
import { launch, openShopPage, putConversation, putLive } from "../src/window-stage.ts";

const opened = { kind: "floating", opened: true, openedBy: "visitor" } as const;

interface WindowState {
  options?: Parameters<typeof launch>[1];
  reach(page: Page): Promise<unknown>;
}

const changeThread = (page: Page, change: object) =>
  page.evaluate((given) => {
    const { client } = globalThis.stage;
    const [known] = client.getState().threads;
    const { thread, ...rest } = given as { thread?: object };
    if (known) client.putThread({ ...known, ...rest, thread: { ...known.thread, ...thread } });
  }, change);

/** How each state of the window is reached, from an open window with an empty conversation. */
const STATES: Readonly<Record<string, WindowState>> = {
  empty: { reach: (page) => expect(page.getByText("Ask us anything")).toBeVisible() },
  welcome: {
    options: { welcome: "Welcome to Purple." },
    reach: (page) => expect(page.getByText("Welcome to Purple.")).toBeVisible(),
  },
  list: {
    async reach(page) {
      await putConversation(page, 5, 2);
      await page.getByRole("button", { name: "All conversations" }).click();
      await expect(page.getByRole("list", { name: "Your conversations" })).toBeVisible();
    },
  },
  conversation: {
    async reach(page) {
      await putConversation(page, 12, 2);
      await changeThread(page, { typing: "Alicia" });
      await page.getByRole("textbox").fill("https://shop.test/");
      await page.getByRole("button", { name: "More options" }).click();
      await expect(page.getByText("Alicia is typing")).toBeVisible();
    },
  },
  "scrolled up": {
    async reach(page) {
      await putConversation(page, 60);
      await expect(page.getByText("Message 60", { exact: true })).toBeVisible();
      await page.getByRole("log").evaluate((log) => log.scrollTo({ top: 400 }));
      await expect(page.getByRole("button", { name: "Go to the latest message" })).toBeVisible();
    },
  },
  emoji: {
    async reach(page) {
      await page.getByRole("button", { name: "Emoji", exact: true }).click();
      await expect(page.getByRole("dialog", { name: "Emoji" })).toBeVisible();
    },
  },
  "emoji that are not found": {
    async reach(page) {
      await page.getByRole("button", { name: "Emoji", exact: true }).click();
      await page.getByRole("searchbox").fill("zebras");
      await expect(page.getByText("No emoji found")).toBeVisible();
    },
  },
  "failed message": {
    async reach(page) {
      await page.getByRole("textbox").fill("Hello https://shop.test/");
      await page.getByRole("button", { name: "Send" }).click();
      await page.evaluate(() => {
        const { client } = globalThis.stage;
        client.refuse(client.getState().threads[0]?.thread.id ?? "", "This conversation is locked.");
      });
      await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
    },
  },
  "e-mail request": {
    async reach(page) {
      await putConversation(page, 2);
      await changeThread(page, { thread: { email_request: "open" } });
      await page.getByRole("textbox", { name: /e-mail/ }).press("Enter");
      await expect(page.getByText("Write your e-mail address.")).toBeVisible();
    },
  },
  locked: {
    async reach(page) {
      await putConversation(page, 2);
      await changeThread(page, { thread: { locked: true } });
      await expect(page.getByText("This conversation is closed.")).toBeVisible();
    },
  },
  waiting: {
    options: { mode: "live_chat" },
    async reach(page) {
      await putConversation(page, 1);
      await putLive(page, { kind: "waiting", position: 2, estimated_wait_seconds: 90 });
      await expect(page.getByText("You are number 2 in the queue.")).toBeVisible();
    },
  },
  "end asked": {
    options: { mode: "live_chat" },
    async reach(page) {
      await putConversation(page, 3);
      await putLive(page, { kind: "connected", agent_name: "Alicia" });
      await page.getByRole("button", { name: "Quit" }).click();
      await expect(page.getByRole("alertdialog")).toBeVisible();
    },
  },
  ended: {
    options: { mode: "live_chat" },
    async reach(page) {
      await putConversation(page, 3);
      await putLive(page, { kind: "ended" });
      await expect(page.getByRole("button", { name: "Leave" })).toBeVisible();
    },
  },
  "session ended": {
    async reach(page) {
      await putConversation(page, 3);
      await page.evaluate(() =>
        globalThis.stage.client.change({ connection: { kind: "ended", reason: "not_authorised" } }),
      );
      await expect(page.getByRole("button", { name: "Reload the page" })).toBeVisible();
    },
  },
};

for (const locale of ["en-GB", "ar"]) {
  for (const [device, viewport] of Object.entries({
    desk: { width: 1280, height: 800 },
    phone: { width: 390, height: 700 },
    "400 % zoom": { width: 320, height: 256 },
  })) {
    test(`WIN60: has no fault that axe knows in any state, light or dark: ${locale}, ${device}`, async ({
      browser,
    }) => {
      const context = await browser.newContext({ viewport, reducedMotion: "reduce" });
      const page = await context.newPage();
      await openShopPage(page);
      await page.evaluate(axe.source);
      const faults: string[] = [];
      for (const [name, { options, reach }] of Object.entries(STATES)) {
        await launch(page, { ...options, display: opened, locale });
        await reach(page);
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          const violations = await page.evaluate(
            async (only) => {
              const checker = Reflect.get(window, "axe") as typeof axe;
              const results = await checker.run("beckon-chat", {
                resultTypes: ["violations"],
                ...(only === null ? {} : { runOnly: { type: "rule", values: only } }),
              });
              return results.violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html).join(" ")}`);
            },
            colorScheme === "dark" ? COLOUR_RULES : null,
          );
          faults.push(...violations.map((violation) => `${name}, ${colorScheme}: ${violation}`));
        }
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (overflow > 0) faults.push(`${name}: the page is ${overflow} px wider`);
        await page.evaluate(() => globalThis.stage.handle.close());
      }
      expect(faults).toEqual([]);
      await context.close();
    });
  }
}

test("WIN61: a whole journey by keyboard alone, announced to those who hear it", async ({ page }) => {
  await openShopPage(page);
  await page.getByRole("button", { name: "Help" }).focus();
  await launch(page);
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
      return element?.getAttribute("aria-label") ?? element?.textContent ?? "";
    });
  await press("Tab");
  expect(await focused()).toBe("Purple Shop");
  await press("Enter");
  await expect(page.getByRole("textbox", { name: "Write your message here" })).toBeFocused();
  await page.keyboard.type("Does it come in size 40?");
  await press("Enter");
  await page.evaluate(() => {
    const { client } = globalThis.stage;
    const threadId = client.getState().threads[0]?.thread.id ?? "";
    client.acknowledge(threadId);
    const author = { type: "agent" as const, id: "018f0000-0000-7000-8000-aaaaaaaaaaaa", name: "Alicia" };
    client.receive(globalThis.tools.makeMessage(threadId, 2, author, "It does.", Date.now()));
  });
  await expect(page.getByRole("log", { name: "Messages" })).toMatchAriaSnapshot(`
    - log "Messages":
      - paragraph: /Today/
      - article /^You, /:
        - text: Does it come in size 40?
        - paragraph: /Sent/
      - article /^Alicia, /:
        - text: It does.
        - paragraph: /Alicia/
  `);
  // What is added to the log is read out, and neither what is loaded above it nor the typing of dots.
  await expect(page.getByRole("log")).toHaveAttribute("aria-live", "polite");
  await test.step("back to the list, into another conversation, and out", async () => {
    const stops: string[] = [];
    for (let count = 0; count < 8 && stops.at(-1) !== "All conversations"; count += 1) {
      await press("Shift+Tab");
      stops.push(await focused());
    }
    expect(stops).toContain("Minimize");
    await press("Enter");
    await expect(page.getByRole("list", { name: "Your conversations" }).getByRole("button")).toBeFocused();
    await press("Tab");
    expect(await focused()).toBe("New conversation");
    await press("Enter");
    await expect(page.getByRole("textbox", { name: "Write your message here" })).toBeFocused();
    await press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    expect(await focused()).toBe("Purple Shop");
  });
});
