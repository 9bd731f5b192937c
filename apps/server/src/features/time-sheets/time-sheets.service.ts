import type { TimeSheet, TimeSheetChange, TimeSheetDraft } from "@beckon/protocol";
import type { Kysely } from "kysely";
import type { Clock } from "../../platform/clock.ts";
import { assertWritable, type Database } from "../../platform/database/index.ts";
import type { Schema } from "../../platform/database/schema.ts";
import { newId } from "../../platform/identifiers.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { Caller } from "../accounts/index.ts";
import { recordAuditEvent } from "../audit/index.ts";
import { findFault, isOpen } from "./business-hours.decisions.ts";
import {
  deleteTimeSheet,
  findKnownSources,
  listTimeSheets,
  lockTimeSheets,
  type StoredTimeSheet,
  type TimeSheetRow,
  writeTimeSheet,
} from "./time-sheets.store.ts";

/** A domain's business hours. */
export function createTimeSheets(database: Database, clock: Clock) {
  const { kysely } = database;
  const present = (sheet: StoredTimeSheet): TimeSheet => ({ ...sheet, open_now: isOpen(sheet, clock.nowMs()) });

  /** `work` sees the sheets as they are until its transaction ends. */
  async function change<Result>(
    { domainId }: Caller,
    work: (transaction: Kysely<Schema>, all: readonly StoredTimeSheet[]) => Promise<Result>,
  ): Promise<Result> {
    assertWritable(database);
    return kysely.transaction().execute(async (transaction) => {
      await lockTimeSheets(transaction, domainId);
      return work(transaction, await listTimeSheets(transaction, domainId));
    });
  }

  async function tell(
    transaction: Kysely<Schema>,
    { domainId, userId, name }: Caller,
    action: string,
    before: StoredTimeSheet | null,
    after: StoredTimeSheet | null,
  ): Promise<void> {
    const { id, label } = after ?? before ?? { id: null, label: "" };
    const object = { type: "time_sheet", id, label };
    await recordAuditEvent(transaction, { domainId, user: { id: userId, name }, action, object, before, after });
  }

  async function write(transaction: Kysely<Schema>, { domainId }: Caller, row: TimeSheetRow): Promise<StoredTimeSheet> {
    const fault = findFault(row);
    if (fault !== null) throw new Refusal("invalid_request", fault);
    const known = await findKnownSources(transaction, domainId, row.source_ids);
    const strange = row.source_ids.findIndex((id) => !known.has(id));
    if (strange !== -1) {
      throw new Refusal("invalid_request", { field: `source_ids.${strange}`, reason: "There is no such source." });
    }
    await writeTimeSheet(transaction, domainId, row);
    return find(await listTimeSheets(transaction, domainId), row.id);
  }

  return {
    async list({ domainId }: Caller, { offset, limit }: { offset: number; limit: number }) {
      const all = await listTimeSheets(kysely, domainId);
      return { count: all.length, records: all.slice(offset, offset + limit).map(present) };
    },

    create: (caller: Caller, draft: TimeSheetDraft): Promise<TimeSheet> =>
      change(caller, async (transaction) => {
        const row = { weekly: [], holidays: [], source_ids: [], ...draft, label: draft.label.trim(), id: newId() };
        const created = await write(transaction, caller, row);
        await tell(transaction, caller, "time_sheet_created", null, created);
        return present(created);
      }),

    change: (caller: Caller, id: string, wanted: TimeSheetChange): Promise<TimeSheet> =>
      change(caller, async (transaction, all) => {
        const before = find(all, id);
        const { created_at: _, ...fields } = before;
        const row = { ...fields, ...wanted, label: (wanted.label ?? before.label).trim() };
        const after = await write(transaction, caller, row);
        await tell(transaction, caller, "time_sheet_changed", before, after);
        return present(after);
      }),

    remove: (caller: Caller, id: string): Promise<void> =>
      change(caller, async (transaction, all) => {
        const before = find(all, id);
        await deleteTimeSheet(transaction, caller.domainId, id);
        await tell(transaction, caller, "time_sheet_deleted", before, null);
      }),
  };
}

function find(all: readonly StoredTimeSheet[], id: string): StoredTimeSheet {
  const found = all.find((sheet) => sheet.id === id);
  if (found === undefined) throw new Refusal("not_found");
  return found;
}
