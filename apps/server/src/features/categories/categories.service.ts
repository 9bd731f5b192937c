import type { Category, CategoryChange, CategoryDraft } from "@beckon/protocol";
import type { Kysely } from "kysely";
import {
  assertWritable,
  classifyDatabaseError,
  type Database,
  type Executor,
  inTransaction,
} from "../../platform/database/index.ts";
import type { Schema } from "../../platform/database/schema.ts";
import { newId } from "../../platform/identifiers.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { Caller } from "../accounts/index.ts";
import { recordAuditEvent, recordAuditEventBy } from "../audit/index.ts";
import {
  type CategoryRow,
  deleteCategory,
  insertCategory,
  listCategories,
  lockCategories,
  replaceThreadCategories,
  updateCategory,
} from "./categories.store.ts";
import { judgeParent } from "./category-tree.decisions.ts";
import { lockMessageCategories, type PlacedMessage, replaceMessageCategories } from "./message-categories.store.ts";

const FIRST_COLOUR = "#667080";

/** A domain's tree of categories, and which of them its threads have. */
export function createCategories(database: Database) {
  const { kysely } = database;

  /** `work` sees the tree as it is until its transaction ends. */
  const change = <Result>(
    { domainId }: Caller,
    work: (transaction: Kysely<Schema>, all: readonly Category[]) => Promise<Result>,
  ): Promise<Result> =>
    kysely.transaction().execute(async (transaction) => {
      await lockCategories(transaction, domainId);
      return work(transaction, await listCategories(transaction, domainId));
    });

  async function tell(
    transaction: Kysely<Schema>,
    { domainId, userId, name }: Caller,
    action: string,
    before: Category | null,
    after: Category | null,
  ): Promise<void> {
    const { id, label } = after ?? before ?? { id: null, label: "" };
    const object = { type: "category", id, label };
    await recordAuditEvent(transaction, { domainId, user: { id: userId, name }, action, object, before, after });
  }

  function refuseBadParent({ id, parent_id }: CategoryRow, all: readonly Category[]): void {
    const reason = judgeParent(id, parent_id, all);
    if (reason !== null) throw new Refusal("invalid_request", { field: "parent_id", reason });
  }

  return {
    list: ({ domainId }: Caller): Promise<Category[]> => listCategories(kysely, domainId),

    create: (caller: Caller, draft: CategoryDraft): Promise<Category> =>
      change(caller, async (transaction, all) => {
        const parent_id = draft.parent_id ?? null;
        const places = all.filter((each) => each.parent_id === parent_id).map(({ place }) => place);
        const place = 1 + Math.max(0, ...places);
        const first = { parent_id, colour: FIRST_COLOUR, mandatory: false, multiple: true, place };
        const category: CategoryRow = { ...first, ...draft, id: newId() };
        refuseBadParent(category, all);
        const created = await insertCategory(transaction, caller.domainId, category);
        await tell(transaction, caller, "category_created", null, created);
        return created;
      }),

    change: (caller: Caller, id: string, wanted: CategoryChange): Promise<Category> =>
      change(caller, async (transaction, all) => {
        const before = findCategory(all, id);
        const { created_at: _, ...fields } = before;
        const category: CategoryRow = { ...fields, ...wanted };
        refuseBadParent(category, all);
        const after = await updateCategory(transaction, caller.domainId, category);
        await tell(transaction, caller, "category_changed", before, after);
        return after;
      }),

    /** Refuses with category_in_use while others stand beneath it. */
    remove: (caller: Caller, id: string): Promise<void> =>
      change(caller, async (transaction, all) => {
        const before = findCategory(all, id);
        if (all.some(({ parent_id }) => parent_id === id)) throw new Refusal("category_in_use");
        await deleteCategory(transaction, caller.domainId, id);
        await tell(transaction, caller, "category_deleted", before, null);
      }),

    /** The caller has checked the thread. */
    async categorise({ domainId }: Caller, threadId: string, categoryIds: readonly string[]): Promise<void> {
      await findLabels(domainId, categoryIds);
      await choose((transaction) => replaceThreadCategories(transaction, domainId, threadId, categoryIds));
    },

    /** The caller has checked the message. False when it has them already. */
    async categoriseMessage(
      { domainId, userId, name }: Caller,
      message: PlacedMessage,
      visitorName: string,
      categoryIds: readonly string[],
    ): Promise<boolean> {
      const labelOf = await findLabels(domainId, categoryIds);
      return choose(async (transaction) => {
        const before = await lockMessageCategories(transaction, domainId, message.id);
        if (before.toString() === [...categoryIds].sort().toString()) return false;
        await replaceMessageCategories(transaction, domainId, message, categoryIds);
        const say = (ids: readonly string[]) => ({
          message_id: message.id,
          categories: ids.map((id) => labelOf.get(id) ?? "").sort(),
        });
        // By the thread: what is erased of it is erased in the log too.
        await recordAuditEventBy(transaction, {
          domainId,
          user: { id: userId, name },
          action: "message_categorised",
          object: { type: "thread", id: message.threadId, label: visitorName },
          before: say(before),
          after: say(categoryIds),
        });
        return true;
      });
    },
  };

  /** The labels of all categories. Refuses with invalid_request an id that is none of them. */
  async function findLabels(domainId: string, categoryIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const labelOf = new Map((await listCategories(kysely, domainId)).map(({ id, label }) => [id, label]));
    const strange = categoryIds.findIndex((id) => !labelOf.has(id));
    if (strange === -1) return labelOf;
    const details = { field: `category_ids.${strange}`, reason: "There is no such category." };
    throw new Refusal("invalid_request", details);
  }

  async function choose<Result>(work: (transaction: Executor) => Promise<Result>): Promise<Result> {
    assertWritable(database);
    try {
      return await inTransaction(database, work);
    } catch (error) {
      // It was deleted a moment ago.
      if (classifyDatabaseError(error) !== "constraint") throw error;
      throw new Refusal("invalid_request", { field: "category_ids", reason: "A category does not exist any more." });
    }
  }
}

function findCategory(all: readonly Category[], id: string): Category {
  const found = all.find((category) => category.id === id);
  if (found === undefined) throw new Refusal("not_found");
  return found;
}
