import { makeTask } from "@beckon/console/fake-server/made-up-data.ts";
import { expect } from "@playwright/test";
import { ada, addThread, bruno, expectNoAccessProblems, log, logIn, rows, test } from "../src/console.ts";

test("what a visitor writes appears in the list and in the open thread, live", async ({ page, server }) => {
  const { summary } = addThread(server, 1, "Camille Durand", ["Does it come in size 40?"]);
  await logIn(page, server);
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page).first()).toContainText("Does it come in size 40?");
  await rows(page).first().click();
  await expect(log(page).getByRole("article", { name: /^Camille Durand/ })).toContainText("Does it come in size 40?");
  server.desk.visitorWrites(summary.id, "In pink, please.");
  await expect(log(page).getByRole("article").last()).toContainText("In pink, please.");
  server.desk.visitorTypes(summary.id, true);
  await expect(log(page)).toContainText("Camille Durand is typing");
});

test("a reply goes out once, is said to be sent, then seen", async ({ page, server }) => {
  const { summary } = addThread(server, 1, "Camille Durand", ["Hello"]);
  await logIn(page, server, `/desk/threads/${summary.id}`);
  await page.getByRole("textbox", { name: "Reply" }).fill("Good morning");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("How can I help?");
  await page.keyboard.press("Enter");
  const reply = log(page).getByRole("article").last();
  await expect(reply).toContainText("Sent");
  expect(server.desk.threads.get(summary.id)?.messages.at(-1)?.body).toBe("Good morning\nHow can I help?");
  server.desk.visitorReads(summary.id);
  await expect(reply).toContainText("Seen");
  expect(server.desk.heard.some((frame) => frame.type === "set_typing" && frame.typing)).toBe(true);
});

test("what was not acknowledged is sent again after a reload, under the same id", async ({ page, server }) => {
  const { summary } = addThread(server, 1, "Camille Durand", ["Hello"]);
  await logIn(page, server, `/desk/threads/${summary.id}`);
  server.desk.ignoresMessages = true;
  await page.getByRole("textbox", { name: "Reply" }).fill("Not lost");
  await page.keyboard.press("Enter");
  await expect(log(page)).toContainText("Sending");
  await page.reload();
  await expect(log(page)).toContainText("Sending");
  server.desk.ignoresMessages = false;
  server.desk.closeConnections(1012);
  await expect(log(page).getByRole("article").last()).toContainText("Sent");
  const sent = server.desk.heard.filter((frame) => frame.type === "send_message");
  expect(new Set(sent.map((frame) => frame.id)).size).toBe(1);
  expect(server.desk.threads.get(summary.id)?.messages.filter(({ body }) => body === "Not lost")).toHaveLength(1);
});

test("a refused message says why and can be tried again or discarded", async ({ page, server }) => {
  const { summary } = addThread(server, 1, "Camille Durand", ["Hello"]);
  await logIn(page, server, `/desk/threads/${summary.id}`);
  await expect(log(page)).toContainText("Hello");
  server.desk.refusesMessagesWith = { code: "thread_locked", message: "This conversation is locked.", retry: false };
  await page.getByRole("textbox", { name: "Reply" }).fill("First");
  await page.keyboard.press("Enter");
  await expect(log(page)).toContainText("Not sent. This conversation is locked.");
  server.desk.refusesMessagesWith = null;
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(log(page).getByRole("article").last()).toContainText("Sent");
});

test("messages whose push was lost, and those of an interruption, are fetched by number", async ({ page, server }) => {
  const { summary } = addThread(server, 1, "Camille Durand", ["One"]);
  await logIn(page, server, `/desk/threads/${summary.id}`);
  await expect(log(page)).toContainText("One");
  server.desk.losesPush = (number) => number === 2;
  server.desk.visitorWrites(summary.id, "Two");
  server.desk.visitorWrites(summary.id, "Three");
  await expect(log(page).getByRole("article")).toContainText(["One", "Two", "Three"]);
  server.desk.closeConnections(4008);
  server.desk.visitorWrites(summary.id, "Four");
  await expect(log(page).getByRole("article")).toContainText(["One", "Two", "Three", "Four"]);
});

test("older messages load upwards without moving what is read", async ({ page, server }) => {
  const bodies = Array.from({ length: 160 }, (_, index) => `Line ${index + 1}`);
  const { summary } = addThread(server, 1, "Camille Durand", bodies);
  await logIn(page, server, `/desk/threads/${summary.id}`);
  const last = log(page).getByText("Line 160", { exact: true });
  await expect(last).toBeInViewport();
  await log(page).hover();
  await page.mouse.wheel(0, -100_000);
  const first = log(page).getByText("Line 111", { exact: true });
  await expect(log(page).getByText("Line 61", { exact: true })).toBeAttached();
  await expect(first).toBeInViewport();
  await page.getByRole("button", { name: "Latest" }).click();
  await expect(last).toBeInViewport();
});

