import { LATER_ENGLISH } from "../later/english.ts";
import { ENGLISH } from "../text/english.ts";
import { interpolate } from "../text/texts.ts";

/**
 * What a source may write in the place of the window's own texts. Pure and without a browser: the server refuses by
 * it, and the console says the same before it asks. No part of the window's bundle.
 */

/** Locale → key → text. */
export type Translations = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface TextFault {
  locale: string;
  /** Null when it is about the language as a whole. */
  key: string | null;
  reason: string;
}

/** Every page of the website loads them, so they end somewhere. */
export const TEXT_LENGTH_LIMIT = 500;
export const LANGUAGES_LIMIT = 60;
export const TRANSLATIONS_SIZE_LIMIT = 65_536;

const PLURAL = /\.(zero|one|two|few|many|other)$/;
const PLACEHOLDER = /%\{(\w+)\}/g;
const BUILT_IN: Readonly<Record<string, string>> = { ...ENGLISH, ...LATER_ENGLISH };
const PLURAL_STEMS = new Set(
  Object.keys(BUILT_IN)
    .filter((key) => PLURAL.test(key))
    .map((key) => key.replace(PLURAL, "")),
);

/** English as built in, by key. */
export const ENGLISH_TEXTS = BUILT_IN;

/** Every key that a language has: those of English, with the plural forms that the language counts by. */
export function keysOf(locale: string): string[] {
  const categories = pluralForms(locale);
  return [...new Set(Object.keys(BUILT_IN).map((key) => key.replace(PLURAL, "")))].flatMap((key) =>
    PLURAL_STEMS.has(key) ? categories.map((category) => `${key}.${category}`) : [key],
  );
}

/** The language as browsers write it, or null when it is none: `fr_ca` → `fr-CA`. */
export function canonicalLanguage(locale: string): string | null {
  try {
    return Intl.getCanonicalLocales(locale.replaceAll("_", "-"))[0] ?? null;
  } catch {
    return null;
  }
}

/** Why the text cannot stand at the key in the language, or null. */
export function judgeText(locale: string, key: string, text: string): string | null {
  const fault = judgeKey(locale, key);
  if (fault !== null) return fault;
  if (text.trim() === "") return "It is empty. Leave the text out to keep the built-in one.";
  if (text.length > TEXT_LENGTH_LIMIT) {
    return `It is longer than ${TEXT_LENGTH_LIMIT} characters: ${text.length}.`;
  }
  const wanted = placeholdersAt(key);
  const found = placeholdersOf(text);
  const unknown = found.find((name) => !wanted.includes(name));
  if (unknown !== undefined) {
    const known = wanted.map((name) => `%{${name}}`).join(", ");
    return `Nothing fills in %{${unknown}}. ${known === "" ? "This text has no such places." : `This text knows ${known}.`}`;
  }
  // "One message" need not say the number.
  const missing = PLURAL.test(key) ? undefined : wanted.find((name) => !found.includes(name));
  return missing === undefined ? null : `%{${missing}} is missing: the window puts it in there.`;
}

/** The first thing that cannot stand, or null. */
export function findTextFault(translations: Translations): TextFault | null {
  return findTextFaults(translations)[0] ?? null;
}

/** All that cannot stand, language by language. */
export function findTextFaults(translations: Translations): TextFault[] {
  const faults: TextFault[] = [];
  const seen = new Map<string, string>();
  const locales = Object.keys(translations);
  for (const [index, locale] of locales.entries()) {
    const canonical = canonicalLanguage(locale);
    const twin = canonical === null ? undefined : seen.get(canonical);
    if (canonical === null) {
      faults.push({ locale, key: null, reason: `“${locale}” is no language. Write a tag such as fr or pt-BR.` });
    } else if (twin !== undefined) {
      faults.push({ locale, key: null, reason: `“${locale}” and “${twin}” are the same language.` });
    } else if (index >= LANGUAGES_LIMIT) {
      faults.push({ locale, key: null, reason: `There are more than ${LANGUAGES_LIMIT} languages.` });
    } else {
      seen.set(canonical, locale);
      for (const [key, text] of Object.entries(translations[locale] ?? {})) {
        const reason = judgeText(locale, key, text);
        if (reason !== null) faults.push({ locale, key, reason });
      }
    }
  }
  const [first] = locales;
  const size = JSON.stringify(translations).length;
  if (first !== undefined && size > TRANSLATIONS_SIZE_LIMIT) {
    const reason = `All texts together have ${size} characters; ${TRANSLATIONS_SIZE_LIMIT} are possible.`;
    faults.push({ locale: first, key: null, reason });
  }
  return faults;
}

/** The text as a visitor might read it, with likely values in its places. */
export function previewText(locale: string, key: string, text: string): string {
  const canonical = canonicalLanguage(locale) ?? "en";
  const count = exampleCount(canonical, PLURAL.exec(key)?.[1]);
  return interpolate(text, { ...EXAMPLE_VALUES, count });
}

const EXAMPLE_VALUES = { name: "Camille", position: 3, time: "5 min", length: 2_100, limit: 2_000, excess: 100 };

/** The names of the places in an English text that the window fills in. */
export function placeholdersAt(key: string): string[] {
  return placeholdersOf(BUILT_IN[key] ?? BUILT_IN[key.replace(PLURAL, ".other")] ?? "");
}

function judgeKey(locale: string, key: string): string | null {
  const stem = key.replace(PLURAL, "");
  if (PLURAL_STEMS.has(stem)) {
    const forms = pluralForms(locale);
    if (forms.some((form) => key === `${stem}.${form}`)) return null;
    return `This text is counted. In this language it has the keys ${forms.map((form) => `${stem}.${form}`).join(", ")}.`;
  }
  return Object.hasOwn(BUILT_IN, key) ? null : "The window has no text with this key.";
}

function pluralForms(locale: string): string[] {
  const language = canonicalLanguage(locale) ?? "en";
  return new Intl.PluralRules(language).resolvedOptions().pluralCategories;
}

/** The least number, up to a hundred or then a million, that takes the form. */
function exampleCount(locale: string, form: string | undefined): number {
  const rules = new Intl.PluralRules(locale);
  const candidates = [2, 1, 5, ...Array.from({ length: 100 }, (_, number) => number), 1_000_000];
  return candidates.find((number) => form === undefined || rules.select(number) === form) ?? 2;
}

function placeholdersOf(text: string): string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name]) => name ?? ""))];
}
