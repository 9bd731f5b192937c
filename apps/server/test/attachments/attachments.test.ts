import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { ATTACHMENT_EXTENSIONS, ATTACHMENT_LIMITS, type Attachment, type Message } from "@beckon/protocol";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Application } from "../../src/application.ts";
import { createAttachments } from "../../src/features/attachments/index.ts";
import { systemClock } from "../../src/platform/clock.ts";
import { inTransaction } from "../../src/platform/database/index.ts";
import { newId } from "../../src/platform/identifiers.ts";
import { startJobs } from "../../src/platform/jobs/index.ts";
import { openStorage } from "../../src/platform/storage/index.ts";
import { availableDatabaseKinds, openTestDatabase, type TestDatabase } from "../database.ts";
import {
  type Browser,
  connectAgent,
  connectVisitor,
  createTenant,
  createToken,
  firstMessageOrigin,
  newBrowser,
  silent,
  startTestApplication,
} from "../delivery/world.ts";
import { HOSTILE, PNG, SAMPLES } from "./samples.ts";

const { kinds } = await availableDatabaseKinds();
const DAY_MS = 86_400_000;

describe.each(kinds)("attachments with the %s database", (kind) => {
  let database: TestDatabase;
  let application: Application;
  let tenant: Awaited<ReturnType<typeof createTenant>>;
  let strange: Awaited<ReturnType<typeof createTenant>>;
  let agentToken: string;

  beforeAll(async () => {
    database = await openTestDatabase(kind);
    application = await startTestApplication(database);
    tenant = await createTenant(database, "Purple");
    strange = await createTenant(database, "Green");
    agentToken = await createToken(application.url, tenant.emails[0] ?? "");
  }, 180_000);
  afterAll(async () => {
    await application.close();
    await database.close();
  });

  const headersOf = ({ identity }: Browser) => ({
    "x-beckon-identity": identity.id,
    "x-beckon-secret": identity.secret,
  });

  async function put(path: string, name: string, content: Buffer, headers: Record<string, string>) {
    const response = await fetch(`${application.url}${path}`, {
      method: "PUT",
      headers: { "content-type": "application/octet-stream", "x-beckon-name": encodeURIComponent(name), ...headers },
      body: new Uint8Array(content),
    });
    return {
      status: response.status,
      body: (await response.json()) as Attachment & { error?: string; message?: string },
    };
  }
  const upload = (browser: Browser, name: string, content: Buffer, id = newId(), sourceToken = tenant.sourceToken) =>
    put(`/chat/${sourceToken}/attachments/${id}`, name, content, headersOf(browser));
  const uploadAsAgent = (name: string, content: Buffer, id = newId(), token = agentToken) =>
    put(`/api/v1/attachments/${id}`, name, content, { authorization: `Bearer ${token}` });
  const download = (path: string) => fetch(application.url + path);
  const visit = (browser: Browser) => connectVisitor(application.url, tenant.sourceToken, browser);

  test("ATT1: every allowed extension is accepted with the content that belongs to it", async () => {
    expect(Object.keys(SAMPLES).toSorted()).toEqual([...ATTACHMENT_EXTENSIONS].toSorted());
    const browser = newBrowser();
    for (const [extension, content] of Object.entries(SAMPLES)) {
      const { status, body } = await upload(browser, `file.${extension.toUpperCase()}`, content);
      expect({ extension, status, message: body.message }).toMatchObject({ extension, status: 201 });
      const got = await download(body.url);
      expect(Buffer.from(await got.arrayBuffer()).equals(content), extension).toBe(true);
      expect(got.headers.get("content-type")).toBe(body.content_type);
      expect(got.headers.get("x-content-type-options")).toBe("nosniff");
      expect(got.headers.get("content-security-policy")).toContain("sandbox");
      const isShown = /^(image\/(bmp|gif|jpeg|png)|audio\/mpeg|video\/mp4)$/.test(body.content_type);
      expect(got.headers.get("content-disposition")).toMatch(isShown ? /^inline; / : /^attachment; /);
    }
  });

  test("ATT2: content that is not what its extension says is refused with the reason", async () => {
    const browser = newBrowser();
    for (const [name, content, code] of HOSTILE) {
      const { status, body } = await upload(browser, name, content);
      expect({ name, status, error: body.error }).toEqual({ name, status: 422, error: code });
      if (code === "attachment_type_refused") expect(body.message).toContain("docx");
    }
  });

  test("ATT3: a file over the limit is refused, one of the limit is taken", async () => {
    const full = Buffer.alloc(ATTACHMENT_LIMITS.bytes, "a,b\n");
    expect(await upload(newBrowser(), "list.csv", full)).toMatchObject({ status: 201, body: { size: full.length } });
    // Of a body without a length the server only knows what it has read.
    const browser = newBrowser();
    const response = await fetch(`${application.url}/chat/${tenant.sourceToken}/attachments/${newId()}`, {
      method: "PUT",
      headers: { "content-type": "application/octet-stream", "x-beckon-name": "list.csv", ...headersOf(browser) },
      body: new Blob([full, "x"]).stream(),
      duplex: "half",
    } as RequestInit);
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ error: "attachment_too_large" });
  });

  test("ATT4: images have a size and a thumbnail; names are shown as text and saved without folders", async () => {
    const { body } = await upload(newBrowser(), "../../<img src=x>\u202Egnp.exe.png", PNG);
    expect(body).toMatchObject({ name: "_img src=x_gnp.exe.png", width: 640, height: 320, content_type: "image/png" });
    const thumbnail = await download(body.thumbnail_url ?? "");
    expect(thumbnail.headers.get("content-type")).toBe("image/webp");
    expect((await thumbnail.arrayBuffer()).byteLength).toBeGreaterThan(50);
    const saved = await download(`${body.url}?save=1`);
    expect(saved.headers.get("content-disposition")).toMatch(/^attachment; filename="_img src=x_gnp\.exe\.png"/);
    await saved.arrayBuffer();
    expect((await download(`/chat/attachments/${"a".repeat(43)}`)).status).toBe(404);
  });

  test("ATT5: the same upload again is the same attachment, from two tabs at once too; another file is not", async () => {
    const [browser, id] = [newBrowser(), newId()];
    const both = await Promise.all([upload(browser, "a.png", PNG, id), upload(browser, "a.png", PNG, id)]);
    const again = await upload(browser, "a.png", PNG, id);
    expect(both.map(({ body }) => body)).toEqual([again.body, again.body]);
    expect(again.status).toBe(201);
    expect(await upload(browser, "a.jpg", SAMPLES.jpg ?? PNG, id)).toMatchObject({
      status: 409,
      body: { error: "id_taken" },
    });
    expect(await upload(newBrowser(), "a.png", PNG, id)).toMatchObject({ status: 409 });
  });

  test("ATT6: a message carries its files to everybody who reads it, in both directions, with or without text", async () => {
    const browser = newBrowser();
    const [visitor, other] = [await visit(browser), await visit(browser)];
    const agent = await connectAgent(application.url, agentToken);
    const [threadId, id] = [newId(), newId()];
    const { body: file } = await upload(browser, "dress.png", PNG);
    const sending = { type: "send_message", id, thread_id: threadId, body: "", origin: firstMessageOrigin } as const;
    visitor.send({ ...sending, attachment_ids: [file.id] });
    visitor.send({ ...sending, attachment_ids: [file.id] });
    expect(await visitor.next("message_acknowledged")).toMatchObject({ number: 1 });
    expect(await visitor.next("message_acknowledged")).toMatchObject({ number: 1 });
    expect((await other.next("thread_changed")).thread.last_message?.attachments).toEqual([file]);
    await agent.next("thread_summary_changed", (frame) => frame.thread.id === threadId);
    agent.send({ type: "watch_thread", thread_id: threadId, known_number: 0 });
    expect((await agent.next("messages_listed")).messages[0]?.attachments).toEqual([file]);

    const { body: answer } = await uploadAsAgent("invoice.pdf", SAMPLES.pdf ?? PNG);
    const replyId = newId();
    const replying = { type: "send_message", id: replyId, thread_id: threadId, body: "Here.", private: false } as const;
    agent.send({ ...replying, attachment_ids: [answer.id] });
    await agent.next("message_acknowledged", (frame) => frame.id === replyId);
    expect((await visitor.next("message_added")).message).toMatchObject({ body: "Here.", attachments: [answer] });
    const listed = await fetch(`${application.url}/api/v1/threads/${threadId}/messages`, {
      headers: { authorization: `Bearer ${agentToken}` },
    });
    const { records } = (await listed.json()) as { records: Message[] };
    expect(records.map(({ attachments }) => attachments)).toEqual([[file], [answer]]);
    await Promise.all([visitor.close(), other.close(), agent.close()]);
  });

  test("ATT7: nobody sends a file that is not there, is another's, or is in another message; nothing begins then", async () => {
    const browser = newBrowser();
    const visitor = await visit(browser);
    const { body: own } = await upload(browser, "a.png", PNG);
    const { body: foreign } = await upload(newBrowser(), "a.png", PNG);
    const { body: agents } = await uploadAsAgent("a.png", PNG);
    const { body: elsewhere } = await upload(browser, "a.png", PNG, newId(), strange.sourceToken);
    const send = async (threadId: string, ids: string[]) => {
      const id = newId();
      visitor.send({
        type: "send_message",
        id,
        thread_id: threadId,
        body: "",
        origin: firstMessageOrigin,
        attachment_ids: ids,
      });
      return Promise.race([
        visitor.next("message_refused", (frame) => frame.id === id).then(({ error }) => error.code),
        visitor.next("message_acknowledged", (frame) => frame.id === id).then(({ number }) => number),
      ]);
    };
    for (const id of [newId(), foreign.id, agents.id, elsewhere.id]) {
      expect(await send(newId(), [own.id, id])).toBe("attachment_missing");
    }
    const threadId = newId();
    expect(await send(threadId, [own.id])).toBe(1);
    expect(await send(threadId, [own.id])).toBe("attachment_missing");
    expect(await send(threadId, [])).toBe("message_empty");
    const again = await visit(browser);
    expect(again.welcomed.threads).toHaveLength(1);
    await again.close();
    await visitor.close();
  });

  test("ATT8: an upload needs who it says it is, and a source that is there", async () => {
    const browser = newBrowser();
    expect(await upload(browser, "a.png", PNG, newId(), "no-such-source")).toMatchObject({ status: 404 });
    await upload(browser, "a.png", PNG);
    const thief = { identity: { id: browser.identity.id, secret: newBrowser().identity.secret } };
    expect(await upload(thief, "a.png", PNG)).toMatchObject({ status: 401, body: { error: "identity_refused" } });
    expect(await put(`/chat/${tenant.sourceToken}/attachments/${newId()}`, "a.png", PNG, {})).toMatchObject({
      status: 401,
    });
    expect(await uploadAsAgent("a.png", PNG, newId(), "nothing")).toMatchObject({ status: 401 });
    const preflight = await fetch(`${application.url}/chat/${tenant.sourceToken}/attachments/${newId()}`, {
      method: "OPTIONS",
    });
    expect(preflight.headers.get("access-control-allow-headers")).toContain("x-beckon-secret");
  });

  test("ATT9: what is uploaded and not sent for a day is removed, sent files stay; erasure leaves none", async () => {
    const browser = newBrowser();
    const visitor = await visit(browser);
    const [unsent, sent] = [await upload(browser, "a.png", PNG), await upload(browser, "b.png", PNG)];
    const threadId = newId();
    visitor.send({
      type: "send_message",
      id: newId(),
      thread_id: threadId,
      body: "",
      origin: firstMessageOrigin,
      attachment_ids: [sent.body.id],
    });
    await visitor.next("message_acknowledged");
    const storage = await openStorage({ storageUrl: undefined, dataDir: database.location.dataDir });
    const clock = { nowMs: () => Date.now() + DAY_MS + 60_000 };
    const jobs = await startJobs({ database, logger: silent });
    const attachments = createAttachments({ database, storage, jobs, clock: systemClock, logger: silent });
    const later = createAttachments({ database, storage, jobs: { ...jobs, handle: () => {} }, clock, logger: silent });
    await Promise.all([later.sweep(), later.sweep()]);
    expect((await download(unsent.body.url)).status).toBe(404);
    expect((await download(sent.body.url)).status).toBe(200);
    const folder = join(database.location.dataDir, "files", "attachments", tenant.domainId);
    const keyOf = ({ body }: { body: Attachment }) => body.url.split("/").at(-1) ?? "";
    const kept = await readdir(folder);
    expect(kept).not.toContain(keyOf(unsent));
    expect(kept).toContain(keyOf(sent));

    await expect(
      inTransaction(database, async (transaction) => {
        await attachments.deleteOf(transaction, tenant.domainId, [threadId], null);
        throw new Error("undone");
      }),
    ).rejects.toThrow("undone");
    expect((await download(sent.body.url)).status).toBe(200);
    await inTransaction(database, (transaction) =>
      attachments.deleteOf(transaction, tenant.domainId, [threadId], null),
    );
    // The application's own look may be doing the job already: then this one waits for the row to be free.
    await vi.waitFor(async () => {
      await jobs.look();
      expect((await readdir(folder)).filter((name) => name.startsWith(keyOf(sent)))).toEqual([]);
    });
    await Promise.all([attachments.stop(), later.stop(), jobs.stop()]);
    expect((await download(sent.body.url)).status).toBe(404);
    visitor.send({ type: "load_history", thread_id: threadId, before_number: 2, limit: 10 });
    expect((await visitor.next("messages_listed")).messages[0]?.attachments).toEqual([]);
    await visitor.close();
  });
});
