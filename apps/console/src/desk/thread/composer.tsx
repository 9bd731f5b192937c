import type { ThreadSummary } from "@beckon/protocol";
import { ATTACHMENT_EXTENSIONS } from "@beckon/protocol/attachment-types";
import { LIMITS } from "@beckon/protocol/constants";
import { ActionIcon, Button } from "@mantine/core";
import { IconLock, IconMessageBolt, IconPaperclip } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { notify } from "../../admin/parts/notices.tsx";
import { DraftedFiles } from "../attachments/drafted-files.tsx";
import { useAttachmentDraft } from "../attachments/use-attachment-draft.ts";
import { openComposerDoor } from "../composing/composer-door.ts";
import type { MarkedWord } from "../composing/find-mark.decisions.ts";
import { optionId } from "../composing/suggestion-list.tsx";
import { useCannedReplies } from "../composing/use-canned-replies.tsx";
import { useDeskClient } from "../desk-provider.tsx";
import { useKeys } from "../keys.ts";
import { useMentioning } from "../mentions/use-mentioning.tsx";
import type { Draft } from "../state/draft-choice.decisions.ts";
import { useDraftTranslation } from "../translation/use-draft-translation.tsx";
import { useCollision } from "./use-collision.ts";
import { useDraft } from "./use-draft.ts";
import { useTypingSignal } from "./use-typing-signal.ts";
import "./composer.css";

/** From this many characters before the limit on, the writer is told how many are left. */
const TELL_LIMIT_FROM = 500;

const modes = { reply: "Reply", note: "Note" } as const;

