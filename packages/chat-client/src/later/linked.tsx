import { splitLinks } from "./links.ts";

/** A message's body with its addresses as links. */
export function Linked({ body }: { body: string }) {
  return (
    <>
      {splitLinks(body).map((piece) =>
        piece.kind === "text" ? (
          piece.text
        ) : (
          <a href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
            {piece.text}
          </a>
        ),
      )}
    </>
  );
}
