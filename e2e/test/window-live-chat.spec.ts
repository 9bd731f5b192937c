import { expect, type Page, test } from "@playwright/test";
import { callsOf, eventsOf, launch, openShopPage, putLive } from "../src/window-stage.ts";

const opened = { mode: "live_chat", display: { kind: "floating", opened: true, openedBy: "visitor" } } as const;
const field = (page: Page) => page.getByRole("textbox", { name: "Write your message here" });

/** Begins the conversation and lets it stand where `live` says. */
async function begin(page: Page, live: Parameters<typeof putLive>[1]): Promise<string> {
  await field(page).fill("Is anybody there?");
  await page.keyboard.press("Enter");
  const threadId = await page.evaluate(() => {
    const { client } = globalThis.stage;
    const threadId = client.getState().threads[0]?.thread.id ?? "";
    client.acknowledge(threadId);
    return threadId;
  });
  await putLive(page, live);
  return threadId;
}

const notice = (page: Page, kind: "agent_connected" | "transferred" | "impossible" | "ended_by_agent", name: string) =>
  page.evaluate(
    ([kind, name]) => {
      const { client, ...rest } = globalThis.stage;
      const [known] = client.getState().threads;
      if (!known) return rest;
      const number = known.thread.last_number + 1;
      const message = globalThis.tools.makeMessage(known.thread.id, number, { type: "system" }, "fallback", Date.now());
      const told = { ...message, notice: { kind, name } };
      client.putThread({
        ...known,
        thread: { ...known.thread, last_number: number, last_message: told },
        messages: [...known.messages, told],
      });
      return rest;
    },
    [kind, name] as const,
  );

test.beforeEach(({ page }) => openShopPage(page));

test("WIN50, WIN51: waits with place and time, is taken, transferred, and ends by the visitor who confirms", async ({
  page,
}) => {
  await launch(page, opened);
  await expect(page.getByRole("button", { name: "All conversations" })).toHaveCount(0);
  const threadId = await begin(page, { kind: "waiting", position: 3, estimated_wait_seconds: 3_900 });
  const waiting = page.getByRole("status").filter({ hasText: "Waiting" });
  await expect(waiting).toHaveText(
    "Waiting for somebody to answer. You are number 3 in the queue. Estimated wait: 1 hour 5 minutes.",
  );
  await putLive(page, { kind: "waiting", position: 1, estimated_wait_seconds: 20 });
  await expect(waiting).toHaveText(/number 1 in the queue\. Estimated wait: 1 minute\./);
  await putLive(page, { kind: "waiting", position: null, estimated_wait_seconds: null });
  await expect(waiting).toHaveText("Waiting for somebody to answer.");

  await putLive(page, { kind: "connected", agent_name: "Alicia of Purple" });
  await notice(page, "agent_connected", "Alicia of Purple");
  await expect(waiting).toHaveCount(0);
  await expect(page.getByRole("log").getByText("Alicia of Purple is now connected")).toBeVisible();
  await expect(page.getByRole("dialog").locator("header")).toContainText("Alicia of Purple");
  await notice(page, "transferred", "");
  await expect(page.getByRole("log").getByText("You are being transferred.")).toBeVisible();

  const quit = page.getByRole("button", { name: "Quit" });
  const question = page.getByRole("alertdialog", { name: "End this conversation?" });
  await quit.click();
  await expect(question.getByRole("button", { name: "OK" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(question).toHaveCount(0);
  await expect(page.getByRole("dialog")).toBeVisible();
  await expect(field(page)).toBeFocused();
  await quit.click();
  await question.getByRole("button", { name: "Cancel" }).click();
  expect(await callsOf(page, "endThread")).toEqual([]);
  await quit.click();
  await question.getByRole("button", { name: "OK" }).click();
  await expect.poll(() => callsOf(page, "endThread")).toEqual([[threadId]]);
  await putLive(page, { kind: "ended" });
  await expect(field(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Leave" }).click();
  await expect(page.locator("beckon-chat")).toHaveCount(0);
  expect((await eventsOf(page)).at(-1)).toBe("closed");
  expect(await eventsOf(page)).not.toContain("message_received");
});

test("WIN51, WIN52: ends by the agent; can be seen again and printed whole, then quit leaves without a question", async ({
  page,
}) => {
  await page.evaluate(() => {
    // What a frame of the page prints ends up here instead of at a printer.
    const append = document.documentElement.append.bind(document.documentElement);
    document.documentElement.append = (...nodes) => {
      append(...nodes);
      const [frame] = nodes;
      if (!(frame instanceof HTMLIFrameElement) || frame.contentWindow === null) return;
      frame.contentWindow.print = () => {
        document.body.dataset.printed = frame.contentDocument?.body.innerText ?? "";
        frame.contentWindow?.dispatchEvent(new Event("afterprint"));
      };
    };
  });
  await launch(page, opened);
  await begin(page, { kind: "connected", agent_name: "Alicia" });
  await notice(page, "agent_connected", "Alicia");
  await field(page).fill("half a thought");
  await notice(page, "ended_by_agent", "Alicia");
  await putLive(page, { kind: "ended" });
  await expect(page.getByText("Alicia ended the conversation.")).toBeVisible();
  await expect(page.getByText("Thank you for talking with us.")).toBeVisible();
  await page.getByRole("button", { name: "See the conversation again" }).click();
  await expect(page.getByText("Thank you for talking with us.")).toHaveCount(0);
  await expect(page.getByRole("article").first()).toBeInViewport();
  await page.getByRole("button", { name: "Print" }).click();
  const printed = page.locator("body[data-printed]");
  await expect(printed).toHaveAttribute("data-printed", /Conversation[\s\S]*You[\s\S]*Is anybody there\?/);
  await expect(printed).toHaveAttribute(
    "data-printed",
    /Alicia is now connected[\s\S]*Alicia ended the conversation\./,
  );
  await expect(page.locator("iframe")).toHaveCount(0);
  await page.getByRole("button", { name: "Quit" }).click();
  await expect(page.locator("beckon-chat")).toHaveCount(0);
});
