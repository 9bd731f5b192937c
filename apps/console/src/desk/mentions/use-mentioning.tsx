import type { Colleague } from "@beckon/protocol";
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useMe } from "../../application/session.ts";
import { Avatar } from "../../controls/avatar.tsx";
import type { MarkedWord } from "../composing/find-mark.decisions.ts";
import { SuggestionList } from "../composing/suggestion-list.tsx";
import { useSuggestions } from "../composing/use-suggestions.ts";
import { findMentioned, mayMention, rankColleagues } from "./find-mentions.decisions.ts";
import { colleaguesQuery } from "./mention-queries.ts";

interface MentioningOptions {
  threadId: string;
  /** Only notes mention somebody. */
  isNote: boolean;
  text: string;
  caret: number | null;
  /** Puts a name in the place of the word. */
  onInsert: (written: string, word: MarkedWord) => void;
}

/** The colleagues that `@` offers in a note, fetched when it is typed first, and whom a note mentions. */
export function useMentioning({ threadId, isNote, text, caret, onInsert }: MentioningOptions) {
  const me = useMe();
  const isAsked = isNote && text.includes("@");
  const colleagues = useQuery({ ...colleaguesQuery(threadId), enabled: isAsked });
  const chosen = useRef(new Map<string, string>());
  const choose = ({ id, name }: Colleague, word: MarkedWord) => {
    chosen.current.set(name, id);
    onInsert(`@${name} `, word);
  };
  const others = (colleagues.data ?? []).filter(({ id }) => id !== me.id);
  const suggestions = useSuggestions<Colleague>({
    mark: "@",
    text,
    caret: isNote ? caret : null,
    optionsFor: (typed) => rankColleagues(others, typed),
    onChoose: choose,
  });
  const { word } = suggestions;
  const list = (
    <SuggestionList
      label="Colleagues"
      suggestions={suggestions}
      onChoose={(colleague) => word !== null && choose(colleague, word)}
      nothing={
        colleagues.isError ? (
          <>
            Your colleagues could not be loaded.{" "}
            <button type="button" className="link-button" onClick={() => void colleagues.refetch()}>
              Try again
            </button>
          </>
        ) : colleagues.isPending ? (
          "Loading colleagues…"
        ) : others.length === 0 ? (
          "Nobody else may read this conversation."
        ) : (
          `Nobody who may read this conversation is called “${word?.typed ?? ""}”.`
        )
      }
      renderOption={({ name }) => (
        <span className="suggestion-head">
          <Avatar name={name} size={20} online={false} />
          <span className="truncated">{name}</span>
        </span>
      )}
    />
  );
  /** Whom a note mentions; null while that is not known, since colleagues are not loaded. */
  const findMentionedIn = (note: string): string[] | null => {
    if (!isNote || !mayMention(note)) return [];
    if (colleagues.data !== undefined) return findMentioned(note, colleagues.data, chosen.current);
    void colleagues.refetch();
    return null;
  };
  return { suggestions, list, findMentionedIn };
}
