import { html, type Markup, scriptLiteral } from "./html.ts";

type Value = string | number | { readonly [name: string]: string | number | boolean };

/** One command of the chat's queue, such as `["_fillCustomVariable", "custom_cart_amount", 58]`. */
export type ChatCommand = readonly [name: string, ...values: readonly Value[]];

/** The snippet as the chat's console gives it to copy, with the shop's own commands before it. */
export function inlineSnippet(loaderUrl: string, commands: readonly ChatCommand[]): Markup {
  const pushes = commands.map((command) => html`_chatq.push(${scriptLiteral(command)});\n`);
  return html`<script>
var _chatq = _chatq || [];
${pushes}(function () {
  var script = document.createElement("script");
  script.async = true;
  script.src = ${scriptLiteral(loaderUrl)};
  document.head.appendChild(script);
})();
</script>`;
}

/** The same for a page that allows no inline script: a file of the shop does it, and reads what it needs from its element. */
export function externalSnippet(loaderUrl: string, commands: readonly ChatCommand[]): Markup {
  return html`<script src="/assets/chat-snippet.js" data-loader="${loaderUrl}" data-commands="${JSON.stringify(commands)}"></script>`;
}
