import { createShopServer } from "../src/index.ts";

export const beckonUrl = "http://chat.test:3000";
export const jwtKey = { kid: "demo", secret: "0123456789abcdef01234567" };

/** A shop on a free port; `close` ends it. */
export async function openShop(): Promise<{ origin: string; close: () => Promise<void> }> {
  const shop = createShopServer({ beckonUrl, defaultSourceToken: "demo-messaging", jwt: jwtKey });
  const port = await shop.listen(0, "127.0.0.1");
  return { origin: `http://127.0.0.1:${port}`, close: () => shop.close() };
}

/** One browser's worth of cookies, without the browser. */
export class Visitor {
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  async get(path: string): Promise<{ response: Response; body: string }> {
    return await this.#send(path, {});
  }

  /** Sends a form as a page of the shop would, and follows to where it leads. */
  async post(path: string, fields: Record<string, string>): Promise<{ response: Response; body: string }> {
    const sent = await this.#send(path, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { origin: this.#origin },
    });
    const location = sent.response.headers.get("location");
    return location === null ? sent : await this.get(location);
  }

  setCookie(name: string, value: string): void {
    this.#cookies.set(name, value);
  }

  async #send(path: string, init: RequestInit): Promise<{ response: Response; body: string }> {
    const headers = new Headers(init.headers);
    headers.set("cookie", [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await fetch(this.#origin + path, { ...init, headers, redirect: "manual" });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ""] = cookie.split(";");
      const at = pair.indexOf("=");
      if (cookie.includes("Max-Age=0")) this.#cookies.delete(pair.slice(0, at));
      else this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return { response, body: await response.text() };
  }
}

/** The commands that an ordinary page gives to the chat before its loader arrives. */
export function chatCommands(body: string): unknown[] {
  return [...body.matchAll(/_chatq\.push\((\[.*\])\);/g)].map(([, literal = ""]) => JSON.parse(literal));
}
