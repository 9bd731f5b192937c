import { expect } from "@playwright/test";
import { bruno, expectNoAccessProblems, logIn, sourceOf, test } from "../src/console.ts";

test("a role is made of permissions, some for single sources, and only what changed is sent", async ({
  page,
  server,
}) => {
  await logIn(page, server, "/admin/roles");
  await page.getByRole("button", { name: "New role" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Administrator");
  await page.getByLabel("Receive conversations").check();
  await page.getByRole("group", { name: "Purple Shop" }).getByLabel("Read").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveAccessibleDescription(/exists already/);
  await page.getByLabel("Name", { exact: true }).fill("Evening team");
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/roles\/0192/);
  expect(server.people.roles.at(-1)).toMatchObject({
    label: "Evening team",
    permissions: ["receive_tasks"],
    source_permissions: [],
    sources: [{ source_id: sourceOf(server).id, permissions: ["read"] }],
  });
  await page.getByRole("group", { name: "All sources" }).getByLabel("Read").check();
  await expect(page.getByRole("group", { name: "Help Centre" }).getByLabel("Read")).toBeDisabled();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  expect(server.people.roles.at(-1)?.source_permissions).toEqual(["read"]);
  await page.getByRole("link", { name: "Roles" }).last().click();
  await expect(page.getByText("1 permission, in all sources.")).toBeVisible();
});

test("RGT6: the administrator's role stays, and nobody gives what they do not hold", async ({ page, server }) => {
  server.permissions.set(bruno.id, ["manage_roles", "receive_tasks"]);
  server.people.addRole("Agent", { permissions: ["receive_tasks", "use_emoji"], ready_made: "agent" });
  await logIn(page, server, "/admin/roles", bruno.email);
  await page.getByRole("link", { name: "Administrator" }).click();
  await expect(page.getByText("This role cannot be changed.")).toBeVisible();
  await expect(page.getByLabel("Receive conversations")).toBeDisabled();
  await expect(page.getByRole("button", { name: "Save" })).toHaveCount(0);
  await page.getByRole("link", { name: "Roles" }).last().click();
  await expect(page.getByRole("button", { name: /^Delete/ })).toHaveCount(0);
  await page.getByRole("button", { name: "New role" }).click();
  await expect(page.getByLabel("Receive conversations")).toBeEnabled();
  await expect(page.getByLabel("Write emoji")).toBeDisabled();
});

test("people are given roles, and a refusal is said in plain words", async ({ page, server }) => {
  const evening = server.people.addRole("Evening team");
  await logIn(page, server, "/admin/people");
  await page.getByRole("link", { name: "Bruno Reis" }).click();
  await expect(page.getByText("Without any role")).toBeVisible();
  await page.getByLabel("Evening team").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  expect(server.people.rolesOf.get(bruno.id)).toEqual([evening.id]);
  await page.getByRole("link", { name: "Roles" }).click();
  await page.getByRole("button", { name: "Delete Evening team" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("alert")).toContainText("Somebody still has that role.");
  await page.getByRole("button", { name: "Leave it" }).click();
  server.people.lastAdministrator = true;
  await page.getByRole("link", { name: "People" }).click();
  await page.getByRole("link", { name: "Ada Winter" }).click();
  await page.getByLabel("Administrator").uncheck();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Somebody has to stay administrator.")).toBeVisible();
});

for (const [device, width] of [
  ["desk", 1440],
  ["phone", 390],
] as const) {
  test(`the screens of roles and people pass the access check: ${device}`, async ({ page, server }) => {
    await page.setViewportSize({ width, height: 900 });
    const role = server.people.addRole("Evening team", { permissions: ["receive_tasks"] });
    await logIn(page, server, "/admin/roles");
    const screens = [
      ["/admin/roles", page.getByText("1 permission, in no source.")],
      [`/admin/roles/${role.id}`, page.getByLabel("Receive conversations")],
      [`/admin/roles/${server.people.roles[0]?.id}`, page.getByLabel("Receive conversations")],
      ["/admin/people", page.getByRole("link", { name: "Bruno Reis" })],
      [`/admin/people/${bruno.id}`, page.getByLabel("Evening team")],
    ] as const;
    for (const [path, sign] of screens) {
      await page.goto(server.url + path);
      await expect(sign).toBeVisible();
      await expectNoAccessProblems(page);
      const isWider = () => page.getByRole("main").evaluate((main) => main.scrollWidth > main.clientWidth);
      expect(await isWider(), `${path} is wider than the screen`).toBe(false);
    }
  });
}
