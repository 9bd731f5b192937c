import { amountOf, piecesIn } from "./cart.ts";
import { type ChatCommand, externalSnippet, inlineSnippet } from "./chat-snippet.ts";
import { html, type Markup, trusted } from "./html.ts";
import type { Page } from "./page.ts";
import type { Visit } from "./visit.ts";

/** What the frame needs besides the page: the visit, and the chat's side of it. */
export interface Frame {
  readonly visit: Visit;
  readonly loaderUrl: string;
  /** The customer's signed identity, while one is signed in. */
  readonly identityToken: string | undefined;
}

/** The whole document: head, header, the page, footer and the chat's snippet. */
export function renderDocument(page: Page, frame: Frame): string {
  const { visit } = frame;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title} – Purple Shop</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/shop.css">
${page.head ?? ""}
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
${header(visit, page.search ?? "")}
<main id="main">
${page.main}
</main>
${footer}
${snippet(page, frame)}
</body>
</html>
`.markup;
}

function header(visit: Visit, search: string): Markup {
  const pieces = piecesIn(visit.cart);
  return html`<header class="header"><div class="width">
<a class="brand" href="/">${bloom}Purple Shop</a>
<nav class="nav" aria-label="Shop"><a href="/dresses/">Dresses</a><a href="/spa">Look book</a><a href="/embedded">Messages</a></nav>
<form class="search" role="search" action="/dresses/" method="get">
<label class="hidden" for="search">Search the shop</label>
<input id="search" name="q" type="search" placeholder="Search dresses" value="${search}" maxlength="80" autocomplete="off">
</form>
<nav class="own" aria-label="Yours">
<a href="/account">${visit.customer === undefined ? "Sign in" : visit.customer.firstname}</a>
<a href="/cart">Cart<span class="count" aria-label="${pieces === 1 ? "1 piece" : `${pieces} pieces`}">${pieces}</span></a>
</nav>
</div></header>`;
}

const bloom = trusted(
  '<svg class="bloom" viewBox="0 0 24 24" aria-hidden="true"><g fill="currentColor"><circle cx="12" cy="6.4" r="4.2"/><circle cx="17.3" cy="10.3" r="4.2" opacity=".8"/><circle cx="15.3" cy="16.6" r="4.2" opacity=".65"/><circle cx="8.7" cy="16.6" r="4.2" opacity=".8"/><circle cx="6.7" cy="10.3" r="4.2" opacity=".65"/></g><circle class="heart" cx="12" cy="12" r="2.6"/></svg>',
);

const footer = html`<footer class="footer"><div class="width">
<section><h2>Shop</h2><a href="/dresses/">All dresses</a><a href="/spa">Look book</a><a href="/cart">Cart</a></section>
<section><h2>Service</h2><a href="/embedded">Messages</a><a href="/account">Your account</a><a href="/spa/care">Care for your clothes</a></section>
<section><h2>Other pages</h2><a href="/strict">Careful browsers</a><a href="/legacy">Archive of 2007</a></section>
<p>Purple Shop is a demonstration. Nothing is sold here, no order is carried out, and nothing is kept but cookies in your browser.</p>
</div></footer>`;

function snippet({ policy, commands: own = [] }: Page, { visit, loaderUrl, identityToken }: Frame): Markup {
  const commands: ChatCommand[] = [["_fillCustomVariable", "custom_cart_amount", amountOf(visit.cart)], ...own];
  if (identityToken !== undefined) commands.unshift(["_setSignedIdentity", identityToken]);
  return policy === "strict" ? externalSnippet(loaderUrl, commands) : inlineSnippet(loaderUrl, commands);
}
