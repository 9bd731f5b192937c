import type { CannedReply, CannedReplyChange, CannedReplyDraft } from "@beckon/protocol";
import type { Kysely } from "kysely";
import { assertWritable, classifyDatabaseError, type Database } from "../../platform/database/index.ts";
import type { Schema } from "../../platform/database/schema.ts";
import { newId } from "../../platform/identifiers.ts";
import { Refusal } from "../../platform/refusal.ts";
import { type Caller, holdsForSource } from "../accounts/index.ts";
import { recordAuditEvent } from "../audit/index.ts";
import { judgeBody } from "./canned-replies.decisions.ts";
import {
  type CannedReplyRow,
  deleteReply,
  findReply,
  findStrange,
  insertReply,
  listReplies,
  lockReply,
  type ReplyFilter,
  updateReply,
} from "./canned-replies.store.ts";
import { reachOf } from "./reach.ts";

const EVERYWHERE: ReplyFilter = { sourceIds: null, sourceId: null };

/** A domain's canned replies: all of them for who writes them, for agents those of the sources where they reply. */
export function createCannedReplies(database: Database) {
  const { kysely } = database;

  function filterOf({ rights }: Caller, sourceId: string | null): ReplyFilter | null {
    const reach = reachOf(rights);
    if (reach.kind === "none") return null;
    return { sourceIds: reach.kind === "all" ? null : reach.ids, sourceId };
  }

  const change = async <Result>(work: (transaction: Kysely<Schema>) => Promise<Result>): Promise<Result> => {
    assertWritable(database);
    try {
      return await kysely.transaction().execute(work);
    } catch (error) {
      // Categories and sources were looked at a moment ago: what remains is the shortcut.
      if (classifyDatabaseError(error) !== "constraint") throw error;
      throw new Refusal("invalid_request", { field: "shortcut", reason: "Another reply has that shortcut." });
    }
  };

  async function judge(transaction: Kysely<Schema>, domainId: string, reply: CannedReplyRow): Promise<void> {
    const reason = judgeBody(reply.body);
    if (reason !== null) throw new Refusal("invalid_request", { field: "body", reason });
    for (const [field, table, noun] of [
      ["category_ids", "categories", "category"],
      ["source_ids", "sources", "source"],
    ] as const) {
      const strange = await findStrange(transaction, domainId, table, reply[field]);
      const place = reply[field].findIndex((id) => strange.has(id));
      if (place === -1) continue;
      throw new Refusal("invalid_request", { field: `${field}.${place}`, reason: `There is no such ${noun}.` });
    }
  }

  async function find(on: Kysely<Schema>, domainId: string, id: string): Promise<CannedReply> {
    const reply = await findReply(on, domainId, id, EVERYWHERE);
    if (reply === null) throw new Refusal("not_found");
    return reply;
  }

  async function tell(
    transaction: Kysely<Schema>,
    { domainId, userId, name }: Caller,
    action: string,
    before: CannedReply | null,
    after: CannedReply | null,
  ): Promise<void> {
    const { id, title } = after ?? before ?? { id: null, title: "" };
    const object = { type: "canned_reply", id, label: title };
    await recordAuditEvent(transaction, { domainId, user: { id: userId, name }, action, object, before, after });
  }

  return {
    async list(caller: Caller, sourceId: string | null, page: { offset: number; limit: number }) {
      const filter = filterOf(caller, sourceId);
      const isReadable = sourceId === null || holdsForSource(caller.rights, sourceId, "read");
      if (filter === null || !isReadable) return { count: 0, records: [] };
      return listReplies(kysely, caller.domainId, filter, page);
    },

    async read(caller: Caller, id: string): Promise<CannedReply> {
      const filter = filterOf(caller, null);
      const reply = filter === null ? null : await findReply(kysely, caller.domainId, id, filter);
      if (reply === null) throw new Refusal("not_found");
      return reply;
    },

    create: (caller: Caller, draft: CannedReplyDraft): Promise<CannedReply> =>
      change(async (transaction) => {
        const { domainId } = caller;
        const reply: CannedReplyRow = { language: null, category_ids: [], source_ids: [], ...draft, id: newId() };
        await judge(transaction, domainId, reply);
        await insertReply(transaction, domainId, reply);
        const created = await find(transaction, domainId, reply.id);
        await tell(transaction, caller, "canned_reply_created", null, created);
        return created;
      }),

    change: (caller: Caller, id: string, wanted: CannedReplyChange): Promise<CannedReply> =>
      change(async (transaction) => {
        const { domainId } = caller;
        await lockReply(transaction, domainId, id);
        const before = await find(transaction, domainId, id);
        const { created_at: _, ...fields } = before;
        const reply = { ...fields, ...wanted };
        await judge(transaction, domainId, reply);
        await updateReply(transaction, domainId, reply);
        const after = await find(transaction, domainId, id);
        await tell(transaction, caller, "canned_reply_changed", before, after);
        return after;
      }),

    remove: (caller: Caller, id: string): Promise<void> =>
      change(async (transaction) => {
        await lockReply(transaction, caller.domainId, id);
        const before = await find(transaction, caller.domainId, id);
        await deleteReply(transaction, caller.domainId, id);
        await tell(transaction, caller, "canned_reply_deleted", before, null);
      }),
  };
}
