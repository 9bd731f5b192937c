import { CUSTOM_FIELDS_LIMIT, type CustomField, type CustomFieldChange, type CustomFieldDraft } from "@beckon/protocol";
import type { Kysely } from "kysely";
import { insertFactsWithin } from "../../delivery/facts/index.ts";
import type { Hints } from "../../delivery/hints.ts";
import type { Database } from "../../platform/database/index.ts";
import type { Schema } from "../../platform/database/schema.ts";
import { newId } from "../../platform/identifiers.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { Caller } from "../accounts/index.ts";
import { recordAuditEvent } from "../audit/index.ts";
import {
  type CustomFieldRow,
  deleteCustomField,
  insertCustomField,
  listCustomFields,
  lockCustomFields,
  updateCustomField,
} from "./custom-fields.store.ts";
import { judgeCustomField } from "./custom-values.decisions.ts";

/** What a domain wants to know of its visitors beside what everybody wants to know. */
export function createCustomFields(database: Database, hints: Hints) {
  /** `work` sees the fields as they are until its transaction ends. */
  const change = async <Result>(
    { domainId }: Caller,
    work: (transaction: Kysely<Schema>, all: readonly CustomField[]) => Promise<Result>,
  ): Promise<Result> => {
    const result = await database.kysely
      .transaction()
      .execute(async (transaction) => work(transaction, await lockCustomFields(transaction, domainId)));
    hints.toFollowers();
    return result;
  };

  /** What is mapped to it may fit now, or no longer. */
  const tellFollowers = (transaction: Kysely<Schema>, { domainId }: Caller, id: string) =>
    insertFactsWithin(transaction, [
      { domainId, threadId: null, type: "custom_field_changed", payload: { custom_field_id: id } },
    ]);

  async function tell(
    transaction: Kysely<Schema>,
    { domainId, userId, name }: Caller,
    action: string,
    before: CustomField | null,
    after: CustomField | null,
  ): Promise<void> {
    const { id, label } = after ?? before ?? { id: null, label: "" };
    const object = { type: "custom_field", id, label };
    await recordAuditEvent(transaction, { domainId, user: { id: userId, name }, action, object, before, after });
  }

  function refuseBad(field: CustomFieldRow, all: readonly CustomField[]): void {
    if (all.some(({ id, label }) => id !== field.id && label === field.label)) {
      throw new Refusal("already_exists", { field: "label" });
    }
    const fault = judgeCustomField(field);
    if (fault !== null) throw new Refusal("invalid_request", fault);
  }

  return {
    list: ({ domainId }: Pick<Caller, "domainId">): Promise<CustomField[]> => listCustomFields(database, domainId),

    create: (caller: Caller, draft: CustomFieldDraft): Promise<CustomField> =>
      change(caller, async (transaction, all) => {
        if (all.length >= CUSTOM_FIELDS_LIMIT) {
          throw new Refusal("invalid_request", { reason: `There are at most ${CUSTOM_FIELDS_LIMIT} custom fields.` });
        }
        const place = 1 + Math.max(0, ...all.map((each) => each.place));
        const field = { choices: [], pattern: null, active: true, place, ...draft, id: newId() };
        refuseBad(field, all);
        const created = await insertCustomField(transaction, caller.domainId, field);
        await tell(transaction, caller, "custom_field_created", null, created);
        return created;
      }),

    change: (caller: Caller, id: string, wanted: CustomFieldChange): Promise<CustomField> =>
      change(caller, async (transaction, all) => {
        const before = findField(all, id);
        const { created_at: _, ...fields } = before;
        const field = { ...fields, ...wanted };
        refuseBad(field, all);
        const after = await updateCustomField(transaction, caller.domainId, field);
        await tell(transaction, caller, "custom_field_changed", before, after);
        if (takesOthers(before, after)) await tellFollowers(transaction, caller, id);
        return after;
      }),

    remove: (caller: Caller, id: string): Promise<void> =>
      change(caller, async (transaction, all) => {
        const before = findField(all, id);
        await deleteCustomField(transaction, caller.domainId, id);
        await tell(transaction, caller, "custom_field_deleted", before, null);
        await tellFollowers(transaction, caller, id);
      }),
  };
}

/** Whether other values fit than before; a name and a place change nothing of that. */
function takesOthers(before: CustomField, after: CustomField): boolean {
  const judged = ({ choices, pattern, active }: CustomField) => JSON.stringify([choices, pattern, active]);
  return judged(before) !== judged(after);
}

function findField(all: readonly CustomField[], id: string): CustomField {
  const found = all.find((field) => field.id === id);
  if (found === undefined) throw new Refusal("not_found");
  return found;
}
