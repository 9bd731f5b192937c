import type { Cart } from "../cart.ts";
import { html, type Markup } from "../html.ts";
import { type Page, page } from "../page.ts";
import type { Visit } from "../visit.ts";
import { total } from "./cart.ts";

/** The first step: where to. `refused` after a form that lacked a line. */
export function addressPage({ cart, customer, delivery }: Visit, { refused }: { refused: boolean }): Page {
  const name = delivery?.name ?? (customer === undefined ? "" : `${customer.firstname} ${customer.lastname}`);
  const main = html`<section class="width two">
<div>
${steps(1)}
<h1>Where shall we send it?</h1>
${refused ? html`<p class="notice wrong" role="alert">Each line is needed, with 100 characters at most.</p>` : ""}
<form class="form" method="post" action="/order/1">
<label for="name">Name</label><input id="name" name="name" required maxlength="100" autocomplete="name" value="${name}">
<label for="street">Street and number</label><input id="street" name="street" required maxlength="100" autocomplete="street-address" value="${delivery?.street ?? ""}">
<label for="place">Postcode and town</label><input id="place" name="place" required maxlength="100" autocomplete="postal-code" value="${delivery?.place ?? ""}">
<p class="actions"><button class="button">Continue</button><a class="quiet" href="/cart">Back to the cart</a></p>
</form>
</div>
${summary(cart)}
</section>`;
  return { ...page("Order: delivery", main), status: refused ? 422 : 200 };
}

/** The second step: check and place. */
export function reviewPage({ cart, delivery }: Visit): Page {
  const address =
    delivery === undefined
      ? html`<p>No address yet. <a href="/order/1">Enter one</a></p>`
      : html`<p>${delivery.name}<br>${delivery.street}<br>${delivery.place}</p><p><a class="quiet" href="/order/1">Change</a></p>`;
  const ready = cart.length > 0 && delivery !== undefined;
  const main = html`<section class="width two">
<div>
${steps(2)}
<h1>Check and order</h1>
<h2>Delivery</h2>${address}
<h2>Payment</h2><p>On invoice, within 30 days of delivery.</p>
<form method="post" action="/order/2"><p class="actions"><button class="button"${ready ? "" : html` disabled`}>Place the order</button><a class="quiet" href="/cart">Back to the cart</a></p></form>
</div>
${summary(cart)}
</section>`;
  return page("Order: check", main);
}

function steps(current: 1 | 2): Markup {
  const step = (number: number, label: string) =>
    html`<li${number === current ? html` aria-current="step"` : ""}><span class="step-number">${number}</span>${label}</li>`;
  return html`<ol class="steps">${[step(1, "Delivery"), step(2, "Check and order")]}</ol>`;
}

function summary(cart: Cart): Markup {
  const lines = cart.map(
    ({ product, size, quantity }) =>
      html`<li><span>${quantity} × ${product.name}, size ${size}</span><span>€${product.price * quantity}</span></li>`,
  );
  return html`<aside class="summary" aria-label="Your order"><h2>Your order</h2>
${cart.length === 0 ? html`<p>Your cart is empty.</p>` : html`<ul>${lines}</ul>${total(cart)}`}</aside>`;
}
