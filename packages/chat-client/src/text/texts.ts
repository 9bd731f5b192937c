import { ENGLISH, type TextKey } from "./english.ts";
import { createTimeLabels, type TimeLabels } from "./time-labels.ts";

export type TextValues = Readonly<Record<string, string | number>>;
type Catalogues = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface Texts {
  /** A canonical BCP 47 tag, safe for every `Intl` constructor. */
  readonly locale: string;
  readonly direction: "ltr" | "rtl";
  readonly times: TimeLabels;
  text(key: TextKey, values?: TextValues): string;
}

/** Languages written from right to left; `Intl.Locale` does not say so in every browser. */
const RIGHT_TO_LEFT = /^(ar|arc|ckb|dv|fa|he|ks|ku|ps|sd|ug|ur|yi)\b|-(arab|hebr)\b/i;

/**
 * The texts of one locale. For each of locale, base language and English, in this order: the page's own
 * texts win over the source's, which win over the built-in ones of the language (`language`). Catalogues come from outside: flat
 * (`"typing"`) or nested (`{unread: {one}}`), and whatever is no text in them is passed over.
 */
export function createTexts(
  wantedLocale: string,
  page: Catalogues,
  source: Catalogues,
  language: Readonly<Record<string, unknown>> = {},
  later: Readonly<Record<string, unknown>> = {},
): Texts {
  const locale = canonicalLocale(wantedLocale);
  const base = locale.replace(/-.*/, "");
  const plurals = new Intl.PluralRules(locale);
  const named = (origin: Catalogues, wanted: string): unknown[] =>
    Object.keys(origin)
      .filter((name) => canonicalLocale(name) === wanted)
      .map((name) => origin[name]);
  const catalogues = [
    ...[locale, base].flatMap((wanted) => [...named(page, wanted), ...named(source, wanted)]),
    language,
    ...named(page, "en"),
    ...named(source, "en"),
    ENGLISH,
    later,
  ];

  const find = (key: string): string | null => {
    for (const catalogue of catalogues) {
      const found = readPath(catalogue, key);
      if (found !== null) return found;
    }
    return null;
  };

  return {
    locale,
    direction: RIGHT_TO_LEFT.test(locale) ? "rtl" : "ltr",
    times: createTimeLabels(locale),
    text(key, values = {}) {
      const { count } = values;
      const plural = typeof count === "number" ? find(`${key}.${plurals.select(count)}`) : null;
      return interpolate(plural ?? find(key) ?? find(`${key}.other`) ?? "", values);
    },
  };
}

/** Fills `%{name}`. A name without a value stays as it is, so that a mistake in a translation can be seen. */
export function interpolate(template: string, values: TextValues): string {
  return template.replace(/%\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );
}

function readPath(catalogue: unknown, key: string): string | null {
  if (!isRecord(catalogue)) return null;
  if (Object.hasOwn(catalogue, key)) return typeof catalogue[key] === "string" ? catalogue[key] : null;
  const [head, ...rest] = key.split(".");
  return head && rest[0] && Object.hasOwn(catalogue, head) ? readPath(catalogue[head], rest.join(".")) : null;
}

function canonicalLocale(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale.replaceAll("_", "-"))[0] ?? "en";
  } catch {
    return "en";
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
