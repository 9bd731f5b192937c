import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { css } from "@codemirror/lang-css";
import { html } from "@codemirror/lang-html";
import { json } from "@codemirror/lang-json";
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { Annotation, EditorState } from "@codemirror/state";
import { EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

export type CodeLanguage = "html" | "css" | "json";

const languages = { html: () => html({ selfClosingTags: true }), css, json };

export interface CodeEditorOptions {
  /** Its accessible name. */
  label: string;
  language: CodeLanguage;
  value: string;
  onChange: (value: string) => void;
}

export interface CodeEditor {
  /** Shows another text, unless it is what stands there already. */
  replace(value: string): void;
  close(): void;
}

const colours = HighlightStyle.define([
  { tag: [tags.tagName, tags.keyword, tags.definitionKeyword], color: "var(--code-name)" },
  { tag: [tags.attributeName, tags.propertyName, tags.className], color: "var(--code-property)" },
  {
    tag: [tags.attributeValue, tags.string, tags.color, tags.number, tags.unit, tags.atom],
    color: "var(--code-value)",
  },
  { tag: [tags.comment, tags.angleBracket, tags.punctuation], color: "var(--text-quiet)" },
]);

const look = EditorView.theme({
  "&": { color: "var(--text)", backgroundColor: "var(--surface-raised)", fontSize: "var(--code-size)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--font-code)", lineHeight: "1.6", minHeight: "220px", maxHeight: "420px" },
  ".cm-content": { caretColor: "var(--text)" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  ".cm-gutters": { color: "var(--text-quiet)", backgroundColor: "var(--surface-sunken)", border: "0" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--surface-hover)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, ::selection": {
    backgroundColor: "var(--surface-selected)",
  },
  ".cm-tooltip": { color: "var(--text)", backgroundColor: "var(--surface-raised)", borderColor: "var(--line-strong)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    color: "var(--text)",
    backgroundColor: "var(--surface-selected)",
  },
});

/** Marks a change that the form made, which it need not hear of. */
const replaced = Annotation.define<boolean>();

/** Tab leaves the editor as it leaves any field; lines are indented by Ctrl ] and Ctrl [. */
export function openCodeEditor(host: HTMLElement, { label, language, value, onChange }: CodeEditorOptions): CodeEditor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open", delegatesFocus: true });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: value,
      extensions: [
        lineNumbers(),
        history(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        autocompletion(),
        highlightActiveLine(),
        EditorView.lineWrapping,
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap]),
        languages[language](),
        syntaxHighlighting(colours),
        look,
        EditorView.contentAttributes.of({ "aria-label": label }),
        EditorView.updateListener.of((update) => {
          const isOurs = update.transactions.some((transaction) => transaction.annotation(replaced) === true);
          if (update.docChanged && !isOurs) onChange(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    replace(next) {
      const known = view.state.doc.toString();
      if (next !== known)
        view.dispatch({ changes: { from: 0, to: known.length, insert: next }, annotations: replaced.of(true) });
    },
    close: () => view.destroy(),
  };
}
