import { SHIPPED_LANGUAGES } from "@beckon/chat-client/built-in-texts";
import type { Translations } from "@beckon/chat-client/texts";
import { Button, Select, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { readNewLanguage } from "./text-draft.decisions.ts";

const names = new Intl.DisplayNames(["en"], { type: "language" });

export function languageName(locale: string): string {
  try {
    return `${names.of(locale) ?? locale} (${locale})`;
  } catch {
    return locale;
  }
}

interface LanguageChoiceProps {
  translations: Translations;
  locale: string;
  onChoose: (locale: string) => void;
}

/** All languages that the window speaks or the source has texts of, and a way to any other. */
export function LanguageChoice({ translations, locale, onChoose }: LanguageChoiceProps) {
  const [adding, setAdding] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const known = [...new Set(["en", ...SHIPPED_LANGUAGES, ...Object.keys(translations), locale])];
  const options = known
    .map((tag) => {
      const count = Object.keys(translations[tag] ?? {}).length;
      return { value: tag, label: `${languageName(tag)}${count === 0 ? "" : ` · ${count} changed`}`, count };
    })
    .sort((one, other) => Math.sign(other.count) - Math.sign(one.count) || one.label.localeCompare(other.label));

  const add = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const read = readNewLanguage(adding ?? "", known);
    if ("reason" in read) return setError(read.reason);
    setAdding(null);
    onChoose(read.locale);
  };
  return (
    <div className="text-languages">
      <Select
        label="Language"
        searchable
        allowDeselect={false}
        nothingFoundMessage="Not in the list: add it."
        data={options}
        value={locale}
        onChange={(tag) => tag !== null && onChoose(tag)}
      />
      {adding === null ? (
        <Button
          variant="default"
          onClick={() => {
            setError(null);
            setAdding("");
          }}
        >
          Another language
        </Button>
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: it stands in the form of the page; Enter adds and Escape leaves.
        <div
          className="text-new-language"
          onKeyDown={(event) => {
            if (event.key === "Enter") add(event);
            if (event.key === "Escape") setAdding(null);
          }}
        >
          <TextInput
            label="Its tag"
            placeholder="fr-CA"
            autoFocus
            value={adding}
            error={error}
            onChange={(event) => {
              setError(null);
              setAdding(event.currentTarget.value);
            }}
          />
          <Button onClick={add}>Add</Button>
        </div>
      )}
    </div>
  );
}
