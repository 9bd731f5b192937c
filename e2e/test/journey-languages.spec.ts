import { asVisitor, expect, test } from "../src/product.ts";

test("WIN31: the window speaks the page's language, changes it when asked, and reads from right to left", async ({
  browser,
  product,
}) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.addInitScript(() => {
    document.addEventListener("readystatechange", () => document.documentElement.setAttribute("lang", "fr-CA"));
  });
  await page.goto(`${product.shopUrl}/strict`);
  await asVisitor(page).button.click();
  await expect(page.getByRole("textbox", { name: "Écrivez votre message ici" })).toBeVisible();
  expect(asked.filter((path) => path.includes("language-"))).toEqual([
    expect.stringMatching(/^\/assets\/language-fr-\w+\.js$/),
  ]);
  const push = (...command: unknown[]) =>
    page.evaluate((given) => {
      const { _chatq } = window as unknown as { _chatq: unknown[] };
      _chatq.push(given);
    }, command);
  // Emoji are found by the language's words, and by English ones.
  await page.getByRole("button", { name: "Émojis", exact: true }).click();
  const search = page.getByRole("searchbox", { name: "Rechercher un émoji" });
  for (const words of ["gateau", "birthday cake"]) {
    await search.fill(words);
    await expect(page.getByRole("button", { name: "🎂" })).toBeVisible();
  }
  await search.press("Escape");
  await push("_setLocale", "ar");
  await expect(page.getByRole("textbox", { name: "اكتب رسالتك هنا" })).toBeVisible();
  expect(await page.getByRole("dialog").evaluate((dialog) => getComputedStyle(dialog).direction)).toBe("rtl");
  // Empty it reads as the window does; what is written in it reads as it is.
  const composer = page.getByRole("textbox", { name: "اكتب رسالتك هنا" });
  const directionOf = () => composer.evaluate((field) => getComputedStyle(field).direction);
  expect(await directionOf()).toBe("rtl");
  await composer.fill("size 40");
  await expect.poll(directionOf).toBe("ltr");
  await composer.fill("مقاس 40");
  await expect.poll(directionOf).toBe("rtl");
  await composer.fill("");
  await expect.poll(directionOf).toBe("rtl");
  await push("_setLocale", "en");
  await expect(page.getByRole("textbox", { name: "Write your message here" })).toBeVisible();
  await context.close();
});
