import { expect, test } from "@playwright/test";
import { launch, openShopPage } from "../src/window-stage.ts";

test("THM5: the source's styles are on the window under a policy that refuses every style, and only there", async ({
  page,
}) => {
  const refused: string[] = [];
  page.on("console", (message) => message.type() === "error" && refused.push(message.text()));
  await openShopPage(page, {
    headers: { "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'none'" },
  });
  refused.length = 0;
  await launch(page, {
    display: { kind: "floating", opened: true, openedBy: "visitor" },
    appearance: { color_scheme: "light" },
    style_sheet:
      ".stage[data-scheme=light]{--background-color:#fffff0}.stage[data-scheme] .header{background:#102030}.stage[data-scheme] h1{color:red}",
  });
  const dialog = page.getByRole("dialog", { name: "Purple Shop" });
  await expect(dialog).toHaveCSS("background-color", "rgb(255, 255, 240)");
  await expect(dialog.locator(".header")).toHaveCSS("background-color", "rgb(16, 32, 48)");
  await expect(page.getByRole("heading", { name: "Dresses" })).toHaveCSS("color", "rgb(0, 0, 0)");
  expect(refused).toEqual([]);
});
