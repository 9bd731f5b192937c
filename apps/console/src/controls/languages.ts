/** Those that are offered; any other may come by the API. */
const common =
  "ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv ms nl no pl pt pt-BR ro ru sk sl sr sv th tr uk ur vi zh zh-TW".split(
    " ",
  );
const names = new Intl.DisplayNames(["en"], { type: "language" });

/** A language by its name, or by its tag where that is none. */
export function nameLanguage(tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** What a field of languages offers, by their names, those that it holds included; empty ones are none. */
export function languageChoices(...chosen: readonly string[]): { value: string; label: string }[] {
  return [...new Set([...common, ...chosen.filter((tag) => tag !== "")])]
    .map((value) => ({ value, label: nameLanguage(value) }))
    .sort((left, right) => left.label.localeCompare(right.label));
}
