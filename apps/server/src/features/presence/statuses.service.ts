import type { PresenceStatus } from "@beckon/protocol";
import type { Kysely } from "kysely";
import type { Database } from "../../platform/database/index.ts";
import type { Schema } from "../../platform/database/schema.ts";
import { newId } from "../../platform/identifiers.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { Caller } from "../accounts/index.ts";
import { recordAuditEvent } from "../audit/index.ts";
import { statusesStore } from "./statuses.store.ts";

/** A domain's reasons to be away. Whoever is away for one that is deleted stays away, without a reason. */
export function createStatuses({ kysely }: Database) {
  async function find(on: Kysely<Schema>, domainId: string, id: string): Promise<PresenceStatus> {
    const status = (await statusesStore.list(on, domainId)).find((each) => each.id === id);
    if (status === undefined) throw new Refusal("not_found");
    return status;
  }

  async function tell(
    transaction: Kysely<Schema>,
    { domainId, userId, name }: Caller,
    action: string,
    before: PresenceStatus | null,
    after: PresenceStatus | null,
  ): Promise<void> {
    const { id, label } = after ?? before ?? { id: null, label: "" };
    const object = { type: "presence_status", id, label };
    await recordAuditEvent(transaction, { domainId, user: { id: userId, name }, action, object, before, after });
  }

  return {
    list: ({ domainId }: Caller): Promise<PresenceStatus[]> => statusesStore.list(kysely, domainId),

    /** Refuses with already_exists. */
    create: (caller: Caller, label: string): Promise<PresenceStatus> =>
      kysely.transaction().execute(async (transaction) => {
        const status = await statusesStore.insert(transaction, caller.domainId, { id: newId(), label });
        if (status === undefined) throw new Refusal("already_exists", { field: "label" });
        await tell(transaction, caller, "presence_status_created", null, status);
        return status;
      }),

    /** Refuses with not_found and already_exists. */
    change: (caller: Caller, id: string, label: string): Promise<PresenceStatus> =>
      kysely.transaction().execute(async (transaction) => {
        const before = await find(transaction, caller.domainId, id);
        const others = await statusesStore.list(transaction, caller.domainId);
        if (others.some((other) => other.id !== id && other.label.toLowerCase() === label.toLowerCase())) {
          throw new Refusal("already_exists", { field: "label" });
        }
        const after = { ...before, label };
        if (before.label === label) return after;
        await statusesStore.rename(transaction, caller.domainId, after);
        await tell(transaction, caller, "presence_status_changed", before, after);
        return after;
      }),

    remove: (caller: Caller, id: string): Promise<void> =>
      kysely.transaction().execute(async (transaction) => {
        const before = await find(transaction, caller.domainId, id);
        await statusesStore.delete(transaction, caller.domainId, id);
        await tell(transaction, caller, "presence_status_deleted", before, null);
      }),
  };
}
