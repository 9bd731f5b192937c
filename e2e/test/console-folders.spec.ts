import { expect } from "@playwright/test";
import { addThread, bruno, expectNoAccessProblems, logIn, rows, test } from "../src/console.ts";

test("FLD7, FLD8: a folder by keyboard and palette: its list follows, and no row moves under the pointer", async ({
  page,
  server,
}) => {
  const { summary } = addThread(server, 1, "First Visitor", ["Where is my parcel?"]);
  addThread(server, 2, "Second Visitor", ["Does it come in size 40?"]);
  const id = "00000000-0000-8000-8000-000000000003";
  server.desk.folders.push({
    id,
    label: "Unanswered",
    visibility: { kind: "everybody" },
    conditions: { answer: "awaited" },
    sorting: "oldest",
    ready_made: true,
    created_at: null,
  });
  server.desk.fits.set(id, ({ last_message }) => last_message?.author.type === "visitor");
  await logIn(page, server);
  const folder = page.getByRole("button", { name: /^Unanswered/ });
  await expect(folder).toHaveText(/2$/);
  await page.keyboard.press("g");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(folder).toHaveAttribute("aria-pressed", "true");
  await expect(rows(page).first()).toContainText("Second Visitor");

  await rows(page).nth(1).hover();
  server.desk.agentWrites(summary.id, bruno, "It left yesterday.");
  await expect(folder).toHaveText(/1$/);
  await expect(rows(page)).toHaveCount(2);
  await page.mouse.move(1_000, 300);
  await expect(rows(page)).toHaveCount(1);
  server.desk.visitorWrites(summary.id, "Thank you. And when is it here?");
  await expect(rows(page)).toHaveCount(2);
  await expect(folder).toHaveText(/2$/);
  await expectNoAccessProblems(page);

  await page.keyboard.press("Control+k");
  await page.keyboard.type("unansw");
  await expect(page.getByRole("option", { name: "Open the folder Unanswered" })).toBeVisible();
});
