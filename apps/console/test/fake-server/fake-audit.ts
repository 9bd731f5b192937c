import type { AuditEvent } from "@beckon/protocol";
import type { Answer } from "./answers.ts";
import { madeUpId } from "./made-up-data.ts";

/** The audit log of the fake server. */
export class FakeAudit {
  readonly events: AuditEvent[] = [];
  /** The queries that it was asked by, the latest last. */
  readonly asked: URLSearchParams[] = [];

  add(fields: Omit<AuditEvent, "id" | "created_at">, createdAt = new Date().toISOString()): void {
    this.events.unshift({ id: madeUpId(25, this.events.length + 1), created_at: createdAt, ...fields });
  }

  /** Null for what is none of its routes. */
  answer(url: URL): Answer | null {
    if (url.pathname !== "/api/v1/audit_events") return null;
    const query = url.searchParams;
    this.asked.push(query);
    const word = (query.get("search") ?? "").toLowerCase();
    const userId = query.get("user_id");
    const found = this.events.filter(
      ({ user, action, object }) =>
        `${user?.name} ${action} ${object.type} ${object.label}`.toLowerCase().includes(word) &&
        (userId === null || user?.id === userId),
    );
    const [offset, limit] = [Number(query.get("offset")), Number(query.get("limit"))];
    const records = found.slice(offset, offset + limit);
    return { status: 200, body: { count: found.length, offset, limit, records } };
  }
}
