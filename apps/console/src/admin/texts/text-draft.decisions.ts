import { canonicalLanguage, findTextFaults, keysOf, type Translations } from "@beckon/chat-client/texts";

/** The texts of a source as the screen holds them. `json` is what is being typed, null while nobody edits JSON. */
export interface TextsDraft {
  translations: Translations;
  json: string | null;
}

export type TextFilter = "all" | "changed" | "missing";

export interface TextRow {
  key: string;
  /** As built in: in the language, or in English where the language is not shipped. */
  builtIn: string;
  /** The source's own; empty when it has none. */
  own: string;
  /** Why a visitor of this language may read something else than meant; null when all is well. */
  missing: string | null;
}

interface TextGroup {
  name: string;
  rows: TextRow[];
}

const GROUPS: readonly (readonly [name: string, keys: RegExp])[] = [
  ["Waiting and live chat", /^(connection|disconnection|waiting_|queuing_|timed_|date\.|end_|dialog_|printer)/],
  ["Conversations", /^(thread|control_new|control_back|unread|new_messages)/],
  ["Request for an e-mail address", /^(request_email|prompt_error)/],
  ["Connection", /^(connection_|later_missing|unsupported|control_reload)/],
  ["Messages", /^(message|send_|you|typing|input_|attachment|content)/],
  ["Emoji", /emoji/],
];
const OTHERS = "Window";

/** What stands at the screen for one language, group by group. */
export function listTexts(
  translations: Translations,
  locale: string,
  builtIn: { texts: Readonly<Record<string, string>>; isShipped: boolean },
): TextGroup[] {
  const own = translations[locale] ?? {};
  const rows = [...new Set([...keysOf(locale), ...Object.keys(own)])].map((key): TextRow => {
    const text = own[key] ?? "";
    return { key, builtIn: builtInAt(builtIn.texts, key), own: text, missing: null };
  });
  const withProblems = rows.map((row) => ({
    ...row,
    missing: row.own === "" ? whyMissing(translations, locale, row, builtIn.isShipped) : null,
  }));
  const groups = new Map<string, TextRow[]>([
    [OTHERS, []],
    ...GROUPS.map(([name]) => [name, []] as [string, TextRow[]]),
  ]);
  for (const row of withProblems) groups.get(groupOf(row.key))?.push(row);
  return [...groups].map(([name, ofGroup]) => ({ name, rows: ofGroup })).filter((group) => group.rows.length > 0);
}

/** The rows that a filter and a search leave. */
export function filterTexts(groups: readonly TextGroup[], filter: TextFilter, wanted: string): TextGroup[] {
  const needle = wanted.trim().toLowerCase();
  return groups
    .map(({ name, rows }) => ({
      name,
      rows: rows.filter(
        (row) =>
          (filter === "all" || (filter === "changed" ? row.own !== "" : row.missing !== null)) &&
          `${row.key} ${row.builtIn} ${row.own}`.toLowerCase().includes(needle),
      ),
    }))
    .filter(({ rows }) => rows.length > 0);
}

/** An empty text is the built-in one again; a language without texts of its own is none of the source's. */
export function withText(translations: Translations, locale: string, key: string, text: string): Translations {
  const { [key]: _before, ...others } = translations[locale] ?? {};
  const ofLocale = text === "" ? others : { ...translations[locale], [key]: text };
  const { [locale]: _language, ...rest } = translations;
  return Object.keys(ofLocale).length === 0 ? rest : { ...translations, [locale]: ofLocale };
}

export function toJson(translations: Translations): string {
  return `${JSON.stringify(translations, null, 2)}\n`;
}

/** Reads JSON as people keep it: keys with dots, or nested. Says in words what keeps it from being texts. */
export function readJson(text: string): { translations: Translations } | { reason: string } {
  let value: unknown;
  try {
    value = JSON.parse(text.trim() === "" ? "{}" : text);
  } catch (error) {
    return { reason: `This is not JSON: ${error instanceof Error ? error.message : "it cannot be read"}.` };
  }
  if (!isRecord(value)) return { reason: 'Begin with languages: { "fr": { "you": "Vous" } }.' };
  const translations: Record<string, Record<string, string>> = {};
  for (const [locale, texts] of Object.entries(value)) {
    const flat: Record<string, string> = {};
    const bad = isRecord(texts) ? flatten(texts, "", flat) : locale;
    if (bad !== null) return { reason: `“${bad}” in “${locale}” is neither a text nor a group of texts.` };
    translations[locale] = flat;
  }
  return { translations };
}

/** What is wrong, by the name of its field: a text's is its language and key. */
export function findTextErrors({ translations, json }: TextsDraft): Record<string, string> {
  if (json !== null) {
    const read = readJson(json);
    if ("reason" in read) return { json: read.reason };
  }
  const faults = findTextFaults(translations);
  if (json === null) return Object.fromEntries(faults.map(({ locale, key, reason }) => [nameOf(locale, key), reason]));
  if (faults.length === 0) return {};
  const told = faults.slice(0, 5).map(({ locale, key, reason }) => `${nameOf(locale, key)}: ${reason}`);
  if (faults.length > told.length) told.push(`And ${faults.length - told.length} more.`);
  return { json: told.join("\n") };
}

/** Where the form shows what the server says of a path such as `translations.fr.you`. */
export function fieldOfPath(path: string, isJson: boolean): string | null {
  if (!path.startsWith("translations")) return null;
  return isJson ? "json" : path.slice("translations.".length);
}

/** The tag that somebody meant, or in words why it cannot be added. */
export function readNewLanguage(text: string, known: readonly string[]): { locale: string } | { reason: string } {
  const locale = canonicalLanguage(text.trim());
  if (locale === null || text.trim() === "") return { reason: "Write a tag such as fr-CA or is." };
  if (known.includes(locale)) return { reason: "It is in the list already." };
  return { locale };
}

export function nameOf(locale: string, key: string | null): string {
  return key === null ? locale : `${locale}.${key}`;
}

function builtInAt(texts: Readonly<Record<string, string>>, key: string): string {
  return texts[key] ?? texts[key.replace(/\.\w+$/, ".other")] ?? "";
}

function whyMissing(translations: Translations, locale: string, row: TextRow, isShipped: boolean): string | null {
  const base = locale.replace(/-.*/, "");
  if (base !== locale && translations[base]?.[row.key] !== undefined) return null;
  if (!isShipped) return "Visitors read English here.";
  const elsewhere = Object.keys(translations).filter(
    (other) => other !== locale && translations[other]?.[row.key] !== undefined && other.replace(/-.*/, "") !== base,
  );
  return elsewhere.length === 0 ? null : `You changed it in ${elsewhere.join(", ")}, not here.`;
}

function groupOf(key: string): string {
  // What a connection says of itself comes before what a live chat says of who is connected.
  if (/^connection_/.test(key)) return "Connection";
  return GROUPS.find(([, keys]) => keys.test(key))?.[0] ?? OTHERS;
}

/** The path of what is no text, or null. */
function flatten(texts: Record<string, unknown>, before: string, into: Record<string, string>): string | null {
  for (const [key, value] of Object.entries(texts)) {
    const path = `${before}${key}`;
    if (typeof value === "string") into[path] = value;
    else {
      const bad = isRecord(value) ? flatten(value, `${path}.`, into) : path;
      if (bad !== null) return bad;
    }
  }
  return null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
