import { addOne, setQuantity, toLine, writeCart } from "./cart.ts";
import { findProduct, productPath } from "./catalogue.ts";
import { readCustomer, signSession } from "./customer.ts";
import { readDelivery, writeDeliveryCookie } from "./delivery.ts";
import type { Page } from "./page.ts";
import { accountPage } from "./pages/account.ts";
import { cartPage } from "./pages/cart.ts";
import { addressPage, reviewPage } from "./pages/order.ts";
import { dressesPage, homePage, productPage } from "./pages/products.ts";
import { embeddedPage, legacyPage, lookBookPage, notFoundPage, strictPage } from "./pages/special.ts";
import { type CookieName, cookieHeader, type Visit } from "./visit.ts";

export type Answer =
  | { readonly kind: "page"; readonly page: Page }
  | { readonly kind: "redirect"; readonly location: string; readonly permanent: boolean; readonly cookies: string[] };

/** What a GET of the address shows. */
export function answerGet(url: URL, visit: Visit): Answer {
  const path = url.pathname;
  if (path === "/dresses") return moved(`/dresses/${url.search}`);
  const product = /^\/dresses\/(\d{1,9})(?:-[^/]*)?$/.exec(path);
  if (product !== null) return answerProduct(Number(product[1]), url);
  return show(findPage(url, visit) ?? lookBookPage(path) ?? notFoundPage);
}

function findPage(url: URL, visit: Visit): Page | undefined {
  switch (url.pathname) {
    case "/":
      return homePage({ ordered: url.searchParams.get("ordered") === "yes" });
    case "/dresses/":
      return dressesPage((url.searchParams.get("q") ?? "").trim().slice(0, 80));
    case "/cart":
      return cartPage(visit.cart);
    case "/order/1":
      return addressPage(visit, { refused: false });
    case "/order/2":
      return reviewPage(visit);
    case "/account":
      return accountPage(visit.customer, { refused: false });
    case "/embedded":
      return embeddedPage;
    case "/strict":
      return strictPage;
    case "/legacy":
      return legacyPage;
    default:
      return undefined;
  }
}

/** A product has one address: an old or mistyped name leads there. */
function answerProduct(id: number, url: URL): Answer {
  const product = findProduct(id);
  if (product === undefined) return show(notFoundPage);
  const path = productPath(product);
  return url.pathname === path ? show(productPage(product)) : moved(`${path}${url.search}`);
}

/** What a form does that is sent to the address. */
export async function answerPost(
  path: string,
  form: URLSearchParams,
  visit: Visit,
  sessionKey: Uint8Array,
): Promise<Answer> {
  switch (path) {
    case "/cart":
      return changeCart(form, visit);
    case "/order/1": {
      const delivery = readDelivery(form);
      if (delivery === undefined) return show(addressPage(visit, { refused: true }));
      return goTo("/order/2", ["purple_shop_delivery", writeDeliveryCookie(delivery)]);
    }
    case "/order/2":
      if (visit.cart.length === 0 || visit.delivery === undefined) return goTo("/order/2");
      return goTo("/?ordered=yes", ["purple_shop_cart", ""], ["purple_shop_delivery", ""]);
    case "/account": {
      if (form.get("action") === "sign-out") return goTo("/account", ["purple_shop_session", ""]);
      const customer = readCustomer(form);
      if (customer === undefined) return show(accountPage(undefined, { refused: true }));
      return goTo("/account", ["purple_shop_session", await signSession(customer, sessionKey)]);
    }
    default:
      return show(notFoundPage);
  }
}

function changeCart(form: URLSearchParams, { cart }: Visit): Answer {
  const wanted = toLine(Number(form.get("product")), Number(form.get("size")));
  if (wanted === undefined) return goTo("/cart");
  const present = cart.find((line) => line.product === wanted.product && line.size === wanted.size)?.quantity ?? 0;
  const changes: Readonly<Record<string, () => typeof cart>> = {
    add: () => addOne(cart, wanted),
    less: () => setQuantity(cart, wanted, present - 1),
    remove: () => setQuantity(cart, wanted, 0),
  };
  const change = form.get("change") ?? "";
  const changed = Object.hasOwn(changes, change) ? changes[change]?.() : undefined;
  return goTo("/cart", ["purple_shop_cart", writeCart(changed ?? cart)]);
}

function show(page: Page): Answer {
  return { kind: "page", page };
}

function moved(location: string): Answer {
  return { kind: "redirect", location, permanent: true, cookies: [] };
}

function goTo(location: string, ...cookies: readonly (readonly [CookieName, string])[]): Answer {
  const headers = cookies.map(([name, value]) => cookieHeader(name, value));
  return { kind: "redirect", location, permanent: false, cookies: headers };
}
