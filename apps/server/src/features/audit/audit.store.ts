import type { AuditEvent, AuditEventQuery } from "@beckon/protocol";
import { type Kysely, type Selectable, sql } from "kysely";
import type { Executor } from "../../platform/database/index.ts";
import type { AuditEventsTable, Schema } from "../../platform/database/schema.ts";
import { newId } from "../../platform/identifiers.ts";

/** What was done, for the log. `before` and `after` are the object as the API tells it: without secrets. */
export interface NewAuditEvent {
  domainId: string;
  /** Null for what the product does by itself. */
  user: { id: string; name: string } | null;
  /** In the past tense: `role_changed`. */
  action: string;
  object: { type: string; id: string | null; label: string };
  before: object | null;
  after: object | null;
}

/** Writes within the transaction that does it: what is done is in the log, and nothing else is. */
export async function recordAuditEvent(transaction: Kysely<Schema>, event: NewAuditEvent): Promise<void> {
  await transaction
    .insertInto("audit_events")
    .values({
      domain_id: event.domainId,
      id: newId(),
      actor_id: event.user?.id ?? null,
      actor_name: event.user?.name ?? null,
      action: event.action,
      object_type: event.object.type,
      object_id: event.object.id,
      object_label: event.object.label,
      before: event.before === null ? null : JSON.stringify(event.before),
      after: event.after === null ? null : JSON.stringify(event.after),
    })
    .execute();
}

/** As `recordAuditEvent`, for who has the transaction's executor only. */
export async function recordAuditEventBy(transaction: Executor, event: NewAuditEvent): Promise<void> {
  await transaction.query({
    name: "audit_event_insert",
    text: `insert into audit_events (domain_id, id, actor_id, actor_name, action, object_type, object_id, object_label,
             before, after)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    values: [
      event.domainId,
      newId(),
      event.user?.id ?? null,
      event.user?.name ?? null,
      event.action,
      event.object.type,
      event.object.id,
      event.object.label,
      event.before === null ? null : JSON.stringify(event.before),
      event.after === null ? null : JSON.stringify(event.after),
    ],
  });
}

/** Newest first. */
export async function listAuditEvents(
  on: Kysely<Schema>,
  domainId: string,
  query: AuditEventQuery,
): Promise<{ count: number; records: AuditEvent[] }> {
  let wanted = on.selectFrom("audit_events").where("domain_id", "=", domainId);
  if (query.user_id !== undefined) wanted = wanted.where("actor_id", "=", query.user_id);
  if (query.object_id !== undefined) wanted = wanted.where("object_id", "=", query.object_id);
  if (query.action !== undefined) wanted = wanted.where("action", "=", query.action);
  if (query.from !== undefined) wanted = wanted.where("created_at", ">=", sql<Date>`${query.from}::timestamptz`);
  if (query.to !== undefined) wanted = wanted.where("created_at", "<=", sql<Date>`${query.to}::timestamptz`);
  if (query.search !== undefined) {
    const pattern = `%${query.search.replaceAll(/[\\%_]/g, "\\$&")}%`;
    wanted = wanted.where((eb) =>
      eb.or([
        eb("actor_name", "ilike", pattern),
        eb("action", "ilike", pattern),
        eb("object_type", "ilike", pattern),
        eb("object_label", "ilike", pattern),
      ]),
    );
  }
  const rows = await wanted
    .selectAll()
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .offset(query.offset)
    .limit(query.limit)
    .execute();
  const { count } = await wanted.select((eb) => eb.fn.countAll<number>().as("count")).executeTakeFirstOrThrow();
  return { count, records: rows.map(toAuditEvent) };
}

function toAuditEvent(row: Selectable<AuditEventsTable>): AuditEvent {
  return {
    id: row.id,
    user: row.actor_id === null ? null : { id: row.actor_id, name: row.actor_name ?? "" },
    action: row.action,
    object: { type: row.object_type, id: row.object_id, label: row.object_label },
    before: row.before === null ? null : { ...row.before },
    after: row.after === null ? null : { ...row.after },
    created_at: row.created_at.toISOString(),
  };
}
