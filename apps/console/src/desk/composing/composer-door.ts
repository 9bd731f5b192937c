type Insert = (text: string) => void;

let current: Insert | null = null;

/** The composer that is on the screen takes texts from elsewhere, until the returned function is called. */
export function openComposerDoor(insert: Insert): () => void {
  current = insert;
  return () => {
    if (current === insert) current = null;
  };
}

/** Puts a text where the caret is. False when there is no composer. */
export function insertIntoComposer(text: string): boolean {
  current?.(text);
  return current !== null;
}
