import { IconSearch } from "@tabler/icons-react";
import { Fragment, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { moveActive } from "./palette-entries.decisions.ts";
import type { PaletteEntry } from "./palette-entry.ts";
import { usePaletteGroups } from "./use-palette-groups.tsx";

export function PaletteBody({ onClose, takeTyped }: { onClose: () => void; takeTyped: () => string }) {
  const [typed, setTyped] = useState("");
  const [active, setActive] = useState(0);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const { groups, isSearching, failure } = usePaletteGroups(typed);
  const entries = groups.flatMap((group) => group.entries);
  const at = Math.min(active, Math.max(0, entries.length - 1));
  useEffect(() => {
    list.current?.querySelectorAll("[role=option]")[at]?.scrollIntoView({ block: "nearest" });
  }, [at]);

  const choose = (entry: PaletteEntry | undefined) => {
    if (entry === undefined) return;
    onClose();
    // The dialog gives the focus back when it closes: what takes it comes after.
    setTimeout(entry.run);
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      setActive(moveActive(at, event.key === "ArrowDown" ? 1 : -1, entries.length));
    } else if (event.key === "Enter") choose(entries[at]);
    else return;
    event.preventDefault();
  };
  let index = -1;
  return (
    <div className="palette">
      <div className="palette-head">
        <IconSearch size={18} aria-hidden="true" />
        <input
          data-autofocus
          className="palette-field"
          role="combobox"
          aria-label="Find or do anything"
          aria-expanded={entries.length > 0}
          aria-controls={listId}
          aria-activedescendant={entries.length > 0 ? `${listId}-${at}` : undefined}
          aria-autocomplete="list"
          placeholder="Find people, conversations and words, or do something"
          value={typed}
          onFocus={() => {
            const early = takeTyped();
            if (early !== "") setTyped(early);
          }}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setActive(0);
          }}
          onKeyDown={press}
        />
      </div>
      <div ref={list} className="palette-list" role="listbox" aria-label="Found" id={listId} tabIndex={-1}>
        {groups.map((group) => (
          <Fragment key={group.title}>
            <p className="palette-group" role="presentation">
              {group.title}
            </p>
            {group.entries.map((entry) => {
              index += 1;
              const place = index;
              return (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which keeps the focus.
                <div
                  key={entry.id}
                  id={`${listId}-${place}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={place === at}
                  className="palette-entry"
                  onPointerMove={() => setActive(place)}
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => choose(entry)}
                >
                  <span className="palette-title truncated">{entry.title}</span>
                  <span className="palette-about truncated">{entry.about}</span>
                </div>
              );
            })}
          </Fragment>
        ))}
      </div>
      {failure !== null && (
        <p className="palette-note" role="alert">
          {failure}
        </p>
      )}
      {entries.length === 0 && failure === null && (
        <p className="palette-note" role="status">
          {isSearching ? "Searching…" : `Nothing has “${typed.trim()}” in it.`}
        </p>
      )}
    </div>
  );
}
