import type { ConfigurationChange, ErrorBody, Source, Trigger, User } from "@beckon/protocol";
import { madeUpId } from "./made-up-data.ts";

const KINDS = ["triggers", "items", "automatic_messages", "custom_variables"] as const;
type Kind = (typeof KINDS)[number];

interface MadeUpRecord {
  id: string;
  source_id: string;
  label: string;
  created_at: string;
}

export type TargetingAnswer = { status: number; body: unknown };

const noted = {
  triggers: "trigger",
  items: "item",
  automatic_messages: "automatic_message",
  custom_variables: "custom_variable",
} as const;
const missing: TargetingAnswer = {
  status: 404,
  body: { error: "not_found", message: "There is nothing here.", status: 404, retry: false } satisfies ErrorBody,
};

/** The targeting half of the fake server: records in memory, with a history that can be reverted. */
export class FakeTargeting {
  readonly records: Record<Kind, MadeUpRecord[]> = {
    triggers: [],
    items: [],
    automatic_messages: [],
    custom_variables: [],
  };
  readonly changes: ConfigurationChange[] = [];
  /** Refuses the next change with this. */
  refusesWith: ErrorBody | null = null;
  /** Lists of these kinds cannot be read. */
  readonly broken = new Set<Kind>();
  readonly #sources: Source[];
  #made = 0;

  constructor(sources: Source[]) {
    this.#sources = sources;
  }

