import { createHash } from "node:crypto";
import { DOCUMENTATION_POLICY } from "./security-headers.ts";
import type { HttpServer } from "./server.ts";

/** The part of an OpenAPI document that the page shows. Read loosely: the document is made from our own schemas. */
interface Operation {
  tags?: string[];
  summary?: string;
  security?: unknown[];
  parameters?: { name: string; in: string; required?: boolean; schema?: unknown }[];
  requestBody?: { content?: Record<string, { schema?: unknown }> };
  responses?: Record<string, { content?: Record<string, { schema?: unknown }> }>;
}
type Paths = Record<string, Record<string, Operation>>;

const STYLE = `:root { color-scheme: light dark; --line: #8884; --dim: #6b6880; --accent: #4b3bc9; }
@media (prefers-color-scheme: dark) { :root { --dim: #a5a2b8; --accent: #a79bff; } }
body { margin: 0 auto; max-width: 60rem; padding: 2.5rem 1.25rem 6rem; font: 16px/1.55 system-ui, sans-serif; }
h1 { font-size: 1.75rem; margin: 0 0 .25rem; } h2 { margin: 2.5rem 0 .75rem; font-size: 1.15rem; text-transform: capitalize; }
p { color: var(--dim); max-width: 44rem; } a { color: var(--accent); }
details { border: 1px solid var(--line); border-radius: 10px; margin: .5rem 0; }
summary { display: flex; flex-wrap: wrap; gap: .25rem .75rem; padding: .7rem 1rem; cursor: pointer; align-items: baseline; }
summary::-webkit-details-marker { display: none; } summary:focus-visible { outline: 3px solid var(--accent); border-radius: 10px; }
.method { font: 600 .8rem/1 ui-monospace, monospace; min-width: 4rem; color: var(--accent); }
.path { font: .95rem/1.4 ui-monospace, monospace; overflow-wrap: anywhere; } .says { color: var(--dim); font-size: .92rem; }
.body { padding: 0 1rem 1rem; } h3 { font-size: .85rem; margin: 1rem 0 .35rem; color: var(--dim); font-weight: 600; }
pre { margin: 0; padding: .75rem 1rem; overflow: auto; background: #8881; border-radius: 8px; font: .82rem/1.5 ui-monospace, monospace; }
table { border-collapse: collapse; font-size: .9rem; } td { padding: .15rem 1.25rem .15rem 0; vertical-align: top; }`;

/** `/api/docs`: every operation with its schemas, made from the OpenAPI document when the routes are complete. */
export function addApiDocs(server: HttpServer): void {
  let page: string | undefined;
  const stylePath = `/api/docs-${createHash("sha256").update(STYLE).digest("hex").slice(0, 12)}.css`;

  server.get("/api/docs", { schema: { hide: true } }, async (_request, reply) => {
    page ??= renderPage(readPaths(server.swagger()), stylePath);
    return reply.header("content-security-policy", DOCUMENTATION_POLICY).type("text/html; charset=utf-8").send(page);
  });
  server.get(stylePath, { schema: { hide: true } }, async (_request, reply) =>
    reply.header("cache-control", "public, max-age=31536000, immutable").type("text/css; charset=utf-8").send(STYLE),
  );
}

function readPaths(document: object): Paths {
  return "paths" in document ? (document.paths as Paths) : {};
}

function renderPage(paths: Paths, stylePath: string): string {
  const byTag = new Map<string, string[]>();
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags?.[0] ?? "others";
      byTag.set(tag, [...(byTag.get(tag) ?? []), renderOperation(method, path, operation)]);
    }
  }
  const sections = [...byTag].map(([tag, operations]) => `<h2>${escapeHtml(tag)}</h2>${operations.join("")}`);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Beckon API</title><link rel="stylesheet" href="${stylePath}"></head>
<body><main><h1>Beckon API</h1>
<p>Everything that the console does. Make a token with <code>POST /api/v1/tokens</code> and send it as
<code>Authorization: Bearer …</code>. Errors are <code>{error, message, status, retry, field?}</code>.
For programs: <a href="/api/openapi.json">openapi.json</a>.</p>
${sections.join("\n")}</main></body></html>`;
}

function renderOperation(method: string, path: string, operation: Operation): string {
  const parameters = (operation.parameters ?? []).map(
    ({ name, in: place, required, schema }) =>
      `<tr><td><code>${escapeHtml(name)}</code></td><td>${place}${required === true ? ", required" : ""}</td>` +
      `<td><code>${escapeHtml(JSON.stringify(schema ?? {}))}</code></td></tr>`,
  );
  const body = operation.requestBody?.content?.["application/json"]?.schema;
  const answers = Object.entries(operation.responses ?? {}).map(([status, { content }]) =>
    renderSchema(`Answer ${status}`, content?.["application/json"]?.schema),
  );
  const open = operation.security?.length === 0 ? " · needs no token" : "";
  return `<details><summary><span class="method">${method.toUpperCase()}</span><span class="path">${escapeHtml(path)}</span>
<span class="says">${escapeHtml((operation.summary ?? "") + open)}</span></summary><div class="body">
${parameters.length === 0 ? "" : `<h3>Parameters</h3><table>${parameters.join("")}</table>`}
${renderSchema("Body", body)}${answers.join("")}</div></details>`;
}

function renderSchema(title: string, schema: unknown): string {
  if (schema === undefined) return "";
  return `<h3>${title}</h3><pre>${escapeHtml(JSON.stringify(schema, null, 2))}</pre>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
