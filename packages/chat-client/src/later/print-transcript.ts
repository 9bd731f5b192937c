import type { Chat } from "../window/chat.ts";
import { tellNotice } from "./live-texts.ts";

/** A transcript is read, so it is set like a page: names, times, words, and nothing else. */
const SHEET = `
  @page { margin: 18mm }
  body { font: 11pt/1.5 Georgia, "Times New Roman", serif; color: #000; background: #fff }
  h1 { margin: 0 0 2pt; font-size: 17pt }
  p { margin: 0 }
  article { margin-top: 10pt; break-inside: avoid }
  header { color: #444; font-size: 9pt }
  .words { white-space: pre-wrap; overflow-wrap: anywhere }
  .notice { color: #444; font-style: italic }
`;

/** Older messages are fetched first; whatever cannot be had after so long is left out. */
const PATIENCE_MS = 10_000;

/** Prints the conversation on screen, whole, in a document of its own: the page around it stays out of it. */
export function printTranscript(chat: Chat): void {
  const threadId = chat.currentThreadId();
  if (threadId === null) return;
  const stop = chat.client.subscribe(go);
  const late = setTimeout(print, PATIENCE_MS);

  function go(): void {
    const thread = chat.currentThread();
    const isWhole = thread === null || !thread.hasOlder || chat.state.connection.kind !== "open";
    if (isWhole) print();
    else if (!thread.loadingHistory) chat.client.loadHistory(thread.thread.id);
  }

  function print(): void {
    stop();
    clearTimeout(late);
    printNow(chat);
  }

  go();
}

function printNow(chat: Chat): void {
  const frame = document.createElement("iframe");
  frame.setAttribute("aria-hidden", "true");
  frame.tabIndex = -1;
  // Not `display: none`, which some browsers print as an empty page.
  Object.assign(frame.style, { position: "fixed", inlineSize: "0", blockSize: "0", border: "0", visibility: "hidden" });
  document.documentElement.append(frame);
  const view = frame.contentWindow;
  if (view === null) return;
  write(view.document, chat);
  const sheet = new (view as Window & typeof globalThis).CSSStyleSheet();
  sheet.replaceSync(SHEET);
  view.document.adoptedStyleSheets = [sheet];
  view.addEventListener("afterprint", () => frame.remove());
  view.focus();
  view.print();
}

/** By the DOM alone: a page's policy may forbid everything else. */
function write(page: Document, chat: Chat): void {
  const { texts, title, options } = chat;
  const add = (parent: Element, name: string, text: string, className = ""): Element => {
    const element = page.createElement(name);
    element.textContent = text;
    element.className = className;
    parent.append(element);
    return element;
  };
  const thread = chat.currentThread();
  const messages = thread?.messages ?? [];
  const when = new Intl.DateTimeFormat(texts.locale, { dateStyle: "medium", timeStyle: "short" });
  page.documentElement.lang = texts.locale;
  page.documentElement.dir = texts.direction;
  page.title = texts.text("printer.title");
  add(page.body, "h1", texts.text("printer.title"));
  add(page.body, "p", `${title} · ${options.visited.pageView.url.replace(/[?#].*/, "")}`);
  for (const message of messages) {
    const article = add(page.body, "article", "");
    const time = when.format(Date.parse(message.created_at));
    const notice = message.notice && tellNotice(message.notice, texts);
    const name = message.author.type === "visitor" ? texts.text("you") : message.author.name || title;
    add(article, "header", notice ? time : `${name} · ${time}`);
    add(article, "p", notice || message.body, notice ? "notice" : "words");
  }
}
