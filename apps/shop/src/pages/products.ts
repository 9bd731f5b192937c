import { type Product, productPath, products, searchProducts, sizes } from "../catalogue.ts";
import { html, type Markup } from "../html.ts";
import { type Page, page } from "../page.ts";
import { drawDress } from "../pictures/dress.ts";

/** The home page; `ordered` right after an order was placed. */
export function homePage({ ordered }: { ordered: boolean }): Page {
  const [pink, , slip, , , pleated] = products;
  const shown = [pleated, slip, pink].filter((product) => product !== undefined);
  const main = html`${ordered ? thanks : ""}
<section class="hero width">
<div class="hero-text">
<p class="overline">The spring collection</p>
<h1>Dresses for the days you actually have</h1>
<p class="lead">Eight cuts, good cloth, pockets wherever they fit. Made in small numbers and meant to be worn for years.</p>
<p class="actions"><a class="button" href="/dresses/">See all dresses</a><a class="quiet" href="/spa">Open the look book</a></p>
</div>
<div class="hero-pictures">${shown.map((product) => picture(product, "hero"))}</div>
</section>
<section class="width">
<div class="section-head"><h2>New this week</h2><a class="quiet" href="/dresses/">All dresses</a></div>
${grid(products.slice(0, 4))}
</section>
<section class="promises width" aria-label="What you can count on">
<div><h2>Delivered in 2 to 4 days</h2><p>Free from €60, and on foot or by bicycle for the last mile where we can.</p></div>
<div><h2>30 days to return</h2><p>Try it at home, with your own shoes. The label for the way back is in the box.</p></div>
<div><h2>Mended for free</h2><p>A seam that opens in the first two years is ours to close again.</p></div>
</section>`;
  return page("Dresses for every day", main);
}

const thanks = html`<p class="notice width" role="status">Thank you, your order is placed. As this is a demonstration, nothing will be sent or charged.</p>`;

/** The list of dresses: all, or those that a search finds. */
export function dressesPage(search: string): Page {
  const found = search === "" ? products : searchProducts(search);
  const count = found.length === 1 ? "1 dress" : `${found.length} dresses`;
  const main = html`<section class="width">
<h1>${search === "" ? "Dresses" : `Search: ${search}`}</h1>
<p class="lead">${count}${search === "" ? ", in sizes 34 to 44" : ""}</p>
${found.length === 0 ? html`<p>No dress goes by these words. <a href="/dresses/">See all dresses</a></p>` : grid(found)}
</section>`;
  return { ...page(search === "" ? "Dresses" : `Search: ${search}`, main), search };
}

/** One dress, with the form that puts it into the cart. */
export function productPage(product: Product): Page {
  const others = products.filter((other) => other !== product).slice(0, 4);
  const main = html`<div class="width">
<nav class="crumbs" aria-label="Where you are"><a href="/">Home</a><a href="/dresses/">Dresses</a><span aria-current="page">${product.name}</span></nav>
<article class="product">
<div class="product-picture">${picture(product, "large")}</div>
<div class="product-text">
<p class="overline">${product.material}</p>
<h1>${product.name}</h1>
<p class="price">€${product.price}</p>
<p>${product.description}</p>
<form method="post" action="/cart">
<input type="hidden" name="product" value="${product.id}">
<fieldset class="sizes"><legend>Size</legend>${sizes.map(sizeChoice)}</fieldset>
<button class="button wide" name="change" value="add">Add to cart</button>
</form>
<h2>Details</h2>
<ul class="details">${product.details.map((detail) => html`<li>${detail}</li>`)}</ul>
</div>
</article>
<section><div class="section-head"><h2>You may also like</h2></div>${grid(others)}</section>
</div>`;
  return page(product.name, main);
}

function sizeChoice(size: number): Markup {
  return html`<label><input type="radio" name="size" value="${size}"${size === 38 ? html` checked` : ""}><span>${size}</span></label>`;
}

function grid(shown: readonly Product[]): Markup {
  return html`<ul class="grid">${shown.map(
    (product) => html`<li><a class="card" href="${productPath(product)}">${picture(product, "card")}
<span class="card-name">${product.name}</span><span class="card-price">€${product.price}</span><span class="card-material">${product.material}</span></a></li>`,
  )}</ul>`;
}

/** `place` tells drawings of one dress on one page apart. */
export function picture(product: Product, place: string): Markup {
  return drawDress(product.drawing, { title: product.name, id: `${product.id}-${place}` });
}
