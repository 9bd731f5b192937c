import { LinkifyIt } from "linkify-it";

const finder = new LinkifyIt();
const linkable = /^(https?:|mailto:)/i;

/** Text as it was written, with its web and mail addresses to click. Nothing in it is ever markup. */
export function LinkedText({ text }: { text: string }) {
  const matches = (finder.match(text) ?? []).filter((match) => linkable.test(match.url));
  if (matches.length === 0) return text;
  let end = 0;
  const parts = matches.map((match) => {
    const before = text.slice(end, match.index);
    end = match.lastIndex;
    return (
      <span key={match.index}>
        {before}
        <a href={match.url} target="_blank" rel="noopener noreferrer nofollow">
          {match.text}
        </a>
      </span>
    );
  });
  return (
    <>
      {parts}
      {text.slice(end)}
    </>
  );
}
