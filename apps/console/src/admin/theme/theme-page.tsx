import { findContrastProblems, NO_THEME, type Scheme, type Theme, themeSheet } from "@beckon/chat-client/theme";
import type { Source } from "@beckon/protocol";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { usePageTitle } from "../../application/page-title.ts";
import { endpoints } from "../../http/endpoints.ts";
import { refreshSource, sourcesQuery } from "../../http/queries.ts";
import { RequestError } from "../../http/request.ts";
import { CodeField } from "../items/code-field.tsx";
import { FormFoot } from "../parts/form-foot.tsx";
import { Choice } from "../parts/form-section.tsx";
import { useDraftForm } from "../parts/use-draft-form.ts";
import { useSource } from "../parts/use-source.ts";
import { ThemeVariables } from "./theme-variables.tsx";
import { WindowPreview } from "./window-preview.tsx";
import "../items/items.css";
import "./theme.css";

const LENGTH_LIMIT = 20_000;
/** How long somebody types before the preview follows. */
const PREVIEW_AFTER_MS = 500;

interface ThemeDraft {
  custom_css: string;
}

/** The source's own look of the window: SCSS, what its variables mean, and how it turns out. */
export function ThemePage() {
  const source = useSource();
  usePageTitle(`Theme · ${source.label}`);
  return <ThemeForm key={source.id} source={source} />;
}

function ThemeForm({ source }: { source: Source }) {
  const queryClient = useQueryClient();
  const { appearance } = source;
  const form = useDraftForm<ThemeDraft, Source>({
    stored: { custom_css: source.custom_css },
    isDirty: (draft, stored) => draft.custom_css !== stored.custom_css,
    findErrors: ({ custom_css }) =>
      custom_css.length > LENGTH_LIMIT ? { custom_css: `Use at most ${LENGTH_LIMIT} characters.` } : {},
    save: (draft) => endpoints.changeSource(source.id, draft),
    draftOf: ({ custom_css }) => ({ custom_css }),
    onSaved: (saved) => {
      queryClient.setQueryData(sourcesQuery.queryKey, (sources) =>
        sources?.map((entry) => (entry.id === saved.id ? saved : entry)),
      );
      void refreshSource(queryClient, source.id);
    },
    fieldOf: (path) => (path === "custom_css" ? path : null),
  });
  const { custom_css } = form.draft;
  const change = (next: string) => form.change({ custom_css: next }, ["custom_css"]);
  const [settled] = useDebouncedValue(custom_css, PREVIEW_AFTER_MS);
  const preview = useQuery({
    queryKey: ["theme_preview", source.id, appearance.highlight_color, settled],
    queryFn: () => endpoints.previewTheme(source.id, settled),
    placeholderData: keepPreviousData,
    enabled: settled.length <= LENGTH_LIMIT,
    retry: false,
  });
  const fault =
    preview.isError && settled === custom_css
      ? preview.error instanceof RequestError && preview.error.field === "custom_css"
        ? preview.error.message
        : `The preview does not follow: ${preview.error.message}`
      : undefined;
  const theme = preview.data ?? NO_THEME;
  return (
    <form ref={form.form} onSubmit={form.submit} noValidate>
      <header className="list-head">
        <div>
          <h2 className="list-title">Theme</h2>
          <p className="list-about">
            CSS or SCSS of your own for the window. Its colour, its side and whether it is light or dark are under
            Settings.
          </p>
        </div>
      </header>
      <div className="theme-columns">
        <div className="theme-code">
          <CodeField
            label="Your styles"
            language="css"
            value={custom_css}
            error={form.errors.custom_css ?? fault}
            onChange={change}
          />
          {custom_css === "" && (
            <p className="part-about">
              Nothing here yet: the window looks as it is built. Begin with a variable, such as{" "}
              <code>$header-color: #2b1a4a;</code>
            </p>
          )}
          <ThemeVariables theme={theme} onUse={(line) => change(`${line}\n${custom_css}`)} />
        </div>
        <ThemeResult source={source} theme={theme} />
      </div>
      <FormFoot form={form} />
    </form>
  );
}

function ThemeResult({ source, theme }: { source: Source; theme: Theme }) {
  const { appearance } = source;
  const wanted = appearance.color_scheme;
  const [chosen, setChosen] = useState<Scheme>("light");
  const scheme = wanted === "auto" ? chosen : wanted;
  const problems = findContrastProblems(theme, appearance.highlight_color, wanted);
  return (
    <section className="theme-result" aria-label="Preview">
      {wanted === "auto" && (
        <Choice label="Visitor's device" value={chosen} names={{ light: "Light", dark: "Dark" }} onChange={setChosen} />
      )}
      <WindowPreview
        appearance={appearance}
        texts={source.translations}
        // The window in the preview has the chosen scheme, the sheet is the one that visitors get.
        styleSheet={themeSheet(theme, wanted, appearance.highlight_color)}
        scheme={scheme}
      />
      <div role="status">
        {problems.length === 0 ? (
          <p className="part-about">All texts can be read by WCAG AA.</p>
        ) : (
          <div className="hint" data-tone="note">
            <p>Hard to read, by WCAG AA:</p>
            <ul className="theme-problems">
              {problems.map(({ scheme: where, what, ratio, needed }) => (
                <li key={`${where} ${what}`}>
                  {what}
                  {wanted === "auto" ? ` (${where})` : ""}: contrast {ratio}, needed {needed}
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </section>
  );
}