test("a note stays among colleagues and looks it; a draft outlasts a reload", async ({ page, server }) => {
  const { summary } = addThread(server, 1, "Camille Durand", ["Hello"]);
  await logIn(page, server, `/desk/threads/${summary.id}`);
  await page.getByRole("textbox", { name: "Reply" }).fill("Half a sent");
  await page.getByRole("button", { name: "Note" }).click();
  await page.getByRole("textbox", { name: "Note" }).fill("Asked the warehouse");
  await page.keyboard.press("Enter");
  await expect(log(page).getByRole("article", { name: /private note/ })).toContainText("Asked the warehouse");
  expect(server.desk.threads.get(summary.id)?.messages.at(-1)?.private).toBe(true);
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Reply" })).toHaveValue("Half a sent");
});

test("the visitor panel says where the visitor is, live", async ({ page, server }) => {
  const { summary } = addThread(server, 3, "Camille Durand", ["Hello"]);
  await logIn(page, server, `/desk/threads/${summary.id}`);
  const visitor = page.getByRole("complementary", { name: "Visitor" });
  await expect(visitor).toContainText("Pink Dress");
  await expect(visitor).toContainText("shop.example.test/dresses/587-pink-dress");
  await expect(visitor).toContainText("Cart leavers");
  server.desk.visitorViews(summary.id, {
    url: "https://shop.example.test/cart",
    title: "Your cart",
    started_at: new Date().toISOString(),
  });
  await expect(visitor.getByText("Your cart").first()).toBeVisible();
  await expect(log(page)).toContainText("viewed Your cart");
  server.desk.visitorViews(summary.id, { url: "javascript:alert(1)", title: "", started_at: new Date().toISOString() });
  await expect(visitor).toContainText("javascript:alert(1)");
  await expect(page.locator('a[href^="javascript"]')).toHaveCount(0);
});

test("rows do not move under the pointer; a button lets the new ones in", async ({ page, server }) => {
  addThread(server, 1, "First Visitor", ["Newest"]);
  const second = addThread(server, 2, "Second Visitor", ["Older"]);
  await logIn(page, server);
  await expect(rows(page)).toHaveCount(2);
  await rows(page).nth(1).hover();
  server.desk.visitorWrites(second.summary.id, "Are you there?");
  await expect(rows(page).nth(1)).toContainText("Are you there?");
  await page.getByRole("button", { name: "1 new" }).click();
  await expect(rows(page).first()).toContainText("Are you there?");
});

test("everything in the list by keyboard", async ({ page, server }) => {
  addThread(server, 1, "First Visitor", ["Newest"]);
  addThread(server, 2, "Second Visitor", ["Older"]);
  await logIn(page, server);
  await expect(rows(page)).toHaveCount(2);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Second Visitor");
  await page.keyboard.press("r");
  await expect(page.getByRole("textbox", { name: "Reply" })).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\/desk$/);
});

test("unread threads are counted in title and navigation until they are read", async ({ page, server }) => {
  const { summary } = addThread(server, 1, "Camille Durand", ["One", "Two"]);
  await logIn(page, server);
  await expect(page).toHaveTitle("(1) Desk · Beckon");
  await expect(page.getByRole("link", { name: "Desk 1 unread" })).toBeVisible();
  await rows(page).first().click();
  await expect(page).toHaveTitle("Camille Durand · Beckon");
  expect(server.desk.heard).toContainEqual({ type: "mark_read", thread_id: summary.id, number: 2 });
});

test("the list finds by words and by source", async ({ page, server }) => {
  addThread(server, 1, "Zoé Dupont", ["About my order"]);
  addThread(server, 2, "Second Visitor", ["Something else"]);
  await logIn(page, server);
  await expect(rows(page)).toHaveCount(2);
  await page.keyboard.press("/");
  await page.keyboard.type("zoe order");
  await expect(rows(page)).toHaveCount(1);
  await page.getByLabel("Find in the list").fill("");
  await page.getByLabel("Source").selectOption("Purple Shop");
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page).first()).toContainText("Second Visitor");
});

