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
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
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

test("WIN44, WIN45: a visitor attaches, drops and pastes files, is told what cannot be sent, and sends what is there once", async ({
  browser,
  product,
}) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${product.shopUrl}/`);
  const visitor = asVisitor(page);
  await visitor.button.click();
  const { dialog } = visitor;
  const files = dialog.getByRole("list", { name: "Files of this message" });
  const items = files.getByRole("listitem");
  const send = dialog.getByRole("button", { name: "Send", exact: true });
  const attach = async (...chosen: { name: string; mimeType: string; buffer: Buffer }[]) => {
    const chooser = page.waitForEvent("filechooser");
    await dialog.getByRole("button", { name: "Attach files" }).click();
    await (await chooser).setFiles(chosen);
  };
  const png = { name: "torn.png", mimeType: "image/png", buffer: makePng(400, 300) };

  // What uploads cannot be fetched: the visitor is told, writes on, and tries again.
  await page.route(/\/uploads-[^/]*\.js$/, (route) => route.abort());
  await attach(png);
  await expect(dialog.getByText("A part of this chat is missing.")).toBeVisible();
  await page.unroute(/\/uploads-[^/]*\.js$/);
  await dialog.getByRole("button", { name: "Try again" }).click();
  await expect(send).toBeEnabled();

  await attach(
    { name: "run-me.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ") },
    { name: "false.pdf", mimeType: "application/pdf", buffer: Buffer.from("no document at all") },
  );
  await expect(items.filter({ hasText: "run-me.exe" })).toContainText("cannot be sent. Allowed are: mp3, bmp");
  await expect(items.filter({ hasText: "false.pdf" })).toContainText("does not agree with its extension");
  await dialog.getByRole("button", { name: "Remove run-me.exe" }).click();
  await dialog.getByRole("button", { name: "Remove false.pdf" }).click();
  await expect(items).toHaveCount(1);
  await expect(send).toBeEnabled();
  // What is uploaded is kept with the draft.
  await page.reload();
  await visitor.button.click();
  await expect(items.filter({ hasText: "torn.png" })).toBeVisible();

  const give = (type: "drop" | "paste", name: string, text: string) =>
    visitor.composer.evaluate(
      (field, [type, name, text]) => {
        const data = new DataTransfer();
        data.items.add(new File([text], name, { type: "text/csv" }));
        const options = { bubbles: true, cancelable: true };
        if (type === "paste") field.dispatchEvent(new ClipboardEvent(type, { ...options, clipboardData: data }));
        else
          for (const each of ["dragover", type])
            field.dispatchEvent(new DragEvent(each, { ...options, dataTransfer: data }));
      },
      [type, name, text] as const,
    );
  await give("drop", "dropped.csv", "size,length\n40,92\n");
  await give("paste", "pasted.csv", "size,length\n42,94\n");
  await expect(items).toHaveCount(3);
  await visitor.composer.fill("It came like this:");
  await send.click();
  await expect(items).toHaveCount(0);
  const message = visitor.messages.filter({ hasText: "It came like this:" });
  await expect(message.getByRole("img", { name: "torn.png" })).toBeVisible();
  await expect(message.getByRole("link")).toHaveCount(3);
  await context.close();
});
