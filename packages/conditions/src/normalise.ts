/**
 * Past this many remembered texts the memory starts anew, so that a page whose title never stops changing costs a
 * bounded amount. It is a cache only: answers do not depend on it.
 */
const REMEMBERED_TEXTS = 500;

let remembered = new Map<string, string>();

/**
 * The form in which texts are compared: lower case, Latin, Greek and Cyrillic accents removed, outer space trimmed,
 * inner space collapsed to one blank. Marks that are letters in their script (Thai, Hindi) stay, and the result is
 * recomposed so that half a Hangul syllable is not a prefix.
 */
export const normaliseText = (text: string): string => {
  let normal = remembered.get(text);
  if (normal === undefined) {
    normal = text.toLowerCase();
    // Most texts are plain; taking apart and putting together is what costs.
    if (/[^ -~]/.test(normal))
      normal = normal
        .normalize("NFD")
        .replace(/[\u0300-\u036f]/g, "")
        .normalize("NFC");
    normal = normal.replace(/\s+/g, " ").trim();
    if (remembered.size >= REMEMBERED_TEXTS) remembered = new Map();
    remembered.set(text, normal);
  }
  return normal;
};
