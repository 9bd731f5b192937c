/** Put in by the build: the languages that are shipped, separated by blanks, and the hash in their files' names. */
declare const LANGUAGES: string;
declare const LANGUAGES_HASH: string;

export type Language = Readonly<Record<string, string>>;

/** Tags that say the same of their language as one that is shipped. */
const KIN: Readonly<Record<string, string>> = {
  no: "nb",
  nn: "nb",
  iw: "he",
  in: "id",
  "zh-HK": "zh-TW",
  "zh-MO": "zh-TW",
  "zh-Hant": "zh-TW",
};

/** The shipped language that fits a tag best: `fr-CA` → `fr`, `zh-Hant-HK` → `zh-TW`; null for English and what is not there. */
export function findLanguage(locale: string, shipped: readonly string[]): string | null {
  for (let tag = locale; tag !== ""; tag = tag.replace(/-?[^-]*$/, "")) {
    const found = KIN[tag] ?? tag;
    if (shipped.includes(found)) return found;
    if (tag === "zh") return "zh-CN";
  }
  return null;
}

/** The texts of a language, from the file beside this one. Null when there is none, or it cannot be loaded. */
export const loadLanguage = (locale: string): Promise<Language | null> => loadFile("language", locale);

/** What emoji are found by in a language; null as with its texts. */
export const loadEmojiWords = (locale: string): Promise<Language | null> => loadFile("emoji-words", locale);

async function loadFile(kind: string, locale: string): Promise<Language | null> {
  // Without a build, as on the stand for tests, there is English alone.
  const language = typeof LANGUAGES === "string" ? findLanguage(locale, LANGUAGES.split(" ")) : null;
  if (language === null) return null;
  const address = import.meta.url.replace(/[^/]*$/, `${kind}-${language}-${LANGUAGES_HASH}.js`);
  try {
    const file: { default: Language } = await import(/* @vite-ignore */ address);
    return file.default;
  } catch {
    return null;
  }
}
