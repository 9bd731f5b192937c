import type { ChatCommand } from "./chat-snippet.ts";
import type { Markup } from "./html.ts";

/** A page of the shop, before the frame that all pages share is put around it. */
export interface Page {
  readonly status: 200 | 404 | 422;
  readonly title: string;
  readonly main: Markup;
  /** Elements of the head beside those of every page; they come before the chat's snippet. */
  readonly head?: Markup;
  /** What the search field shows as sought. */
  readonly search?: string;
  /** What the page tells the chat beside what every page does. */
  readonly commands?: readonly ChatCommand[];
  /** "strict": no inline script, and the strict policy. */
  readonly policy: "ordinary" | "strict";
}

/** An ordinary page that was found. */
export function page(title: string, main: Markup): Page {
  return { status: 200, title, main, policy: "ordinary" };
}
