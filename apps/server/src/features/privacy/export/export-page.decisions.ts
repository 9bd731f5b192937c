import type { ExportedMessage, ExportedPageView, ExportedThread } from "./export.store.ts";

/** What the archive's page says of the visitor beside the conversations, line by line. */
export type ExportedFields = Readonly<Record<string, unknown>>;

/** Where a file stands within the archive. Names were cleaned when they were taken, ids are ours. */
export function filePath({ id, name }: { id: string; name: string }): string {
  return `attachments/${id}-${name}`;
}

const MARKS: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Everything that people wrote goes through here: the page is opened from a disk, by somebody who trusts it. */
function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => MARKS[mark] ?? "");
}

const time = (at: Date): string => `<time datetime="${at.toISOString()}">${sayTime(at)}</time>`;

function sayTime(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function say(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function definitions(fields: ExportedFields): string {
  const lines = Object.entries(fields)
    .filter(([, value]) => value !== null && value !== "")
    .map(([name, value]) => `<dt>${escapeMarkup(name.replaceAll("_", " "))}</dt><dd>${escapeMarkup(say(value))}</dd>`);
  return lines.length === 0 ? "<p>Nothing.</p>" : `<dl>${lines.join("")}</dl>`;
}

/** Nothing in it can run or load, whatever it quotes. */
export function pageHead(name: string, exportedAt: Date, fields: ExportedFields, extra: ExportedFields): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${escapeMarkup(name)}</title>
<style>
:root { color-scheme: light dark }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
h1, h2, h3 { line-height: 1.25 }
h2 { margin-top: 2.5rem }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .25rem 1rem }
dt { opacity: .7 }
dd { margin: 0 }
article { margin: .75rem 0; padding: .5rem .75rem; border-left: 3px solid #8886 }
article.visitor { border-color: #3b6fd4 }
article.note { border-left-style: dashed }
header { font-size: .875rem; opacity: .75 }
p.body { margin: .25rem 0; white-space: pre-wrap }
li { margin: .25rem 0 }
</style>
</head>
<body>
<h1>${escapeMarkup(name)}</h1>
<p>What was stored of this visitor, exported ${time(exportedAt)}. The same, for programs, is in <a href="data.json">data.json</a>;
files that were sent are in the folder <code>attachments</code>.</p>
<h2>Visitor</h2>
${definitions(fields)}
<h3>Extra values</h3>
${definitions(extra)}
`;
}

/** Fields of the person: what agents wrote there, and what extra values filled. */
export function pagePerson(written: ExportedFields, mapped: ExportedFields): string {
  return `<h3>Written by agents</h3>\n${definitions(flatten(written))}\n<h3>Filled by extra values</h3>\n${definitions(flatten(mapped))}\n`;
}

/** Custom fields beside the others; lists as people write them. */
function flatten({ custom_values, ...fields }: ExportedFields): ExportedFields {
  const all = { ...fields, ...(typeof custom_values === "object" ? custom_values : {}) };
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]),
  );
}

export function pageThread(thread: ExportedThread): string {
  const { source, state, language, categories, tags, context_data } = thread;
  const fields = {
    source,
    state,
    language,
    categories: categories.join(", "),
    tags: tags.join(", "),
    ...context_data,
  };
  return `<h2>Conversation of ${time(thread.created_at)}</h2>\n${definitions(fields)}\n`;
}

export function pageMessage(message: ExportedMessage): string {
  const { author_type, author_name, body, attachments } = message;
  const kind = message.private ? "note" : author_type;
  const who = author_type === "visitor" ? author_name || "Visitor" : author_name || "Beckon";
  const files = (attachments ?? []).map(
    (file) =>
      `<li><a href="${escapeMarkup(filePath(file).split("/").map(encodeURIComponent).join("/"))}">${escapeMarkup(file.name)}</a></li>`,
  );
  return `<article class="${kind}"><header>${escapeMarkup(who)}${message.private ? ", a note among agents" : ""} · ${time(
    message.created_at,
  )}</header><p class="body">${escapeMarkup(body)}</p>${files.length === 0 ? "" : `<ul>${files.join("")}</ul>`}</article>\n`;
}

export function pageView({ url, title, started_at, custom_variables }: ExportedPageView): string {
  const variables = Object.keys(custom_variables).length === 0 ? "" : definitions(custom_variables);
  return `<li>${time(started_at)} ${escapeMarkup(title)}<br>${escapeMarkup(url)}${variables}</li>\n`;
}
