import type { Message } from "@beckon/protocol";
import { useMe } from "../../application/session.ts";
import { cutAtMentions } from "../mentions/find-mentions.decisions.ts";
import { LinkedText } from "./linked-text.tsx";
import "../mentions/mentions.css";

/** A message's words, with those whom it mentions. */
export function NoteText({ message: { body, mentions } }: { message: Pick<Message, "body" | "mentions"> }) {
  const me = useMe();
  if (mentions === undefined) return <LinkedText text={body} />;
  let at = 0;
  return cutAtMentions(body, mentions).map(({ text, mentioned }) => {
    const key = at;
    at += text.length;
    return mentioned === null ? (
      <LinkedText key={key} text={text} />
    ) : (
      <span key={key} className="mention" data-own={mentioned === me.id}>
        {text}
      </span>
    );
  });
}
