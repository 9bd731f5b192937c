import { asVisitor, expect, test } from "../src/product.ts";

test("a customer signs in at the shop and is the same person in another browser; signed out, nobody is let in", async ({
  browser,
  product,
}) => {
  const said = `where is order ${Date.now()}?`;
  const email = `customer-${Date.now()}@demo.test`;

  async function visit() {
    const context = await browser.newContext();
    const page = await context.newPage();
    const warnings: string[] = [];
    page.on("console", (line) => {
      if (line.type() === "warning") warnings.push(line.text());
    });
    await page.goto(`${product.shopUrl}/account?source=demo-signed`);
    return { page, warnings, visitor: asVisitor(page) };
  }
  async function signIn(page: Awaited<ReturnType<typeof visit>>["page"]): Promise<void> {
    await page.getByLabel("E-mail").fill(email);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("heading", { name: /Hello/ })).toBeVisible();
  }

  const first = await visit();
  await first.page.evaluate(() => (window as unknown as { _chatq: unknown[] })._chatq.push(["_open"]));
  await expect(first.visitor.dialog).toContainText("Sign in to this website");
  expect(first.warnings.join()).toContain("identity_unsigned");

  await signIn(first.page);
  await first.page.evaluate(() => (window as unknown as { _chatq: unknown[] })._chatq.push(["_open"]));
  await first.visitor.write(said);
  await expect(first.visitor.dialog).toContainText("Sent");

  const second = await visit();
  await signIn(second.page);
  await second.page.evaluate(() => (window as unknown as { _chatq: unknown[] })._chatq.push(["_open"]));
  await expect(second.visitor.messages.filter({ hasText: said })).toBeVisible();

  // A token that is not right is told to whoever integrates, by its code.
  await second.page.evaluate(() =>
    (window as unknown as { _chatq: unknown[] })._chatq.push(["_setSignedIdentity", "e30.e30.e30"]),
  );
  await expect(second.visitor.messages.filter({ hasText: said })).toHaveCount(0);
  await expect.poll(() => second.warnings.join()).toContain("token_");
  await first.page.context().close();
  await second.page.context().close();
});
