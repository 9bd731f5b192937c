import { amountOf, type Cart, type CartLine } from "../cart.ts";
import { productPath } from "../catalogue.ts";
import { html, type Markup } from "../html.ts";
import { type Page, page } from "../page.ts";
import { picture } from "./products.ts";

export function cartPage(cart: Cart): Page {
  const main = html`<section class="width narrow">
<h1>Your cart</h1>
${
  cart.length === 0
    ? empty
    : html`<ul class="lines">${cart.map(cartLine)}</ul>${total(cart)}
<p class="actions end"><a class="quiet" href="/dresses/">Continue shopping</a><a class="button" href="/order/1">Order</a></p>`
}
</section>`;
  return page("Cart", main);
}

const empty = html`<p class="lead">There is nothing in it yet.</p>
<p class="actions"><a class="button" href="/dresses/">See all dresses</a></p>`;

function cartLine({ product, size, quantity }: CartLine): Markup {
  return html`<li class="line">
<a class="line-picture" href="${productPath(product)}" tabindex="-1" aria-hidden="true">${picture(product, `line-${size}`)}</a>
<div class="line-text"><a href="${productPath(product)}">${product.name}</a><span class="line-size">Size ${size}</span></div>
<form class="line-change" method="post" action="/cart">
<input type="hidden" name="product" value="${product.id}"><input type="hidden" name="size" value="${size}">
<button name="change" value="less" aria-label="One ${product.name} less">−</button>
<span class="quantity" aria-label="Quantity">${quantity}</span>
<button name="change" value="add" aria-label="One ${product.name} more">+</button>
<button class="remove" name="change" value="remove" aria-label="Remove ${product.name}">Remove</button>
</form>
<strong class="line-price">€${product.price * quantity}</strong>
</li>`;
}

/** The sum, and what the way to the customer costs. */
export function total(cart: Cart): Markup {
  const amount = amountOf(cart);
  const shipping = shippingFor(amount);
  return html`<dl class="total">
<div><dt>Dresses</dt><dd>€${amount}</dd></div>
<div><dt>Delivery</dt><dd>${shipping === 0 ? "free" : `€${shipping}`}</dd></div>
<div class="sum"><dt>Total</dt><dd>€${amount + shipping}</dd></div>
</dl>`;
}

function shippingFor(amount: number): number {
  return amount === 0 || amount >= 60 ? 0 : 4;
}
