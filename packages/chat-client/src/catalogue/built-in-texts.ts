import { findLanguage, type Language } from "../later/languages.ts";
import { ENGLISH_TEXTS } from "./texts.ts";

/** The languages that are shipped beside English; the files of `languages/`. */
export const SHIPPED_LANGUAGES: readonly string[] = [
  ...["ar", "bg", "ca", "cs", "da", "de", "el", "es", "et", "fa", "fi", "fr", "he", "hr", "hu", "id", "it", "ja"],
  ...["ko", "lt", "lv", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "vi"],
  ...["zh-CN", "zh-TW"],
];

/** What the window says in a language by itself, for a bundler that can import JSON. English where nothing is shipped. */
export async function loadBuiltInTexts(locale: string): Promise<{ texts: Language; isShipped: boolean }> {
  if (/^en\b/i.test(locale)) return { texts: ENGLISH_TEXTS, isShipped: true };
  const language = findLanguage(locale, SHIPPED_LANGUAGES);
  if (language === null) return { texts: ENGLISH_TEXTS, isShipped: false };
  const file: { default: Language } = await import(`../../languages/${language}.json`);
  return { texts: file.default, isShipped: true };
}
