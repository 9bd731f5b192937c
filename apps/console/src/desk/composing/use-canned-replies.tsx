import type { CannedReply, ThreadSummary } from "@beckon/protocol";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { holdsAny, useMe } from "../../application/session.ts";
import { cannedRepliesQuery } from "../../http/queries.ts";
import { fillVariables, valuesFor } from "./fill-variables.decisions.ts";
import type { MarkedWord } from "./find-mark.decisions.ts";
import { rankReplies } from "./rank-replies.decisions.ts";
import { SuggestionList } from "./suggestion-list.tsx";
import { type Suggestions, useSuggestions } from "./use-suggestions.ts";

interface CannedRepliesOptions {
  /** Null while the thread is not known: nothing is suggested. */
  thread: ThreadSummary | undefined;
  text: string;
  caret: number | null;
  /** Puts a filled text in the place of the word. */
  onInsert: (text: string, word: MarkedWord) => void;
}

/** The canned replies that `/` offers in a thread. They are fetched when it is typed first. */
export function useCannedReplies({ thread, text, caret, onInsert }: CannedRepliesOptions) {
  const me = useMe();
  const isAsked = thread !== undefined && text.includes("/");
  const replies = useQuery({ ...cannedRepliesQuery(thread?.source_id ?? null), enabled: isAsked });
  const context = {
    sourceId: thread?.source_id ?? "",
    language: thread?.language ?? null,
    categoryIds: thread?.category_ids ?? [],
  };
  const fill = ({ body }: CannedReply) => (thread === undefined ? body : fillVariables(body, valuesFor(thread, me)));
  const choose = (reply: CannedReply, word: MarkedWord) => onInsert(fill(reply), word);
  const suggestions: Suggestions<CannedReply> = useSuggestions({
    mark: "/",
    text,
    caret: thread === undefined ? null : caret,
    optionsFor: (typed) => rankReplies(replies.data ?? [], typed, context),
    onChoose: choose,
  });
  const { word } = suggestions;
  const list = (
    <SuggestionList
      label="Canned replies"
      suggestions={suggestions}
      onChoose={(reply) => word !== null && choose(reply, word)}
      nothing={
        replies.isError ? (
          <>
            The canned replies could not be loaded.{" "}
            <button type="button" className="link-button" onClick={() => void replies.refetch()}>
              Try again
            </button>
          </>
        ) : replies.isPending ? (
          "Loading canned replies…"
        ) : replies.data.length > 0 ? (
          `No canned reply has “${word?.typed ?? ""}” in it.`
        ) : holdsAny(me, ["manage_reply_assistant"]) ? (
          <>
            There are no canned replies yet. <Link to="/admin/canned-replies">Write the first one.</Link>
          </>
        ) : (
          "There are no canned replies yet. Your supervisor can write some."
        )
      }
      renderOption={(reply) => (
        <>
          <span className="suggestion-head">
            <span className="truncated">{reply.title}</span>
            <span className="suggestion-mark">/{reply.shortcut}</span>
            {reply.language !== null && <span className="suggestion-tag">{reply.language}</span>}
          </span>
          <span className="suggestion-about truncated">{fill(reply)}</span>
        </>
      )}
    />
  );
  return { suggestions, list };
}
