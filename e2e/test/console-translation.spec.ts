import { expect } from "@playwright/test";
import { addThread, expectNoAccessProblems, log, logIn, test } from "../src/console.ts";

test("TRN2, TRN3, TRN4: a visitor is read and answered in their language, and the original can be had", async ({
  page,
  server,
}) => {
  server.translations.enabled = true;
  const { known } = server.translations;
  known.set("Où est mon colis ?", { text: "Where is my parcel?", from: "fr", to: "en" });
  known.set("It left yesterday.", { text: "Il est parti hier.", from: "en", to: "fr" });
  const { summary } = addThread(server, 2, "Camille Durand", ["Où est mon colis ?", "Et la facture ?"]);
  await logIn(page, server);
  await page.goto(`${server.url}/desk/threads/${summary.id}`);
  const [first, second] = [log(page).getByRole("article").nth(0), log(page).getByRole("article").nth(1)];
  await first.hover();
  await first.getByRole("button", { name: "Translate" }).click();
  await expect(first).toContainText("Where is my parcel?");
  await expect(first).toContainText("Translated from French.");
  await first.getByRole("button", { name: "Show the original" }).click();
  await expect(first).toContainText("Où est mon colis ?");
  await second.getByRole("button", { name: "Translate" }).focus();
  await page.keyboard.press("Enter");
  await expect(second.getByRole("alert")).toHaveText(
    "The translation service gave no translation. It did not answer in time.",
  );
  await expect(second).toContainText("Et la facture ?");

  const reply = page.getByRole("textbox", { name: "Reply" });
  await reply.fill("It left yesterday.");
  await page.getByRole("button", { name: "Translate into French" }).click();
  const preview = page.getByRole("region", { name: "Translation" });
  await expect(preview).toContainText("Il est parti hier.");
  await expect(reply).toHaveValue("It left yesterday.");
  await expectNoAccessProblems(page);
  await preview.getByRole("button", { name: "Use it" }).click();
  await expect(reply).toHaveValue("Il est parti hier.");
  await preview.getByRole("button", { name: "Take it back" }).click();
  await expect(reply).toHaveValue("It left yesterday.");
  await expect(preview).toHaveCount(0);
  await page.getByRole("button", { name: "Translate into French" }).click();
  await preview.getByRole("button", { name: "Use it" }).click();
  await reply.press("Enter");
  await expect(log(page)).toContainText("Il est parti hier.");
  await expect(preview).toHaveCount(0);
});
