import { asAgent, asVisitor, expect, test, watchFaults } from "../src/product.ts";

test("SEA1, SEA5: Ctrl K finds what a visitor wrote, and opens it there, by keyboard alone", async ({
  browser,
  product,
}) => {
  const visitorContext = await browser.newContext();
  const visitorPage = await visitorContext.newPage();
  await visitorPage.goto(product.shopUrl);
  const visitor = asVisitor(visitorPage);
  await visitor.button.click();
  await visitor.write("Is the turquoise scarf made of wool?");
  await visitor.write("And does it come in green?");

  const context = await browser.newContext();
  const { page } = await asAgent(context, product);
  const faults = watchFaults(page);
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: "Find or do anything" });
  await field.fill("turq scarf");
  await expect(page.getByRole("option", { name: /turquoise scarf/ })).toHaveAttribute("aria-selected", "true");
  await field.press("Enter");
  await expect(page.getByRole("article").filter({ hasText: "turquoise scarf" })).toHaveAttribute("data-found", "true");

  await page.keyboard.press("Control+k");
  await field.fill("search messages");
  await field.press("Enter");
  await page.getByRole("searchbox", { name: "Search messages and people" }).fill("nowhere-written");
  await expect(page.getByText("Nothing has “nowhere-written” in it.")).toBeVisible();
  await page.getByRole("searchbox", { name: "Search messages and people" }).fill("wool");
  await page.getByRole("list", { name: "Hits" }).getByRole("link").press("Enter");
  await expect(page.getByRole("article").filter({ hasText: "made of wool" })).toHaveAttribute("data-found", "true");
  expect(faults).toEqual([]);
  await Promise.all([visitorContext.close(), context.close()]);
});
