import { products } from "../catalogue.ts";
import { html, type Markup } from "../html.ts";
import { type Page, page } from "../page.ts";
import { picture } from "./products.ts";

/** The chat as a part of the page: it fills the element that the page names. */
export const embeddedPage: Page = {
  ...page(
    "Messages",
    html`<section class="width">
<h1>Messages</h1>
<p class="lead">Write to us about sizes, orders and returns. You can leave this page: the answer will wait for you.</p>
<div id="messaging-container"></div>
<div class="promises flat">
<div><h2>Which size?</h2><p>Our dresses are cut true to size. Between two, take the larger one for linen and the smaller one for knits.</p></div>
<div><h2>Where is my order?</h2><p>It leaves the next working day, and is with you two to four days after you ordered.</p></div>
<div><h2>How do I return?</h2><p>Put it back into its box, stick the label on it, and hand it in at any post office within 30 days.</p></div>
</div>
</section>`,
  ),
  commands: [["_setConfiguration", { embedded: true, parentNodeId: "messaging-container" }]],
};

/** A page under the strictest policy that a chat has to live with. */
export const strictPage: Page = {
  ...page(
    "Careful browsers",
    html`<section class="width narrow">
<h1>Careful browsers</h1>
<p class="lead">This page lets nothing in that it has not named.</p>
<p>Its Content-Security-Policy allows scripts and connections of this shop and of its chat, no inline script or style, no
evaluated code, and requires Trusted Types. Everything else on it is as on every other page.</p>
<ul class="grid few">${products.slice(0, 2).map((product) => html`<li>${picture(product, "strict")}</li>`)}</ul>
<p class="actions"><a class="button" href="/dresses/">See all dresses</a></p>
</section>`,
  ),
  policy: "strict",
};

/** A page of the age of Prototype.js: its scripts patch the language, and its styles reach for everything. */
export const legacyPage: Page = {
  ...page(
    "Archive of 2007",
    html`<section class="width archive">
<h1>Archive: the autumn of 2007</h1>
<p>This page is kept as it was built, with the libraries of its time.</p>
<table><thead><tr><th>No.</th><th>Model</th><th>Cloth</th><th>Price</th></tr></thead><tbody id="archive"></tbody></table>
<p id="archive-note"></p>
<p><a href="/dresses/">To the dresses of today</a></p>
</section>`,
  ),
  head: html`<link rel="stylesheet" href="/assets/legacy/archive.css">
<script src="/assets/legacy/old-framework.js"></script>
<script src="/assets/legacy/archive.js" defer></script>`,
};

export const notFoundPage: Page = {
  ...page(
    "Page not found",
    html`<section class="width narrow">
<h1>This page does not exist</h1>
<p class="lead">It may have been sold out, or the address has a typing error.</p>
<p class="actions"><a class="button" href="/dresses/">See all dresses</a><a class="quiet" href="/">To the home page</a></p>
</section>`,
  ),
  status: 404,
};

const lookBook: readonly {
  readonly path: string;
  readonly label: string;
  readonly title: string;
  readonly body: Markup;
}[] = [
  {
    path: "/spa",
    label: "Spring",
    title: "Look book: spring",
    body: html`<p class="lead">Light cloth and room to move. Made for bicycles, balconies and long lunches.</p>${looks([587, 613, 591])}`,
  },
  {
    path: "/spa/evening",
    label: "Evening",
    title: "Look book: evening",
    body: html`<p class="lead">For when the lamps are lit. Satin, crêpe and pleats that catch what light there is.</p>${looks([602, 608, 620])}`,
  },
  {
    path: "/spa/care",
    label: "Care",
    title: "Look book: care",
    body: html`<p class="lead">Clothes last longer when they are washed less, colder, and dried in the air.</p>
<div class="promises flat"><div><h2>Linen</h2><p>Wash at 40 °C, pull it into shape while damp, and leave the creases that stay.</p></div>
<div><h2>Satin</h2><p>By hand, in lukewarm water. Hang it up wet, away from the sun.</p></div>
<div><h2>Wool</h2><p>Air it overnight instead of washing it. If you must, use the wool cycle and dry it flat.</p></div></div>`,
  },
];

/** The look book: one document whose views change by history.pushState. Each view has an address that also loads by itself. */
export function lookBookPage(path: string): Page | undefined {
  const current = lookBook.find((view) => view.path === path);
  if (current === undefined) return undefined;
  const tabs = lookBook.map(
    (view) =>
      html`<a href="${view.path}" data-view="${view.path}"${view === current ? html` aria-current="page"` : ""}>${view.label}</a>`,
  );
  const views = lookBook.map(
    (view) =>
      html`<section data-path="${view.path}" data-title="${view.title} – Purple Shop"${view === current ? "" : html` hidden`}><h1 tabindex="-1">${view.title}</h1>${view.body}</section>`,
  );
  return {
    ...page(
      current.title,
      html`<div class="width"><nav class="tabs" aria-label="Look book">${tabs}</nav>${views}</div>`,
    ),
    head: html`<script src="/assets/look-book.js" defer></script>`,
  };
}

function looks(ids: readonly number[]): Markup {
  const shown = products.filter(({ id }) => ids.includes(id));
  return html`<ul class="grid three">${shown.map((product) => html`<li>${picture(product, "look")}<p class="look-name">${product.name}</p></li>`)}</ul>`;
}
