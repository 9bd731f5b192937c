import type { CannedReply, CannedReplyDraft } from "@beckon/protocol";
import { CANNED_REPLY_VARIABLE_PATTERN, CANNED_REPLY_VARIABLES } from "@beckon/protocol/constants";

/** A canned reply as its form holds it. */
export interface ReplyDraft {
  title: string;
  shortcut: string;
  body: string;
  /** Empty: every language. */
  language: string;
  categoryIds: readonly string[];
  sourceIds: readonly string[];
}

export const freshReply: ReplyDraft = {
  title: "",
  shortcut: "",
  body: "",
  language: "",
  categoryIds: [],
  sourceIds: [],
};

export function draftOfReply(reply: CannedReply): ReplyDraft {
  const { title, shortcut, body, language, category_ids, source_ids } = reply;
  return { title, shortcut, body, language: language ?? "", categoryIds: category_ids, sourceIds: source_ids };
}

export function bodyOfReply({ title, shortcut, body, language, categoryIds, sourceIds }: ReplyDraft): CannedReplyDraft {
  return {
    title: title.trim(),
    shortcut: shortcut.trim(),
    body,
    language: language === "" ? null : language,
    category_ids: [...categoryIds],
    source_ids: [...sourceIds],
  };
}

export function differs(draft: ReplyDraft, stored: ReplyDraft): boolean {
  return JSON.stringify(bodyOfReply(draft)) !== JSON.stringify(bodyOfReply(stored));
}

export function findReplyErrors({ title, shortcut, body }: ReplyDraft): Record<string, string> {
  const errors: Record<string, string> = {};
  if (title.trim() === "") errors.title = "Give the reply a title.";
  if (title.trim().length > 200) errors.title = "Use at most 200 characters.";
  if (!/^[a-z0-9][a-z0-9_-]{0,39}$/.test(shortcut.trim())) {
    errors.shortcut = "Use small letters, digits, - and _, at most 40 of them and no spaces.";
  }
  if (body.trim() === "") errors.body = "Write what is said.";
  if (body.length > 8_000) errors.body = "Use at most 8,000 characters.";
  const known: readonly string[] = CANNED_REPLY_VARIABLES;
  for (const [whole, name = ""] of body.matchAll(CANNED_REPLY_VARIABLE_PATTERN)) {
    if (!known.includes(name)) errors.body = `${whole} is not a variable that can be filled in.`;
  }
  return errors;
}

/** "Where is my order?" → `where-is-my-order`: a first guess. */
export function guessShortcut(title: string): string {
  return title
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+/, "")
    .slice(0, 40)
    .replace(/-+$/, "");
}
