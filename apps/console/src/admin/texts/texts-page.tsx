import { loadBuiltInTexts } from "@beckon/chat-client/built-in-texts";
import type { Source } from "@beckon/protocol";
import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { LoadFailure } from "../../application/message-pages.tsx";
import { LateRows } from "../../application/page-skeleton.tsx";
import { usePageTitle } from "../../application/page-title.ts";
import { endpoints } from "../../http/endpoints.ts";
import { refreshSource, sourcesQuery } from "../../http/queries.ts";
import { CodeField } from "../items/code-field.tsx";
import { FormFoot } from "../parts/form-foot.tsx";
import { Choice } from "../parts/form-section.tsx";
import { useDraftForm } from "../parts/use-draft-form.ts";
import { useSource } from "../parts/use-source.ts";
import { LanguageChoice, languageName } from "./language-choice.tsx";
import {
  fieldOfPath,
  filterTexts,
  findTextErrors,
  listTexts,
  nameOf,
  readJson,
  type TextFilter,
  type TextsDraft,
  toJson,
  withText,
} from "./text-draft.decisions.ts";
import { TextRowField } from "./text-row.tsx";
import "../items/items.css";
import "./texts.css";

/** What the window says, language by language: the built-in texts, and what this source says instead. */
export function TextsPage() {
  const source = useSource();
  usePageTitle(`Texts · ${source.label}`);
  return <TextsForm key={source.id} source={source} />;
}

function TextsForm({ source }: { source: Source }) {
  const queryClient = useQueryClient();
  const [locale, setLocale] = useState(Object.keys(source.translations)[0] ?? "en");
  const [filter, setFilter] = useState<TextFilter>("all");
  const [wanted, setWanted] = useState("");
  const [isJson, setJson] = useState(false);
  const builtIn = useQuery({ queryKey: ["built_in_texts", locale], queryFn: () => loadBuiltInTexts(locale) });
  const draftOf = (translations: TextsDraft["translations"]): TextsDraft => ({
    translations,
    json: isJson ? toJson(translations) : null,
  });
  const form = useDraftForm<TextsDraft, Source>({
    stored: draftOf(source.translations),
    isDirty: ({ translations, json }, stored) =>
      toJson(translations) !== toJson(stored.translations) || (json !== null && "reason" in readJson(json)),
    findErrors: findTextErrors,
    save: ({ translations }) => {
      const mutable = Object.fromEntries(Object.entries(translations).map(([tag, texts]) => [tag, { ...texts }]));
      return endpoints.changeSource(source.id, { translations: mutable });
    },
    draftOf: (saved) => draftOf(saved.translations),
    onSaved: (saved) => {
      queryClient.setQueryData(sourcesQuery.queryKey, (sources) =>
        sources?.map((entry) => (entry.id === saved.id ? saved : entry)),
      );
      void refreshSource(queryClient, source.id);
    },
    fieldOf: (path) => fieldOfPath(path, isJson),
  });
  const { draft, errors, change } = form;
  const groups = builtIn.data === undefined ? [] : listTexts(draft.translations, locale, builtIn.data);
  const shown = filterTexts(groups, filter, wanted);
  const rows = groups.flatMap((group) => group.rows);
  const changedCount = rows.filter(({ own }) => own !== "").length;
  const missingCount = rows.filter(({ missing }) => missing !== null).length;
  const unreadable = draft.json === null ? null : readJson(draft.json);

  const showAs = (view: "fields" | "json") => {
    // What cannot be read stays in sight until it can.
    if (view === "fields" && unreadable !== null && "reason" in unreadable) return form.submit();
    setJson(view === "json");
    change({ ...draft, json: view === "json" ? toJson(draft.translations) : null }, Object.keys(errors));
  };
  const typeJson = (json: string) => {
    const read = readJson(json);
    change({ translations: "translations" in read ? read.translations : draft.translations, json }, ["json"]);
  };

  return (
    <form ref={form.form} onSubmit={form.submit} noValidate>
      <header className="list-head">
        <div>
          <h2 className="list-title">Texts</h2>
          <p className="list-about">
            What the window says, in each language. A field that is left empty keeps the built-in text. The website may
            override both with _addTranslations.
          </p>
        </div>
      </header>
      <div className="text-tools">
        <Choice
          label="Edit"
          value={isJson ? "json" : "fields"}
          names={{ fields: "Text by text", json: "As JSON" }}
          onChange={showAs}
        />
        {!isJson && <LanguageChoice translations={draft.translations} locale={locale} onChoose={setLocale} />}
      </div>
      {isJson ? (
        <div className="text-json">
          <p className="part-about">
            Language → key → text. Keys may be nested. Numbers and names stand as %&#123;name&#125;, as in the built-in
            text.
          </p>
          <CodeField
            label="All texts of this source"
            language="json"
            value={draft.json ?? ""}
            error={errors.json ?? (unreadable !== null && "reason" in unreadable ? unreadable.reason : undefined)}
            onChange={typeJson}
          />
        </div>
      ) : (
        <>
          {builtIn.isPending && <LateRows count={8} label="Loading the texts" />}
          {builtIn.isError && <LoadFailure error={builtIn.error} onRetry={() => void builtIn.refetch()} />}
          {builtIn.isSuccess && (
            <>
              {!builtIn.data.isShipped && (
                <p className="hint" data-tone="note">
                  The window does not speak {languageName(locale)} by itself: what you do not write here is English.
                </p>
              )}
              {errors[locale] !== undefined && <p className="sentence-error">{errors[locale]}</p>}
              <div className="text-tools">
                <Choice
                  label="Show"
                  value={filter}
                  names={{
                    all: `All ${rows.length}`,
                    changed: `Changed ${changedCount}`,
                    missing: `Missing ${missingCount}`,
                  }}
                  onChange={setFilter}
                />
                <TextInput
                  className="list-find"
                  type="search"
                  aria-label="Find in texts"
                  placeholder="Find"
                  leftSection={<IconSearch size={15} />}
                  value={wanted}
                  onChange={(event) => setWanted(event.currentTarget.value)}
                />
              </div>
              {shown.length === 0 && (
                <p className="list-empty">{emptySentence(filter, wanted.trim(), languageName(locale))}</p>
              )}
              {shown.map((group) => (
                <section key={group.name} aria-label={group.name}>
                  <h3 className="part-title">{group.name}</h3>
                  <ul className="text-list">
                    {group.rows.map((row) => {
                      const name = nameOf(locale, row.key);
                      return (
                        <TextRowField
                          key={row.key}
                          locale={locale}
                          row={row}
                          error={errors[name]}
                          onChange={(text) =>
                            change({ ...draft, translations: withText(draft.translations, locale, row.key, text) }, [
                              name,
                            ])
                          }
                        />
                      );
                    })}
                  </ul>
                </section>
              ))}
            </>
          )}
        </>
      )}
      <FormFoot form={form} />
    </form>
  );
}

function emptySentence(filter: TextFilter, wanted: string, language: string): string {
  if (wanted !== "") return `No text here has “${wanted}” in it.`;
  return filter === "changed"
    ? `Nothing is changed in ${language}. Choose All, and write into a field what the window shall say.`
    : `Nothing is missing in ${language}.`;
}