test("a session that ends leads to the login and back to the same thread with its draft", async ({ page, server }) => {
  const { summary } = addThread(server, 1, "Camille Durand", ["Hello"]);
  const path = `/desk/threads/${summary.id}`;
  await logIn(page, server, path, bruno.email);
  await page.getByRole("textbox", { name: "Reply" }).fill("Kept");
  server.endSessions();
  await expect(page.getByRole("heading", { name: "Log in to Beckon" })).toBeVisible();
  await page.getByLabel("E-mail address").fill(bruno.email);
  await page.getByLabel("Password", { exact: true }).fill("right");
  await page.getByRole("button", { name: "Log in" }).click();
  await page.waitForURL(`**${path}`);
  await expect(page.getByRole("textbox", { name: "Reply" })).toHaveValue("Kept");
  await expect(log(page)).toContainText("Hello");
});

test("an address of no thread says so", async ({ page, server }) => {
  await logIn(page, server, "/desk/threads/01920000-0000-7005-8000-00000000dead");
  await expect(page.getByRole("heading", { name: "This thread cannot be shown" })).toBeVisible();
});

test("what the desk shows at first is asked for once", async ({ page, server }) => {
  addThread(server, 1, "Camille Durand", ["Hello"]);
  await logIn(page, server);
  // What the page before asks for is not counted.
  await expect(rows(page)).toHaveCount(1);
  await page.waitForLoadState("networkidle");
  const asked: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/api/v1/")) asked.push(pathname.replace("/api/v1/", ""));
  });
  await page.reload();
  await expect(rows(page)).toHaveCount(1);
  await page.waitForLoadState("networkidle");
  for (const list of ["threads", "folders", "folders/counts", "mentions", "drafts", "me/presence"]) {
    expect(
      asked.filter((path) => path === list),
      list,
    ).toHaveLength(1);
  }
});

test("what happens between the first list and the connection is not missed", async ({ page, server }) => {
  addThread(server, 1, "Camille Durand", ["Hello"]);
  await logIn(page, server);
  await expect(rows(page)).toHaveCount(1);
  server.desk.beforeWelcome = () => void addThread(server, 2, "Noor Bakker", ["Just now"]);
  await page.reload();
  await expect(rows(page)).toHaveCount(2);
});

test("what is typed with the very first Ctrl K goes to the palette, and nowhere else", async ({ page, server }) => {
  const { summary } = addThread(server, 1, "Camille Durand", ["Hello"]);
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/palette-dialog-*.js", async (route) => {
    await released;
    await route.continue();
  });
  await logIn(page, server, `/desk/threads/${summary.id}`);
  const reply = page.getByRole("textbox", { name: "Reply" });
  await reply.click();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("cam");
  release();
  const field = page.getByRole("combobox", { name: "Find or do anything" });
  await expect(field).toBeFocused();
  await page.keyboard.type("ille");
  await expect(field).toHaveValue("camille");
  await expect(reply).toHaveValue("");
  await page.keyboard.press("Escape");
  await expect(reply).toBeFocused();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("noor");
  await expect(field).toHaveValue("noor");
});

test("what went back to the queue while the agent was gone is told once, at their return", async ({ page, server }) => {
  const threads = ["Camille Durand", "Noor Bakker", "Ines Moreau"].map((name, index) =>
    addThread(server, index + 1, name, ["Hello"]),
  );
  const tasks = threads.map((thread, index) => makeTask(index + 1, thread, ada));
  server.desk.tasks.push(...tasks);
  const change = (index: number, to: Partial<(typeof tasks)[number]>) => {
    const task = server.desk.tasks[index];
    if (task !== undefined) server.desk.tasks[index] = { ...task, ...to, revision: task.revision + 1 };
  };
  await logIn(page, server);
  const mine = page.getByRole("region", { name: "My tasks" }).getByRole("listitem");
  await expect(mine).toHaveCount(3);
  const word = page.getByRole("status").filter({ hasText: "While you were away" });
  await expect(word).toHaveCount(0);

  change(0, { state: "waiting", agent: null });
  change(1, { agent: { id: bruno.id, name: bruno.firstname } });
  server.desk.closeConnections(4503);
  await expect(word).toContainText("2 conversations went back to the queue");
  await expect(word).toContainText("Noor Bakker (Bruno has it now)");
  await expect(mine).toHaveCount(1);
  await expectNoAccessProblems(page);
  await word.getByRole("link", { name: "Camille Durand" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Camille Durand" })).toBeVisible();
  await word.getByRole("button", { name: "Dismiss" }).click();
  await expect(word).toHaveCount(0);

  // Over night, without a desk at all.
  await page.goto("about:blank");
  change(2, { state: "waiting", agent: null });
  await page.goto(`${server.url}/desk`);
  await expect(word).toContainText("a conversation went back to the queue: Ines Moreau");
  await page.reload();
  await expect(rows(page)).toHaveCount(3);
  await expect(mine).toHaveCount(0);
  await expect(word).toHaveCount(0);
});