/** Writes replies and private notes of one thread. Mount anew for each thread. */
export function Composer({ threadId, thread }: { threadId: string; thread: ThreadSummary | undefined }) {
  const visitorName = thread?.identity.name ?? "the visitor";
  const client = useDeskClient();
  const [draft, change] = useDraft(threadId);
  const field = useRef<HTMLTextAreaElement>(null);
  const fileInput = useRef<HTMLInputElement>(null);
  const [isDropping, setDropping] = useState(false);
  const attached = useAttachmentDraft(threadId);
  const signalTyping = useTypingSignal(threadId);
  const text = draft[draft.mode];
  const collision = useCollision(threadId, draft.mode === "reply" && text.trim() !== "");
  const left = LIMITS.messageBodyLength - text.length;
  const areFilesReady = attached.files.every(({ state }) => state.kind === "uploaded");
  const sendable = (text.trim() !== "" || attached.files.length > 0) && areFilesReady && left >= 0;

  const [caret, setCaret] = useState<number | null>(null);
  const wantedCaret = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (wantedCaret.current === null) return;
    field.current?.setSelectionRange(wantedCaret.current, wantedCaret.current);
    setCaret(wantedCaret.current);
    wantedCaret.current = null;
  });
  /** Puts something in the place of what stands there, and the caret behind it. */
  const replace = (start: number, end: number, written: string) => {
    wantedCaret.current = start + written.length;
    change({ ...draft, [draft.mode]: text.slice(0, start) + written + text.slice(end) });
    field.current?.focus();
  };
  const canned = useCannedReplies({
    thread,
    text,
    caret,
    onInsert: (written: string, word: MarkedWord) => replace(word.start, caret ?? text.length, written),
  });
  const mentioning = useMentioning({
    threadId,
    isNote: draft.mode === "note",
    text,
    caret,
    onInsert: (written, word) => replace(word.start, caret ?? text.length, written),
  });
  const translation = useDraftTranslation({
    thread,
    isReply: draft.mode === "reply",
    text,
    onReplace: (written) => replace(0, text.length, written),
  });
  const suggestions = mentioning.suggestions.word === null ? canned.suggestions : mentioning.suggestions;
  const insertAtCaret = useRef<(written: string) => void>(() => undefined);
  insertAtCaret.current = (written) => {
    const at = field.current?.selectionStart ?? text.length;
    replace(at, field.current?.selectionEnd ?? at, written);
  };
  useEffect(() => openComposerDoor((written) => insertAtCaret.current(written)), []);
  const isSuggesting = suggestions.word !== null && suggestions.options.length > 0;
  const choose = (mode: Draft["mode"]) => {
    change({ ...draft, mode });
    signalTyping(false);
    field.current?.focus();
  };
  const send = () => {
    if (!sendable) return;
    const body = text.trim();
    const mentionIds = mentioning.findMentionedIn(body);
    if (mentionIds === null) {
      notify("Your colleagues are not loaded yet, so nobody would hear of it. Try again in a moment.");
      return;
    }
    client.sendMessage(threadId, {
      body,
      attachments: attached.draft.take(),
      private: draft.mode === "note",
      mentionIds,
    });
    signalTyping(false);
    change({ ...draft, mode: "reply", [draft.mode]: "" });
    field.current?.focus();
  };
  const press = (event: KeyboardEvent) => {
    if (suggestions.press(event)) return;
    if (event.key === "Escape") field.current?.blur();
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing || entersByTouch()) return;
    event.preventDefault();
    send();
  };
  useKeys({ r: () => choose("reply"), n: () => choose("note") });

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: whoever drops no files has the paperclip.
    <div
      className="composer"
      data-mode={draft.mode}
      data-dropping={isDropping}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setDropping(true);
      }}
      onDragLeave={() => setDropping(false)}
      onDrop={(event) => {
        setDropping(false);
        if (event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        attached.draft.add([...event.dataTransfer.files]);
      }}
    >
      <fieldset className="composer-modes" aria-label="What to write">
        {(["reply", "note"] as const).map((mode) => (
          <button key={mode} type="button" aria-pressed={draft.mode === mode} onClick={() => choose(mode)}>
            {mode === "note" && <IconLock size={12} />}
            {modes[mode]}
            {mode !== draft.mode && draft[mode].trim() !== "" && <span className="composer-draft"> · draft</span>}
          </button>
        ))}
      </fieldset>
      {canned.list}
      {mentioning.list}
      {translation.preview}
      <textarea
        dir="auto"
        ref={field}
        className="composer-field"
        aria-label={modes[draft.mode]}
        aria-describedby="composer-hint"
        aria-autocomplete="list"
        aria-controls={isSuggesting ? suggestions.listId : undefined}
        aria-activedescendant={isSuggesting ? optionId(suggestions.listId, suggestions.active) : undefined}
        rows={2}
        placeholder={draft.mode === "note" ? "Only your colleagues will see this" : `Write to ${visitorName}`}
        value={text}
        onChange={(event) => {
          setCaret(event.currentTarget.selectionStart);
          change({ ...draft, [draft.mode]: event.currentTarget.value });
          if (draft.mode === "reply") signalTyping(event.currentTarget.value !== "");
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onBlur={() => {
          signalTyping(false);
          setCaret(null);
        }}
        onPaste={(event) => {
          const files = [...event.clipboardData.files];
          // Office programs put a picture beside the text that was meant.
          if (files.length === 0 || event.clipboardData.types.includes("text/plain")) return;
          event.preventDefault();
          attached.draft.add(files);
        }}
        onKeyDown={press}
      />
      <DraftedFiles draft={attached.draft} files={attached.files} />
      <div className="composer-foot">
        <p
          className="composer-hint"
          id="composer-hint"
          role="status"
          data-over={left < 0}
          data-warning={collision !== null}
        >
          {left < TELL_LIMIT_FROM
            ? left >= 0
              ? `${left} characters left`
              : `${-left} characters too many. Send it in parts.`
            : draft.mode === "note"
              ? "Private: the visitor never sees notes. @ mentions a colleague."
              : (collision ?? "")}
        </p>
        <div className="composer-tools">
          <input
            ref={fileInput}
            type="file"
            hidden
            multiple
            accept={ATTACHMENT_EXTENSIONS.map((extension) => `.${extension}`).join()}
            onChange={(event) => {
              attached.draft.add([...(event.currentTarget.files ?? [])]);
              event.currentTarget.value = "";
              field.current?.focus();
            }}
          />
          {translation.button}
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label="Canned replies"
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => {
              const at = caret ?? text.length;
              replace(at, at, at === 0 || /\s/.test(text[at - 1] ?? "") ? "/" : " /");
            }}
          >
            <IconMessageBolt size={18} stroke={1.7} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label="Attach files"
            onClick={() => fileInput.current?.click()}
          >
            <IconPaperclip size={18} stroke={1.7} />
          </ActionIcon>
          <Button size="xs" disabled={!sendable} onClick={send}>
            {draft.mode === "note" ? "Add note" : "Send"}
          </Button>
        </div>
      </div>
    </div>
  );
}

/** On-screen keyboards have no Shift+Enter worth the name: there Enter breaks the line and the button sends. */
function entersByTouch(): boolean {
  return matchMedia("(hover: none) and (pointer: coarse)").matches;
}
