import type { SnippetPart } from "@beckon/protocol";
import "./snippet.css";

/** A part of a text with what was found in it marked. */
export function Snippet({ parts }: { parts: readonly SnippetPart[] }) {
  let at = 0;
  return parts.map(({ text, hit }) => {
    at += text.length;
    return hit ? (
      <mark key={at} className="snippet-hit">
        {text}
      </mark>
    ) : (
      <span key={at}>{text}</span>
    );
  });
}
