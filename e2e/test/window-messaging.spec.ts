import { expect, type Page, test } from "@playwright/test";
import { callsOf, launch, openShopPage, putConversation } from "../src/window-stage.ts";

const opened = { display: { kind: "floating", opened: true, openedBy: "visitor" } } as const;
const field = (page: Page) => page.getByRole("textbox", { name: "Write your message here" });

test.beforeEach(({ page }) => openShopPage(page));

test("WIN40: a new conversation begins with the welcome message, unless an automatic one was shown", async ({
  page,
}) => {
  await launch(page, { ...opened, welcome: "Welcome to Purple." });
  const messages = page.getByRole("article");
  await expect(messages).toHaveText([/Welcome to Purple\./]);
  await field(page).fill("Hello");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await callsOf(page, "sendMessage"))[0]?.[2]).toMatchObject({ opening: "welcome" });
  await test.step("once the server has put it into the conversation it is there once", async () => {
    await page.evaluate(() => {
      const { client } = globalThis.stage;
      const threadId = client.getState().threads[0]?.thread.id ?? "";
      const author = { type: "bot" as const, name: "Purple Shop" };
      const message = globalThis.tools.makeMessage(threadId, 1, author, "Welcome to Purple.", Date.now());
      client.receive({ ...message, automated: true });
      client.acknowledge(threadId);
    });
    await expect(messages).toHaveText([/Welcome to Purple\./, /Hello/]);
    expect(await page.evaluate(() => globalThis.stage.events.map(({ kind }) => kind))).not.toContain(
      "message_received",
    );
  });
  await test.step("the next conversation, where a trigger has said something else", async () => {
    await page.getByRole("button", { name: "All conversations" }).click();
    await page.getByRole("button", { name: "New conversation" }).click();
    await expect(messages).toHaveText([/Welcome to Purple\./]);
    await page.evaluate(() => globalThis.stage.handle.addAutomaticMessage("Can I help with your order?"));
    await expect(messages).toHaveText([/Can I help with your order\?/]);
    await field(page).fill("Yes");
    await page.keyboard.press("Enter");
    await expect.poll(async () => (await callsOf(page, "sendMessage"))[1]?.[2]).toMatchObject({ opening: "automatic" });
  });
});

test("WIN41: asks for an e-mail address, says what is wrong with it, and thanks", async ({ page }) => {
  await launch(page, opened);
  const threadId = await putConversation(page, 2);
  const put = (change: object) =>
    page.evaluate((given) => {
      const { client } = globalThis.stage;
      const [known] = client.getState().threads;
      const { email_request, emailError } = given as { email_request: "open"; emailError: null };
      if (known) client.putThread({ ...known, emailError, thread: { ...known.thread, email_request } });
    }, change);
  await put({ email_request: "open", emailError: null });
  const address = page.getByRole("textbox", { name: /Leave us your e-mail address/ });
  await expect(address).toBeInViewport();
  await address.press("Enter");
  await expect(page.getByText("Write your e-mail address.")).toBeVisible();
  await address.fill("camille");
  await address.press("Enter");
  await expect(address).toHaveAccessibleDescription("That is not an e-mail address.");
  await address.fill("camille@example.com");
  await address.press("Enter");
  await expect.poll(() => callsOf(page, "submitEmail")).toEqual([[threadId, "camille@example.com"]]);
  for (const code of ["email_incorrect", "internal_error"]) {
    await put({ email_request: "open", emailError: { code, message: "", retry: false } });
    await expect(address).toHaveAccessibleDescription(
      code === "email_incorrect" ? "That is not an e-mail address." : "This could not be sent. Try again.",
    );
  }
  await put({ email_request: "submitted", emailError: null });
  await expect(page.getByText("Thank you.")).toBeInViewport();
  await expect(address).toHaveCount(0);
});

test("WIN42: a lock shows at once, keeps the draft, and goes", async ({ page }) => {
  await launch(page, opened);
  await putConversation(page, 2);
  await field(page).fill("half a thought");
  const lock = (locked: boolean) =>
    page.evaluate((locked) => {
      const { client } = globalThis.stage;
      const [known] = client.getState().threads;
      if (known) client.putThread({ ...known, thread: { ...known.thread, locked } });
    }, locked);
  await lock(true);
  await expect(page.getByText("This conversation is closed.")).toBeVisible();
  await expect(field(page)).toHaveCount(0);
  await lock(false);
  await expect(field(page)).toHaveValue("half a thought");
});

test("WIN43: emoji by mouse and by keyboard alone, at the caret", async ({ page }) => {
  await launch(page, opened);
  await field(page).fill("Hello there");
  await field(page).evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(5, 5));
  const button = page.getByRole("button", { name: "Emoji", exact: true });
  await button.focus();
  await page.keyboard.press("Enter");
  const picker = page.getByRole("dialog", { name: "Emoji" });
  const search = picker.getByRole("searchbox", { name: "Search emoji" });
  await expect(search).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(picker.getByRole("button", { name: "😀", exact: true }).last()).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(field(page)).toHaveValue("Hello😃 there");
  await picker.getByRole("button", { name: "Food and drink" }).click();
  await picker.getByRole("button", { name: "🍰" }).click();
  await expect(field(page)).toHaveValue("Hello😃🍰 there");

  await search.fill("Red heart");
  await expect(picker.getByRole("button", { name: "❤️" })).toBeVisible();
  await expect(picker.getByRole("button", { name: "Food and drink" })).toHaveAttribute("aria-pressed", "false");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await expect(search).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(field(page)).toHaveValue("Hello😃🍰❤️ there");
  await search.fill("zebras");
  await expect(picker.getByRole("status")).toHaveText("No emoji found");
  await search.fill("");
  await expect(picker.getByRole("button", { name: "🍰" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(picker).toHaveCount(0);
  await expect(button).toBeFocused();
  await expect(page.getByRole("dialog", { name: "Purple Shop" })).toBeVisible();
});
