import type { SeenValue } from "./visit-store.ts";

/** Null removes a value. */
export type ValueChanges = Readonly<Record<string, SeenValue | null>>;

/**
 * Something that happened in a visit, small enough to be applied to whatever the storage holds by then (read, apply,
 * write): so tabs that share a visit never overwrite each other's page views.
 */
export type VisitOperation = { readonly atMs: number } & (
  | ({ readonly pageViewId: string } & (
      | {
          /** Applying the same page view again changes nothing. */
          readonly kind: "page_view_started";
          readonly utcOffsetMinutes: number;
          /** In the foreground. */
          readonly visible: boolean;
          /** At least `page_url` and `page_title`; what is on screen (`chat_shown`) when no document was loaded. */
          readonly values: ValueChanges;
        }
      /**
       * A sign of the page, not of the visitor: does not keep the visit alive. Two of the values mean more: with
       * `chat_shown` and `chat_opened` an engaged Chat is as they say, and over once it is shown no longer; with
       * `identity` or `chat_shown` there is an identity from now on.
       */
      | { readonly kind: "values_changed"; readonly values: ValueChanges }
      /** Into the foreground (also: restored from the back/forward cache), or out of it (also: left). */
      | { readonly kind: "page_shown" | "page_hidden" }
      /** The visitor moved, typed, scrolled. Rarely is enough; it also counts the time on the page so far. */
      | { readonly kind: "activity" }
      /** `noOtherTrigger`: its `after.no_other_trigger`. */
      | { readonly kind: "trigger_activated"; readonly triggerId: string; readonly noOtherTrigger: boolean }
      /** Again when the thread becomes known: what else was true at the first engagement is kept. */
      | { readonly kind: "chat_engaged"; readonly threadId: string | null; readonly triggerId: string | null }
    ))
  | { readonly kind: "trigger_executed"; readonly triggerId: string }
  | { readonly kind: "item_dismissed"; readonly itemId: string }
  /** `mark`: what was counted and its trigger's id, such as `offered 0198…`. */
  | { readonly kind: "offer_counted"; readonly mark: string }
  /** Outlives the visit. */
  | { readonly kind: "automatic_message_sent"; readonly automaticMessageId: string }
);
