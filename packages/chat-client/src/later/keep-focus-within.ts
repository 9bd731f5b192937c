/** Where the window covers the whole page, Tab goes round in it: what lies behind cannot be seen. */
export function keepFocusWithin(dialog: HTMLElement, event: KeyboardEvent): void {
  const stops = dialog.querySelectorAll<HTMLElement>("button:not(:disabled), textarea, a[href], [tabindex='0']");
  const edge = stops[event.shiftKey ? 0 : stops.length - 1];
  if (event.target !== edge) return;
  event.preventDefault();
  stops[event.shiftKey ? stops.length - 1 : 0]?.focus();
}
