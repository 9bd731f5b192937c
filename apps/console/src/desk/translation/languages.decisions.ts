const primary = (tag: string) => tag.toLowerCase().split("-")[0];

/** Whether what is written in one language is read by who reads another: `fr-CA` by who reads `fr`. */
export function isSameLanguage(left: string, right: string): boolean {
  return primary(left) === primary(right);
}

/** Where the text of a reply is on its way to another language. */
export type DraftTranslation =
  | { kind: "none" }
  | { kind: "shown"; original: string; text: string }
  /** It is what will be sent; the original can be had back. */
  | { kind: "used"; original: string; text: string };

/** What stands by what is written now: a preview of something else is none, and what was sent is over. */
export function judgeDraftTranslation(translation: DraftTranslation, written: string): DraftTranslation {
  switch (translation.kind) {
    case "none":
      return translation;
    case "shown":
      return written.trim() === translation.original ? translation : { kind: "none" };
    case "used":
      return written.trim() === "" ? { kind: "none" } : translation;
  }
}
