import type { Translation } from "@beckon/protocol";
import type { Answer } from "./answers.ts";

/** A service that translates what the fake server is told to. */
export class FakeTranslations {
  enabled = false;
  /** What a text is in another language; what is not here is no translation. */
  readonly known = new Map<string, Translation>();

  /** Null for what is none of its routes. */
  answer(method: string, url: URL, body: unknown, bodyOf: (messageId: string) => string): Answer | null {
    if (method === "GET" && url.pathname === "/api/v1/translations") {
      return { status: 200, body: { enabled: this.enabled } };
    }
    const [, of, id] = /^\/api\/v1\/(messages|threads)\/([\w-]+)\/translations$/.exec(url.pathname) ?? [];
    if (method !== "POST" || of === undefined || id === undefined) return null;
    const text = of === "messages" ? bodyOf(id) : (body as { text: string }).text;
    const translation = this.known.get(text);
    if (translation !== undefined) return { status: 200, body: translation };
    const message = "The translation service gave no translation. It did not answer in time.";
    return { status: 502, body: { error: "translation_failed", message, status: 502, retry: true } };
  }
}
