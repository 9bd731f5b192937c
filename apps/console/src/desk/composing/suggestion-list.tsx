import { type ReactNode, useEffect, useRef } from "react";
import type { Suggestions } from "./use-suggestions.ts";
import "./suggestion-list.css";

interface SuggestionListProps<Option> {
  label: string;
  suggestions: Suggestions<Option>;
  onChoose: (option: Option) => void;
  renderOption: (option: Option) => ReactNode;
  /** Said in place of the list while there is nothing to choose. */
  nothing: ReactNode;
}

export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

/** Stands over the field, which keeps the focus; the field names the active option to screen readers. */
export function SuggestionList<Option extends { id: string }>(props: SuggestionListProps<Option>) {
  const { label, suggestions, onChoose, renderOption, nothing } = props;
  const { word, options, active, listId, setActive } = suggestions;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  if (word === null) return null;
  if (options.length === 0) {
    return (
      <div className="suggestions suggestions-nothing" role="status">
        {nothing}
      </div>
    );
  }
  return (
    <div ref={list} className="suggestions" role="listbox" aria-label={label} id={listId} tabIndex={-1}>
      {options.map((option, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which keeps the focus.
        <div
          key={option.id}
          id={optionId(listId, index)}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          className="suggestion"
          onPointerMove={() => setActive(index)}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(option)}
        >
          {renderOption(option)}
        </div>
      ))}
    </div>
  );
}
