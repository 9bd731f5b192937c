/** Those that are offered; any other may come by the API. */
const common = "ar de en es fr he it ja ko nl pl pt ru sv tr zh".split(" ");
const names = new Intl.DisplayNames(["en"], { type: "language" });

/** A language by its name, or by its tag where that is none. */
export function nameLanguage(tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** What a field of languages offers, the one that it holds included. */
export function languageChoices(chosen: string): { value: string; label: string }[] {
  return [...new Set([...common, ...(chosen === "" ? [] : [chosen])])].map((tag) => ({
    value: tag,
    label: nameLanguage(tag),
  }));
}
