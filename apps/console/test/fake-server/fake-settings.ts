import type { DomainSettings, RetentionPreview } from "@beckon/protocol";
import type { Answer } from "./answers.ts";

/** What the fake domain keeps for how long. */
export class FakeSettings {
  stored: DomainSettings = { closed_threads_days: 0, anonymous_identities_days: 0, audit_days: 0 };
  /** What every period takes. */
  readonly expired: RetentionPreview = { closed_threads: 0, anonymous_identities: 0, audit_events: 0 };

  /** Null for what is none of its routes. */
  answer(method: string, url: URL, body: unknown): Answer | null {
    if (url.pathname === "/api/v1/settings/retention_preview") {
      const of = (count: number, period: keyof DomainSettings) => (url.searchParams.get(period) === "0" ? 0 : count);
      const { closed_threads, anonymous_identities, audit_events } = this.expired;
      const preview: RetentionPreview = {
        closed_threads: of(closed_threads, "closed_threads_days"),
        anonymous_identities: of(anonymous_identities, "anonymous_identities_days"),
        audit_events: of(audit_events, "audit_days"),
      };
      return { status: 200, body: preview };
    }
    if (url.pathname !== "/api/v1/settings") return null;
    if (method === "PATCH") this.stored = { ...this.stored, ...(body as Partial<DomainSettings>) };
    return { status: 200, body: this.stored };
  }
}