  /** Null for what is none of its routes. */
  answer(method: string, url: URL, body: unknown, user: User): TargetingAnswer | null {
    const [kindOrOther = "", id = "", action = ""] = url.pathname.replace("/api/v1/", "").split("/");
    if (kindOrOther === "sources" && action === "changes") return this.#listChanges(id, url);
    if (kindOrOther === "changes" && action === "revert") return this.#revert(id, user);
    const kind = KINDS.find((entry) => entry === kindOrOther);
    if (kind === undefined) return null;
    if (method === "GET") return this.#list(kind, url);
    if (this.refusesWith !== null) {
      const error = this.refusesWith;
      this.refusesWith = null;
      return { status: error.status, body: error };
    }
    const fields = (body ?? {}) as Record<string, unknown>;
    if (method === "PUT" && id === "order") return this.#order(fields as { source_id: string; ids: string[] }, user);
    if (method === "POST" && action === "duplicate") return this.#duplicate(kind, id, user);
    if (method === "POST") return { status: 201, body: this.#show(kind, this.#insert(kind, fields, user)) };
    return this.#write(kind, id, method, fields, user);
  }

  /** Puts something there without anybody having changed it. */
  add(kind: Kind, fields: Record<string, unknown> & { source_id: string; label: string }): MadeUpRecord {
    this.#made += 1;
    const record = { id: madeUpId(11, this.#made), created_at: new Date().toISOString(), ...fields };
    this.records[kind].push(record);
    return record;
  }

  note(user: User | null, change: Pick<ConfigurationChange, "source_id" | "object" | "action" | "before" | "after">) {
    this.#made += 1;
    this.changes.unshift({
      id: madeUpId(12, this.#made),
      revision: this.changes.length + 1,
      user: user === null ? null : { id: user.id, name: `${user.firstname} ${user.lastname}` },
      created_at: new Date().toISOString(),
      ...change,
    });
  }

  #list(kind: Kind, url: URL): TargetingAnswer {
    if (this.broken.has(kind)) {
      const error = { error: "database_unavailable", message: "The server cannot read at the moment.", retry: true };
      return { status: 503, body: { ...error, status: 503 } };
    }
    const rows = this.records[kind].filter((row) => row.source_id === url.searchParams.get("source_id"));
    return {
      status: 200,
      body: page(
        rows.map((row) => this.#show(kind, row)),
        url,
      ),
    };
  }

  #listChanges(sourceId: string, url: URL): TargetingAnswer {
    return {
      status: 200,
      body: page(
        this.changes.filter((change) => change.source_id === sourceId),
        url,
      ),
    };
  }

  #insert(kind: Kind, fields: Record<string, unknown>, user: User): MadeUpRecord {
    const record = this.add(kind, fields as never);
    this.#noteRecord(kind, user, "created", null, record);
    return record;
  }

  #write(kind: Kind, id: string, method: string, fields: Record<string, unknown>, user: User): TargetingAnswer {
    const rows = this.records[kind];
    const place = rows.findIndex((row) => row.id === id);
    const before = rows[place];
    if (before === undefined) return missing;
    if (method === "DELETE") {
      rows.splice(place, 1);
      this.#noteRecord(kind, user, "deleted", before, null);
      return { status: 204, body: null };
    }
    const html = typeof fields.html === "string" ? { html: fields.html.replace(/<script[\s\S]*?<\/script>/g, "") } : {};
    const after = { ...before, ...fields, ...html };
    rows[place] = after;
    this.#noteRecord(kind, user, "changed", before, after);
    return { status: 200, body: this.#show(kind, after) };
  }

  #order({ source_id, ids }: { source_id: string; ids: string[] }, user: User): TargetingAnswer {
    const before = this.records.triggers.map(({ id }) => id);
    this.records.triggers.sort((left, right) => ids.indexOf(left.id) - ids.indexOf(right.id));
    const label = this.#sources.find(({ id }) => id === source_id)?.label ?? "";
    const object = { type: "trigger_order", id: source_id, label } as const;
    this.note(user, { source_id, object, action: "reordered", before: { ids: before }, after: { ids } });
    return { status: 204, body: null };
  }

  #duplicate(kind: Kind, id: string, user: User): TargetingAnswer {
    const original = this.records[kind].find((row) => row.id === id);
    if (original === undefined) return missing;
    const { id: _id, created_at: _created, ...fields } = original;
    const copy = this.#insert(kind, { ...fields, label: `${original.label} (copy)`, active: false }, user);
    this.records[kind].splice(this.records[kind].indexOf(copy), 1);
    this.records[kind].splice(this.records[kind].indexOf(original) + 1, 0, copy);
    return { status: 201, body: this.#show(kind, copy) };
  }

  #revert(id: string, user: User): TargetingAnswer {
    const change = this.changes.find((entry) => entry.id === id);
    const kind = KINDS.find((entry) => noted[entry] === change?.object.type);
    if (change === undefined) return missing;
    if (kind === undefined) {
      const message = "That change cannot be taken back.";
      return { status: 409, body: { error: "revert_refused", message, status: 409, retry: false } };
    }
    const rows = this.records[kind];
    const place = rows.findIndex((row) => row.id === change.object.id);
    const before = change.before as MadeUpRecord | null;
    if (place !== -1) rows.splice(place, 1);
    if (before !== null) rows.splice(place === -1 ? rows.length : place, 0, before);
    const { source_id, object, after } = change;
    this.note(user, { source_id, object, action: "reverted", before: after, after: before });
    return { status: 200, body: this.changes[0] };
  }

  #noteRecord(
    kind: Kind,
    user: User,
    action: "created" | "changed" | "deleted",
    before: MadeUpRecord | null,
    after: MadeUpRecord | null,
  ): void {
    const record = after ?? before;
    if (record === null) return;
    const object = { type: noted[kind], id: record.id, label: record.label };
    this.note(user, { source_id: record.source_id, object, action, before, after });
  }

  /** Triggers say what they name and is not there. */
  #show(kind: Kind, record: MadeUpRecord): unknown {
    if (kind !== "triggers") return record;
    const { actions } = record as unknown as Trigger;
    const gone = actions.item_ids.flatMap((id, place) =>
      this.records.items.some((item) => item.id === id)
        ? []
        : [{ field: `actions.item_ids.${place}`, message: "The item that it shows is gone." }],
    );
    return { ...record, problems: gone };
  }
}

function page<Row>(rows: readonly Row[], url: URL) {
  const offset = Number(url.searchParams.get("offset") ?? 0);
  const limit = Number(url.searchParams.get("limit") ?? 30);
  return { count: rows.length, offset, limit, records: rows.slice(offset, offset + limit) };
}
