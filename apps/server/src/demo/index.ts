import { DEMO_KEY, type DemoFeatures, seedDemo } from "./seed.ts";
import { welcomeText } from "./welcome-text.ts";

export interface Demo {
  shopUrl: string;
  /** For the terminal. */
  welcome: string;
  close(): Promise<void>;
}

/** Seeds the demo domain and opens the demo shop, a website of its own that has the chat on its pages. */
export async function startDemo(
  features: DemoFeatures,
  { beckonUrl, host, port }: { beckonUrl: string; host: string; port: number },
): Promise<Demo> {
  await seedDemo(features);
  const { createShopServer } = await import("@beckon/shop");
  const shop = createShopServer({ beckonUrl, defaultSourceToken: "demo-messaging", jwt: DEMO_KEY });
  const shopPort = await shop.listen(port, host);
  const shopUrl = `http://${host.includes(":") ? `[${host}]` : host}:${shopPort}`;
  return { shopUrl, welcome: welcomeText({ beckonUrl, shopUrl }), close: () => shop.close() };
}
