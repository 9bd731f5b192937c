import type { Tag, TagChange, TagDraft } from "@beckon/protocol";
import type { Kysely } from "kysely";
import { assertWritable, classifyDatabaseError, type Database, inTransaction } from "../../platform/database/index.ts";
import type { Schema } from "../../platform/database/schema.ts";
import { newId } from "../../platform/identifiers.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { Caller } from "../accounts/index.ts";
import { recordAuditEvent } from "../audit/index.ts";
import {
  deleteTag,
  findKnownTags,
  insertTag,
  listTags,
  lockTag,
  replaceThreadTags,
  type TagRow,
  updateTag,
} from "./tags.store.ts";

const FIRST_COLOUR = "#667080";

/** A domain's tags, and which of them its threads have. */
export function createTags(database: Database) {
  const { kysely } = database;

  async function tell(
    transaction: Kysely<Schema>,
    { domainId, userId, name }: Caller,
    action: string,
    before: Tag | null,
    after: Tag | null,
  ): Promise<void> {
    const { id, label } = after ?? before ?? { id: null, label: "" };
    const object = { type: "tag", id, label };
    await recordAuditEvent(transaction, { domainId, user: { id: userId, name }, action, object, before, after });
  }

  /** Another tag's label is refused at its field. */
  async function write<Result>(work: (transaction: Kysely<Schema>) => Promise<Result>): Promise<Result> {
    assertWritable(database);
    try {
      return await kysely.transaction().execute(work);
    } catch (error) {
      if (classifyDatabaseError(error) !== "constraint") throw error;
      throw new Refusal("already_exists", { field: "label" });
    }
  }

  async function lock(transaction: Kysely<Schema>, { domainId }: Caller, id: string): Promise<Tag> {
    const tag = await lockTag(transaction, domainId, id);
    if (tag === null) throw new Refusal("not_found");
    return tag;
  }

  return {
    list: ({ domainId }: Caller, page: { offset: number; limit: number }) => listTags(kysely, domainId, page),

    create: (caller: Caller, draft: TagDraft): Promise<Tag> =>
      write(async (transaction) => {
        const row: TagRow = { colour: FIRST_COLOUR, ...draft, label: draft.label.trim(), id: newId() };
        const tag = await insertTag(transaction, caller.domainId, row);
        await tell(transaction, caller, "tag_created", null, tag);
        return tag;
      }),

    change: (caller: Caller, id: string, wanted: TagChange): Promise<Tag> =>
      write(async (transaction) => {
        const before = await lock(transaction, caller, id);
        const label = (wanted.label ?? before.label).trim();
        const row: TagRow = { id, label, colour: wanted.colour ?? before.colour };
        const after = await updateTag(transaction, caller.domainId, row);
        await tell(transaction, caller, "tag_changed", before, after);
        return after;
      }),

    remove: (caller: Caller, id: string): Promise<void> =>
      write(async (transaction) => {
        const before = await lock(transaction, caller, id);
        await deleteTag(transaction, caller.domainId, id);
        await tell(transaction, caller, "tag_deleted", before, null);
      }),

    /** The caller has checked the thread. */
    async mark({ domainId }: Caller, threadId: string, tagIds: readonly string[]): Promise<void> {
      assertWritable(database);
      const known = await findKnownTags(database, domainId, tagIds);
      const strange = tagIds.findIndex((id) => !known.has(id));
      if (strange !== -1) {
        throw new Refusal("invalid_request", { field: `tag_ids.${strange}`, reason: "There is no such tag." });
      }
      try {
        await inTransaction(database, (transaction) => replaceThreadTags(transaction, domainId, threadId, tagIds));
      } catch (error) {
        // It was deleted a moment ago.
        if (classifyDatabaseError(error) !== "constraint") throw error;
        throw new Refusal("invalid_request", { field: "tag_ids", reason: "A tag does not exist any more." });
      }
    },
  };
}
