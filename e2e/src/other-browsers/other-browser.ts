/** What a journey does in a browser that Playwright does not drive: the least that a visitor needs. */
export interface OtherBrowser {
  open(url: string): Promise<void>;
  /** What the expression is in the page, by way of JSON. */
  evaluate(expression: string): Promise<unknown>;
  /** As from a keyboard, into what has the focus. */
  type(text: string): Promise<void>;
  /** Errors that nobody caught on the page that is open, or on any. */
  faults(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Code points that WebDriver knows for keys that write nothing. */
export const ENTER = "\uE007";

/** As both protocols of WebDriver have it. */
export function keyActions(text: string): object {
  const actions = [...text].flatMap((value) => [
    { type: "keyDown", value },
    { type: "keyUp", value },
  ]);
  return { actions: [{ type: "key", id: "keyboard", actions }] };
}
