import { createHash } from "node:crypto";

/**
 * Runs before the loader. What the address says of the visitor leaves it at once, so that neither visits nor referrers
 * carry it; the chat fills the page.
 */
const START = `(() => {
  const parameters = new URLSearchParams(location.search);
  history.replaceState(null, "", location.pathname);
  document.documentElement.lang = navigator.language;
  const variables = [...parameters].filter(([name]) => name.startsWith("custom_"));
  window._chatq = [
    ["_setSignedIdentity", parameters.get("jwt_identity")],
    ...variables.map((variable) => ["_fillCustomVariable", ...variable]),
    ["_setConfiguration", { embedded: true, parentNodeId: "chat" }],
  ];
})();`;

const STYLE = `
html, body, #chat { height: 100%; margin: 0; overflow: hidden; }
html { color-scheme: light dark; }
p { max-width: 40em; margin: 0; padding: 24px; font: 16px/1.5 system-ui, sans-serif; }`;

const digestOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const STYLE_DIGEST = digestOf(STYLE);
const START_DIGEST = digestOf(START);

export interface WebPage {
  status: number;
  policy: string;
  html: string;
}

/** The page that the chat of a source fills. Its script is its own and the loader's; only `frameOrigins` may frame it. */
export function chatPage(publicUrl: string, sourceToken: string, frameOrigins: readonly string[]): WebPage {
  const { origin } = new URL(publicUrl);
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${origin} ${START_DIGEST}`,
    `style-src ${STYLE_DIGEST}`,
    `connect-src 'self' ${origin} ${origin.replace(/^http/, "ws")}`,
    "img-src 'self' data: blob: https:",
    "media-src 'self' data: blob:",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${frameOrigins.length === 0 ? "'none'" : frameOrigins.join(" ")}`,
  ].join("; ");
  const head = `<script>${START}</script><script async src="${publicUrl}/chat/${sourceToken}/loader.js"></script>`;
  return { status: 200, policy, html: documentOf(head, '<div id="chat"></div>') };
}

/** In the place of a chat that does not start, a line that says why. Any page may frame it: it does and tells nothing else. */
export function refusalPage(status: number, line: string): WebPage {
  const policy = `default-src 'none'; style-src ${STYLE_DIGEST}; base-uri 'none'; form-action 'none'; frame-ancestors *`;
  const text = line.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return { status, policy, html: documentOf("", `<p role="alert">${text}</p>`) };
}

function documentOf(head: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Chat</title><style>${STYLE}</style>${head}</head><body>${body}</body></html>
`;
}
