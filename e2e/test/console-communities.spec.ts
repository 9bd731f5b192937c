import type { FakeServer } from "@beckon/console/fake-server/fake-server.ts";
import { expect, type Page } from "@playwright/test";
import { bruno, expectNoAccessProblems, logIn, sourceOf, test } from "../src/console.ts";

function addShop(server: FakeServer) {
  const community = server.communities.add("Shop customers", { id: sourceOf(server).community_id });
  const key = server.communities.addKey(community.id, "website", { last_used_at: "2026-05-04T08:30:00.000Z" });
  return { community, key };
}

async function openCommunity(page: Page, server: FakeServer, part = "") {
  const shop = addShop(server);
  await logIn(page, server, `/admin/communities/${shop.community.id}${part}`);
  return shop;
}

test("a community is made, its settings changed, and only what changed is sent", async ({ page, server }) => {
  await logIn(page, server, "/admin/communities");
  await expect(page.getByText("No community yet")).toBeVisible();
  await page.getByRole("button", { name: "New community" }).click();
  await page.getByRole("radio", { name: "Reject" }).locator("..").click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Give the community a name.")).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill("Members");
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/communities\/0192[\w-]+\/keys/);
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByText("Require", { exact: true }).click();
  await expect(page.getByText(/open chats that the new setting would not let in end/)).toBeVisible();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  expect(server.communities.records[0]).toMatchObject({ name: "Members", signed_identities: "require" });
});

test("unsigned uuids are accepted only with a warning", async ({ page, server }) => {
  await openCommunity(page, server);
  await expect(page.getByText(/Don’t use guessable ones/)).toBeHidden();
  await page.getByLabel("Accept unsigned uuids").check({ force: true });
  await expect(page.getByText(/Don’t use guessable ones/)).toBeVisible();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  expect(server.communities.records[0]?.accept_unsigned_uuids).toBe(true);
});

test("a key's secret is shown once, the key replaced and the old one revoked", async ({ page, server }) => {
  const { community } = await openCommunity(page, server, "/keys");
  await expect(page.getByRole("list", { name: "Keys", exact: true })).toContainText("Last used Monday");
  await page.getByRole("button", { name: "Replace website" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("Key id")).toHaveValue("website_2");
  await dialog.getByLabel("Key id").fill("website");
  await dialog.getByRole("button", { name: "Add key" }).click();
  await expect(dialog.getByLabel("Key id")).toHaveAccessibleDescription(/exists already/);
  await dialog.getByLabel("Key id").fill("website_2");
  await dialog.getByRole("button", { name: "Add key" }).click();
  await expect(dialog).toContainText("5e5e5e");
  await page.keyboard.press("Escape");
  await dialog.getByRole("button", { name: "I have kept it" }).click();
  await expect(page.getByText("5e5e5e")).toHaveCount(0);
  await page.getByRole("button", { name: "Revoke website", exact: true }).click();
  await dialog.getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByText("Revoked keys (1)")).toBeVisible();
  const keys = server.communities.keys.get(community.id) ?? [];
  expect(keys.map(({ kid, revoked_at }) => [kid, revoked_at !== null])).toEqual([
    ["website", true],
    ["website_2", false],
  ]);
});

test("a token is tested, and refusals say why", async ({ page, server }) => {
  const { community } = await openCommunity(page, server, "/token");
  await page.getByRole("button", { name: "Test", exact: true }).click();
  await expect(page.getByText("Paste a token first.")).toBeVisible();
  await page.getByLabel("Token").fill("eyJhbGciOi");
  await page.getByRole("button", { name: "Test", exact: true }).click();
  await expect(page.getByRole("region", { name: "Verdict" })).toContainText("Verified");
  const message = "The token has expired.";
  server.communities.verdict = { ...server.communities.verdict, verified: false, code: "token_expired", message };
  await page.getByRole("button", { name: "Test", exact: true }).click();
  await expect(page.getByRole("region", { name: "Verdict" })).toContainText(message);
  await page.getByRole("link", { name: "Refusals" }).click();
  await expect(page.getByText("Nobody was refused")).toBeVisible();
  server.communities.addRefusal(community.id, {
    source_id: sourceOf(server).id,
    code: "token_expired",
    message,
    kid: "website",
  });
  await page.getByRole("button", { name: "Look again" }).click();
  await expect(page.getByRole("list", { name: "Refusals" })).toContainText(/has expired.*Purple Shop/);
});

test("the code for the server stands ready in seven languages", async ({ page, server }) => {
  await openCommunity(page, server, "/code");
  await expect(page.getByText("BECKON_KEY_ID=website")).toBeVisible();
  const signs = { Node: "createHmac", PHP: "hash_hmac", Python: "hmac.new", Ruby: "OpenSSL", Java: "getInstance" };
  for (const [language, word] of Object.entries({ ...signs, Go: "hmac.New", "C#": "HMACSHA256" })) {
    await page.getByLabel("Language").selectOption(language);
    await expect(page.getByText(word).first()).toBeVisible();
    await expect(page.getByRole("button", { name: `Copy the code for ${language}` })).toBeVisible();
  }
});

