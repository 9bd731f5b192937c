/**
 * What a visitor rarely needs between opening the window and writing: a file of its own, fetched when the page is
 * idle or when it is needed (`Later` in window/chat.ts). Of the window, nothing but that `import()` may import from this
 * folder.
 */

export { embedding } from "../embedded/embedding.ts";
export { AttachFiles } from "./attachments/attach-files.tsx";
export { filesOf } from "./attachments/composed-files.ts";
export { Closure } from "./closure.tsx";
export { EmailRequest } from "./email-request.tsx";
export { isEmojiAlone } from "./emoji.ts";
export { EmojiButton } from "./emoji-button.tsx";
export { EndConfirmation } from "./end-confirmation.tsx";
export { EndFrame } from "./end-frame.tsx";
export { Ended } from "./ended.tsx";
export { LATER_ENGLISH as english } from "./english.ts";
export { keepFocusWithin } from "./keep-focus-within.ts";
export { loadLanguage } from "./languages.ts";
export { default as css } from "./later.css?inline";
export { tellNotice } from "./live-texts.ts";
export { Menu } from "./menu.tsx";
export { MessageBody } from "./message-body.tsx";
export { MessageLength } from "./message-length.tsx";
export { Refusal } from "./refusal.tsx";
export { createSound } from "./sound.ts";
export { ThreadList } from "./thread-list.tsx";
export { createTitleBadge } from "./title-badge.ts";
export { ToLatest } from "./to-latest.tsx";
export { TypingLine } from "./typing-line.tsx";
export { TypingSignal } from "./typing-signal.ts";
export { followVisualViewport } from "./visual-viewport.ts";
export { Waiting } from "./waiting.tsx";
