import type { CannedReply } from "@beckon/protocol";
import { foldText } from "../state/fold-text.decisions.ts";

export interface ReplyContext {
  sourceId: string;
  /** The thread's, or null where it is not known. */
  language: string | null;
  categoryIds: readonly string[];
}

type Ranked = Pick<CannedReply, "title" | "shortcut" | "body" | "language" | "category_ids" | "source_ids">;

/**
 * The replies that fit what is typed, the best first: by how they are found (shortcut, title, body), then by the thread's
 * language, then by its categories, then by title. Replies of other sources are left out.
 */
export function rankReplies<Reply extends Ranked>(
  replies: readonly Reply[],
  typed: string,
  context: ReplyContext,
): Reply[] {
  const query = foldText(typed);
  return replies
    .filter(({ source_ids }) => source_ids.length === 0 || source_ids.includes(context.sourceId))
    .map((reply) => ({ reply, found: judgeMatch(reply, query), fit: judgeFit(reply, context) }))
    .filter(({ found }) => found > 0)
    .sort(
      (left, right) =>
        right.found - left.found || right.fit - left.fit || left.reply.title.localeCompare(right.reply.title),
    )
    .map(({ reply }) => reply);
}

function judgeMatch({ shortcut, title, body }: Ranked, query: string): number {
  if (query === "") return 1;
  if (shortcut === query) return 5;
  if (shortcut.startsWith(query)) return 4;
  const folded = foldText(title);
  if (folded.startsWith(query) || folded.includes(` ${query}`)) return 3;
  if (folded.includes(query) || shortcut.includes(query)) return 2;
  return foldText(body).includes(query) ? 1 : 0;
}

/** The language weighs more than any category: a text that the visitor cannot read is of no use. */
function judgeFit({ language, category_ids }: Ranked, context: ReplyContext): number {
  const fits = context.language !== null && language !== null && baseOf(language) === baseOf(context.language);
  const spoken = fits ? 4 : language === null || context.language === null ? 2 : 0;
  return spoken + (category_ids.some((id) => context.categoryIds.includes(id)) ? 1 : 0);
}

function baseOf(tag: string): string {
  return tag.toLowerCase().split("-")[0] ?? "";
}
