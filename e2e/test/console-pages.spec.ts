import { expect } from "@playwright/test";
import { addThread, bruno, expectNoAccessProblems, log, logIn, rows, test } from "../src/console.ts";

test("a wrong password is said in plain words", async ({ page, server }) => {
  await page.goto(server.url);
  await page.getByLabel("E-mail address").fill("ada@example.test");
  await page.getByRole("button", { name: "Log in" }).click();
  await expect(page.getByText("Write your password.")).toBeVisible();
  await page.getByLabel("Password", { exact: true }).fill("wrong");
  await page.getByRole("button", { name: "Log in" }).click();
  await expect(page.getByRole("alert")).toHaveText("The e-mail address or the password is not right.");
});

test("logging out ends at the login, and the desk asks for one again", async ({ page, server }) => {
  await logIn(page, server);
  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("button", { name: "Log out" }).click();
  await expect(page.getByRole("heading", { name: "Log in to Beckon" })).toBeVisible();
  await page.goto(`${server.url}/desk`);
  await expect(page.getByRole("heading", { name: "Log in to Beckon" })).toBeVisible();
  expect(server.desk.connectionCount()).toBe(0);
});

test("a source's settings are saved, only what changed, and said quietly", async ({ page, server }) => {
  await logIn(page, server, "/admin");
  await page.getByRole("link", { name: /Purple Shop/ }).click();
  await page.getByLabel("Subtitle").fill("Back on Monday");
  await page.getByText("Inactive", { exact: true }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  expect(server.sources[0]).toMatchObject({ state: "inactive", appearance: { subtitle: "Back on Monday" } });
});

test("a form says at its field what is wrong, also what only the server knows", async ({ page, server }) => {
  await logIn(page, server, `/admin/sources/${server.sources[0]?.id}`);
  await page.getByLabel("Name", { exact: true }).fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Give the source a name.")).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  await page.getByLabel("Name", { exact: true }).fill("Taken");
  server.refuseNextChange({
    error: "already_exists",
    message: "Something with that name exists already.",
    status: 409,
    retry: false,
    field: "label",
  });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveAccessibleDescription(/exists already/);
});

test("unsaved changes are not left by accident", async ({ page, server }) => {
  await logIn(page, server, `/admin/sources/${server.sources[0]?.id}`);
  await page.getByLabel("Subtitle").fill("Half done");
  await page.getByRole("link", { name: "Desk" }).click();
  const question = page.getByRole("dialog", { name: "Leave without saving?" });
  await question.getByRole("button", { name: "Stay here" }).click();
  await expect(page.getByLabel("Subtitle")).toHaveValue("Half done");
  await page.getByRole("link", { name: "Desk" }).click();
  await question.getByRole("button", { name: "Leave without saving" }).click();
  await page.waitForURL("**/desk");
});

test("administration is not for agents", async ({ page, server }) => {
  await logIn(page, server, "/admin", bruno.email);
  await expect(page.getByRole("heading", { name: "Not for your role" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Administration" })).toHaveCount(0);
});

test("on a phone list, thread and visitor are pages, one after the other", async ({ page, server }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  addThread(server, 1, "Camille Durand", ["Hello"]);
  await logIn(page, server);
  await rows(page).first().click();
  await expect(log(page)).toContainText("Hello");
  await expect(page.getByRole("list", { name: "Threads" })).toBeHidden();
  await page.getByRole("link", { name: "Show the visitor" }).click();
  await expect(page.getByRole("complementary", { name: "Visitor" })).toContainText("Pink Dress");
  await page.getByRole("link", { name: "Back to the thread" }).click();
  await page.getByRole("link", { name: "Back to the threads" }).click();
  await expect(rows(page)).toHaveCount(1);
});

for (const [device, width] of [
  ["desk", 1440],
  ["phone", 390],
] as const) {
  test(`every page passes the access check: ${device}`, async ({ page, server }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(server.url);
    await expect(page.getByRole("heading", { name: "Log in to Beckon" })).toBeVisible();
    await expectNoAccessProblems(page);
    await logIn(page, server);
    await expect(page.getByText("No threads yet")).toBeVisible();
    await expectNoAccessProblems(page);
    const { summary } = addThread(server, 1, "Camille Durand", ["Hello", "See https://shop.example.test/cart"]);
    server.desk.agentWrites(summary.id, bruno, "Three left", { private: true });
    server.desk.agentWrites(summary.id, bruno, "We have it");
    await page.goto(`${server.url}/desk`);
    await expect(rows(page)).toHaveCount(1);
    await expectNoAccessProblems(page);
    await rows(page).first().click();
    await expect(log(page)).toContainText("We have it");
    server.desk.refusesMessagesWith = { code: "message_empty", message: "A message needs some text.", retry: false };
    await page.getByRole("textbox", { name: "Reply" }).fill("Refused");
    await page.getByRole("button", { name: "Send" }).click();
    await expect(log(page)).toContainText("Not sent.");
    await expectNoAccessProblems(page);
    await page.getByRole("button", { name: "Note" }).click();
    await expectNoAccessProblems(page);
    await page.goto(`${server.url}/desk/threads/${summary.id}?view=visitor`);
    await expect(page.getByRole("complementary", { name: "Visitor" })).toContainText("Pink Dress");
    await expectNoAccessProblems(page);
    await page.goto(`${server.url}/admin`);
    await expect(page.getByRole("list", { name: "Sources" })).toBeVisible();
    await expectNoAccessProblems(page);
    await page.getByRole("link", { name: /Purple Shop/ }).click();
    await page.getByLabel("Subtitle").fill("Changed");
    await expectNoAccessProblems(page);
  });
}
