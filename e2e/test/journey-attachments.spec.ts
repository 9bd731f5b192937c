import { readFile } from "node:fs/promises";
import { crc32, deflateSync } from "node:zlib";
import { asAgent, asVisitor, expect, test, watchFaults } from "../src/product.ts";

/** A picture of one colour, as a camera would never make it. */
function makePng(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, 0x7a)]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]);
}

test("ATT1, ATT2, ATT5: an agent sends files, and is told what cannot be sent; the visitor sees and opens them", async ({
  browser,
  product,
}) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const faults = watchFaults(page);
  await page.goto(`${product.shopUrl}/`);
  const visitor = asVisitor(page);
  await visitor.button.click();
  await visitor.write("Have you a picture of it?");
  const agentContext = await browser.newContext();
  const agent = await asAgent(agentContext, product);
  await agent.threads.getByRole("listitem").filter({ hasText: "Have you a picture" }).click();

  const attach = async (...files: { name: string; mimeType: string; buffer: Buffer }[]) => {
    const chooser = agent.page.waitForEvent("filechooser");
    await agent.page.getByRole("button", { name: "Attach files" }).click();
    await (await chooser).setFiles(files);
  };
  const drafted = agent.page.getByRole("list", { name: "Files of this message" });
  const send = agent.page.getByRole("button", { name: "Send", exact: true });
  await attach(
    { name: "run-me.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ") },
    { name: "picture.png", mimeType: "image/png", buffer: Buffer.from("no picture at all") },
    { name: "dress.png", mimeType: "image/png", buffer: makePng(400, 300) },
  );
  await expect(drafted.getByRole("listitem").filter({ hasText: "run-me.exe" })).toContainText("cannot be sent");
  await expect(drafted.getByRole("listitem").filter({ hasText: "picture.png" })).toContainText("does not agree");
  await expect(send).toBeDisabled();
  await agent.page.getByRole("button", { name: "Remove run-me.exe" }).click();
  await agent.page.getByRole("button", { name: "Remove picture.png" }).click();

  await expect(drafted.getByRole("listitem")).toHaveCount(1);
  await send.click();
  await expect(drafted).toHaveCount(0);
  await expect(agent.log.getByRole("img", { name: "dress.png" })).toBeVisible();

  const picture = visitor.dialog.getByRole("img", { name: "dress.png" });
  await expect(picture).toBeVisible();
  expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  expect(await picture.boundingBox()).toMatchObject({ width: 220, height: 165 });
  const opened = context.waitForEvent("page");
  await picture.click();
  const file = await opened;
  await file.waitForLoadState();
  expect(new URL(file.url()).origin).toBe(product.beckonUrl);
  await file.close();

  await agent.reply.fill("And the sizes:");
  await attach({ name: "sizes.csv", mimeType: "text/csv", buffer: Buffer.from("size,length\n40,92\n") });
  await send.click();
  const message = visitor.messages.filter({ hasText: "And the sizes:" });
  await expect(message.getByRole("link", { name: /sizes\.csv/ })).toBeVisible();
  await agent.page.reload();
  const download = agent.page.waitForEvent("download");
  await agent.log.getByRole("link", { name: /sizes\.csv/ }).click();
  expect(await readFile(await (await download).path(), "utf8")).toBe("size,length\n40,92\n");
  await page.reload();
  await expect(picture).toBeVisible();
  expect(faults).toEqual([]);
  await Promise.all([context.close(), agentContext.close()]);
});
