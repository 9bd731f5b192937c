import type { IncomingMessage } from "node:http";
import { type Cart, readCart } from "./cart.ts";
import { type Customer, readSession } from "./customer.ts";
import { type Delivery, readDeliveryCookie } from "./delivery.ts";

/** What a request tells about the visit it belongs to. Cookies are the shop's only memory. */
export interface Visit {
  /** The token of the chat source that this visit is shown. */
  readonly sourceToken: string;
  readonly cart: Cart;
  readonly customer: Customer | undefined;
  readonly delivery: Delivery | undefined;
}

/** The prefix keeps them apart from those of other servers on the same host: cookies know no ports. */
export type CookieName = `purple_shop_${"source" | "cart" | "session" | "delivery"}`;

/** A session cookie; an empty value takes it back. */
export function cookieHeader(name: CookieName, value: string): string {
  const end = value === "" ? "; Max-Age=0" : "";
  return `${name}=${encodeURIComponent(value)}; Path=/; HttpOnly; SameSite=Lax${end}`;
}

/** The source that the address chooses for the visit by `?source=TOKEN`; undefined when it names none. */
export function chosenSource(url: URL): string | undefined {
  const token = url.searchParams.get("source") ?? "";
  return isToken(token) ? token : undefined;
}

export async function readVisit(
  request: IncomingMessage,
  url: URL,
  { sessionKey, defaultSourceToken }: { sessionKey: Uint8Array; defaultSourceToken: string },
): Promise<Visit> {
  const cookies = readCookies(request.headers.cookie ?? "");
  const keptSource = cookies.get("purple_shop_source") ?? "";
  return {
    sourceToken: chosenSource(url) ?? (isToken(keptSource) ? keptSource : defaultSourceToken),
    cart: readCart(cookies.get("purple_shop_cart") ?? ""),
    customer: await readSession(cookies.get("purple_shop_session") ?? "", sessionKey),
    delivery: readDeliveryCookie(cookies.get("purple_shop_delivery") ?? ""),
  };
}

function isToken(text: string): boolean {
  return /^[\w-]{1,100}$/.test(text);
}

function readCookies(header: string): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of header.split(";")) {
    const at = pair.indexOf("=");
    const value = decode(pair.slice(at + 1).trim());
    if (at > 0 && value !== undefined) cookies.set(pair.slice(0, at).trim(), value);
  }
  return cookies;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
