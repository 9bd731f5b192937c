import { signIn } from "../src/api.ts";
import { startFirefox } from "../src/other-browsers/firefox.ts";
import { ENTER, type OtherBrowser } from "../src/other-browsers/other-browser.ts";
import { startWebKit } from "../src/other-browsers/webkit.ts";
import { expect, test as productTest } from "../src/product.ts";

/** Which of them are here, `npm test` says in its summary. */
const { FIREFOX_PATH, WEBKIT_DRIVER_PATH } = process.env;
const browsers: Record<string, () => Promise<OtherBrowser>> = {
  ...(FIREFOX_PATH && { Firefox: () => startFirefox(FIREFOX_PATH) }),
  ...(WEBKIT_DRIVER_PATH && { WebKit: () => startWebKit(WEBKIT_DRIVER_PATH) }),
};

const BUTTON = `document.querySelector("beckon-item")?.shadowRoot.querySelector(".chat_item_action")`;
const WINDOW = `document.querySelector("beckon-chat")?.shadowRoot`;
const MESSAGES = `[...(${WINDOW}?.querySelectorAll("article") ?? [])].map((message) => message.querySelector(".body").innerText)`;

for (const [name, start] of Object.entries(browsers)) {
  const test = productTest.extend<{ otherBrowser: OtherBrowser }>({
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from the pattern.
    otherBrowser: async ({}, use) => {
      const browser = await start();
      await use(browser);
      await browser.close();
    },
  });

  test(`${name}: a visitor writes, is answered, comes back, and misses nothing while the server is gone`, async ({
    otherBrowser: browser,
    product,
  }) => {
    const is = (expression: string) => expect.poll(() => browser.evaluate(expression));
    const alicia = await signIn(product, "alicia@demo.test");
    const answer = async (body: string) => {
      const { records } = await alicia.get<{ records: { id: string }[] }>("/threads");
      await alicia.post(`/threads/${records[0]?.id}/messages`, { body });
    };
    const hasFocus = `${WINDOW}?.activeElement?.localName`;

    await browser.open(`${product.shopUrl}/`);
    await is(`${BUTTON} != null`).toBe(true);
    await browser.evaluate(`${BUTTON}.click()`);
    await is(hasFocus).toBe("textarea");
    await browser.type(`hello from ${name}${ENTER}`);
    await is(`${WINDOW}?.textContent.includes("Sent")`).toBe(true);
    await answer("hello there");
    await is(MESSAGES).toEqual([`hello from ${name}`, "hello there"]);

    await browser.open(`${product.shopUrl}/cart`);
    await is(MESSAGES).toEqual([`hello from ${name}`, "hello there"]);
    await product.kill();
    await browser.evaluate(`${WINDOW}.querySelector("textarea").focus()`);
    await browser.type(`written meanwhile${ENTER}`);
    await is(MESSAGES).toEqual([`hello from ${name}`, "hello there", "written meanwhile"]);
    await product.restart();
    await is(`${WINDOW}?.textContent.includes("Sent")`).toBe(true);
    await answer("all there");
    await is(MESSAGES).toEqual([`hello from ${name}`, "hello there", "written meanwhile", "all there"]);
    // That there was no server is no fault of the page's.
    expect((await browser.faults()).filter((fault) => !/connection|Cross-Origin Request Blocked/.test(fault))).toEqual(
      [],
    );
  });
}
