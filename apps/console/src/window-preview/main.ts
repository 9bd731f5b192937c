import { tools } from "@beckon/chat-client/stage";
import type { PreviewMessage } from "./preview-message.ts";
import "./window-preview.css";

const { makeId, makeMessage, makeThread, openStage } = tools;

/** Both sides, so that what either says is in sight. */
const lines = [
  ["agent", "Hello! Can I help you to find your size?"],
  ["visitor", "Yes please: does the linen dress come in 40?"],
  ["agent", "It does. Shall I put one aside for you?"],
  ["visitor", "That would be lovely."],
] as const;

let close = (): void => {};

function show({ appearance, texts, style_sheet }: PreviewMessage): void {
  close();
  const threadId = makeId();
  const startedMs = Date.now() - lines.length * 40_000;
  const messages = lines.map(([type, body], index) =>
    makeMessage(
      threadId,
      index + 1,
      { type, name: type === "agent" ? "Alicia" : "" },
      body,
      startedMs + index * 40_000,
    ),
  );
  document.documentElement.style.colorScheme = appearance.color_scheme === "dark" ? "dark" : "light";
  const { handle } = openStage({
    appearance: { ...appearance, title: appearance.title || "Chat", offset_x: 24, offset_y: 24 },
    texts,
    style_sheet,
    state: { connection: { kind: "open" }, threadsKnown: true, threads: [makeThread(messages)] },
    threadId,
    display: { kind: "floating", opened: true, openedBy: "continuation" },
  });
  close = handle.close;
}

window.addEventListener("message", (event: MessageEvent<unknown>) => {
  if (event.origin === location.origin && event.source === window.parent && isPreviewMessage(event.data))
    show(event.data);
});
window.parent.postMessage({ kind: "beckon-preview-ready" }, location.origin);

function isPreviewMessage(data: unknown): data is PreviewMessage {
  return typeof data === "object" && data !== null && "kind" in data && data.kind === "beckon-preview";
}
