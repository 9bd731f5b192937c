import type { FakeServer } from "@beckon/console/fake-server/fake-server.ts";
import { expect } from "@playwright/test";
import { bruno, expectNoAccessProblems, logIn, test } from "../src/console.ts";

const someone = { id: "01920000-0000-7002-8000-000000000001", name: "Ada Winter" };

function addEvents({ audit }: FakeServer) {
  const role = { label: "Agent", permissions: ["receive_tasks"], sources: [] };
  const object = { type: "role", id: "01920000-0000-7017-8000-000000000002", label: "Agent" };
  audit.add({ user: someone, action: "role_created", object, before: null, after: role }, "2026-05-04T08:30:00.000Z");
  const after = { ...role, permissions: ["receive_tasks", "use_emoji"] };
  audit.add({ user: someone, action: "role_changed", object, before: role, after });
  const person = { type: "user", id: bruno.id, label: "Bruno Reis" };
  const roles = { before: { roles: [] }, after: { roles: ["Agent"] } };
  audit.add({ user: { id: bruno.id, name: "Bruno Reis" }, action: "user_roles_changed", object: person, ...roles });
}

test("the log says who did what, and is searched by words, people and days", async ({ page, server }) => {
  await logIn(page, server, "/admin/audit-log");
  await expect(page.getByText("Nothing has been done yet")).toBeVisible();
  addEvents(server);
  await page.reload();
  const entries = page.getByRole("list", { name: "Events" }).getByRole("article");
  await expect(entries).toHaveCount(3);
  await expect(page.getByRole("article", { name: "Ada Winter changed the role “Agent”" })).toContainText("Write emoji");
  await page.getByLabel("Words").fill("user_roles");
  await expect(entries).toHaveCount(1);
  await page.getByLabel("Words").fill("nonsense");
  await expect(page.getByText("Nothing found")).toBeVisible();
  await page.getByRole("button", { name: "Show everything" }).click();
  await expect(entries).toHaveCount(3);
  await page.getByLabel("Done by").selectOption("Ada Winter");
  await expect(entries).toHaveCount(2);
  await page.getByLabel("From").fill("2026-05-04");
  await expect.poll(() => server.audit.asked.at(-1)?.get("from")).toMatch(/^2026-05-0[345]T/);
  expect(server.audit.asked.at(-1)?.get("user_id")).toBe(someone.id);
});

test("the log goes on where a page ends", async ({ page, server }) => {
  for (let index = 0; index < 40; index += 1) {
    const object = { type: "category", id: null, label: `Category ${index}` };
    server.audit.add({ user: null, action: "category_created", object, before: null, after: null });
  }
  await logIn(page, server, "/admin/audit-log");
  await expect(page.getByRole("article")).toHaveCount(30);
  await page.getByRole("button", { name: "Earlier events" }).click();
  await expect(page.getByRole("article")).toHaveCount(40);
  await expect(page.getByRole("article").last()).toContainText("Beckon made the category “Category 0”");
});

test("only who may look into it sees the way to the log", async ({ page, server }) => {
  server.permissions.set(bruno.id, ["read_event"]);
  await logIn(page, server, "/desk", bruno.email);
  await page.getByRole("link", { name: "Administration" }).click();
  await page.waitForURL("**/admin/audit-log");
  await expect(page.getByRole("navigation", { name: "Administration" }).getByRole("link")).toHaveText(["Audit log"]);
});

for (const [device, width] of [
  ["desk", 1440],
  ["phone", 390],
] as const) {
  test(`the audit log passes the access check: ${device}`, async ({ page, server }) => {
    await page.setViewportSize({ width, height: 900 });
    addEvents(server);
    await logIn(page, server, "/admin/audit-log");
    await expect(page.getByRole("article")).toHaveCount(3);
    await expectNoAccessProblems(page);
    await page.getByText("Show all of it").click();
    await expectNoAccessProblems(page);
    const isWider = () => page.getByRole("main").evaluate((main) => main.scrollWidth > main.clientWidth);
    expect(await isWider()).toBe(false);
  });
}
