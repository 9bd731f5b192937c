import { useEffect, useRef } from "react";

/** True while the key belongs to a field, a dialog, a menu that is open, or a shortcut of the browser. */
export function isWriting(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  if (document.querySelector("[role=menu]") !== null) return true;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest("input, textarea, select, [role=dialog]") !== null;
}

/** Calls the handler of a key pressed anywhere on the page outside of fields and dialogs. */
export function useKeys(handlers: Readonly<Record<string, (event: KeyboardEvent) => void>>): void {
  const current = useRef(handlers);
  current.current = handlers;
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const handler = current.current[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (handler === undefined || isWriting(event)) return;
      event.preventDefault();
      handler(event);
    };
    window.addEventListener("keydown", hear);
    return () => window.removeEventListener("keydown", hear);
  }, []);
}
