import type { Customer } from "../customer.ts";
import { html } from "../html.ts";
import { type Page, page } from "../page.ts";

/** Sign in, or what is known of who is signed in. `refused` after a form that could not be read. */
export function accountPage(customer: Customer | undefined, { refused }: { refused: boolean }): Page {
  const shown = page("Your account", customer === undefined ? signIn(refused) : signedIn(customer));
  return { ...shown, status: refused ? 422 : 200 };
}

function signIn(refused: boolean) {
  return html`<section class="width narrow">
<h1>Sign in</h1>
<p class="lead">This demonstration asks for no password: whoever you say you are, the shop vouches for it.</p>
${refused ? html`<p class="notice wrong" role="alert">An e-mail address and both names are needed, with 100 characters at most.</p>` : ""}
<form class="form" method="post" action="/account">
<label for="email">E-mail</label><input id="email" name="email" type="email" required maxlength="100" autocomplete="email" value="customer@demo.test">
<label for="firstname">First name</label><input id="firstname" name="firstname" required maxlength="100" autocomplete="given-name" value="Demo">
<label for="lastname">Last name</label><input id="lastname" name="lastname" required maxlength="100" autocomplete="family-name" value="Customer">
<p class="actions"><button class="button" name="action" value="sign-in">Sign in</button></p>
</form>
</section>`;
}

function signedIn({ email, firstname, lastname }: Customer) {
  return html`<section class="width narrow">
<h1>Hello, ${firstname}</h1>
<p class="lead">You are signed in, and so is your chat: its history follows you to every device.</p>
<dl class="facts"><div><dt>Name</dt><dd>${firstname} ${lastname}</dd></div><div><dt>E-mail</dt><dd>${email}</dd></div></dl>
<form method="post" action="/account"><p class="actions"><button class="button" name="action" value="sign-out">Sign out</button><a class="quiet" href="/cart">Your cart</a></p></form>
</section>`;
}