test("a community that is used stays, and the dialog says why", async ({ page, server }) => {
  addShop(server);
  server.communities.inUse = true;
  await logIn(page, server, "/admin/communities");
  await expect(page.getByText("Used by Purple Shop.")).toBeVisible();
  await page.getByRole("button", { name: "Delete Shop customers" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("alert")).toContainText("belong to that community");
});

test("EVM7: what somebody else has mapped meanwhile is not lost, nor what one was about to map", async ({
  page,
  server,
}) => {
  const { community } = await openCommunity(page, server, "/mapping");
  await page.getByRole("button", { name: "Map a value" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name of the extra value").fill("plan");
  await dialog.getByLabel("Fills").selectOption({ label: "Company" });
  const [stored] = server.communities.records.filter(({ id }) => id === community.id);
  if (stored === undefined) throw new Error("The community is gone.");
  stored.extra_value_mapping = [{ source: { kind: "uuid" }, target: { kind: "field", field: "notes" } }];
  stored.mapping_version += 1;
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Somebody has changed the mapping meanwhile.");
  await expect(dialog.getByLabel("Name of the extra value")).toHaveValue("plan");
  await expect(page.getByText("The uuid → Notes")).toBeVisible();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("plan → Company")).toBeVisible();
  await expect(page.getByText("The uuid → Notes")).toBeVisible();
});

test("the administration shows what one's roles let one into", async ({ page, server }) => {
  server.permissions.set(bruno.id, ["update_community"]);
  addShop(server);
  await logIn(page, server, "/desk", bruno.email);
  await page.getByRole("link", { name: "Administration" }).click();
  await page.waitForURL("**/admin/communities");
  await expect(page.getByRole("navigation", { name: "Administration" }).getByRole("link")).toHaveText(["Communities"]);
  await expect(page.getByRole("button", { name: "New community" })).toHaveCount(0);
  await page.goto(`${server.url}/admin/sources/${sourceOf(server).id}`);
  await expect(page.getByRole("heading", { name: "Not for your role" })).toBeVisible();
});

for (const [device, width] of [
  ["desk", 1440],
  ["phone", 390],
] as const) {
  test(`every screen of a community passes the access check: ${device}`, async ({ page, server }) => {
    await page.setViewportSize({ width, height: 900 });
    const { community } = addShop(server);
    const gone = { kind: "custom_field" as const, custom_field_id: "01920000-0000-7099-8000-000000000001" };
    community.extra_value_mapping.push(
      { source: { kind: "extra_value", name: "plan" }, target: { kind: "field", field: "company" } },
      { source: { kind: "uuid" }, target: gone },
    );
    server.communities.addKey(community.id, "partner", {
      algorithm: "RS256",
      public_key: "-----BEGIN PUBLIC KEY-----",
    });
    server.communities.addKey(community.id, "older", { revoked_at: "2026-05-04T08:30:00.000Z" });
    const message = "The token's signature is not that of its key.";
    const refusal = { source_id: sourceOf(server).id, code: "token_signature_wrong", message, kid: null };
    server.communities.addRefusal(community.id, refusal);
    await logIn(page, server, "/admin/communities");
    const base = `/admin/communities/${community.id}`;
    const screens = [
      ["/admin/communities", page.getByText("Used by Purple Shop.")],
      [base, page.getByRole("button", { name: "Save" })],
      [`${base}/keys`, page.getByText("Revoked keys (1)")],
      [`${base}/code`, page.getByText("createHmac").first()],
      [`${base}/token`, page.getByLabel("Token")],
      [`${base}/mapping`, page.getByText("plan → Company")],
      [`${base}/refusals`, page.getByText(message)],
    ] as const;
    for (const [path, sign] of screens) {
      await page.goto(server.url + path);
      await expect(sign).toBeVisible();
      await expectNoAccessProblems(page);
      const isWider = () => page.getByRole("main").evaluate((main) => main.scrollWidth > main.clientWidth);
      expect(await isWider(), `${path} is wider than the screen`).toBe(false);
    }
    await page.goto(`${server.url}${base}/keys`);
    await page.getByRole("button", { name: "New key" }).click();
    await page.getByRole("dialog").getByLabel("Key id").fill("next");
    await expectNoAccessProblems(page);
    await page.getByRole("button", { name: "Add key" }).click();
    await expect(page.getByRole("button", { name: "I have kept it" })).toBeVisible();
    await expectNoAccessProblems(page);
  });
}
