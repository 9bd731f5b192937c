import type { Kysely } from "kysely";
import type { Schema } from "../../../platform/database/schema.ts";
import { newId } from "../../../platform/identifiers.ts";
import type { SourceRow } from "../../sources/index.ts";
import { LAST_PLACE } from "../places.store.ts";
import { automaticMessageStore, itemStore, triggerStore } from "../targeting.store.ts";
import { completeTrigger } from "../trigger.decisions.ts";
import { FLOATING_BUTTON, STARTER_ITEMS, STARTER_MESSAGES, STARTER_TRIGGER_LABEL } from "./index.ts";

/**
 * Gives a new source its ready-made items and messages, and a chat button on every page, so that it shows something
 * from its first minute. These stand in no history: there is nothing before them to go back to.
 */
export async function furnishSource(on: Kysely<Schema>, { domain_id, id, created_at }: SourceRow): Promise<void> {
  const keys = { source_id: id, created_at: created_at.toISOString() };
  const itemIds: string[] = [];
  for (const [index, item] of STARTER_ITEMS.entries()) {
    const entry = { ...item, ...keys, id: newId(), place: index + 1 };
    await itemStore.insert(on, domain_id, entry);
    if (item === FLOATING_BUTTON) itemIds.push(entry.id);
  }
  for (const message of STARTER_MESSAGES) {
    await automaticMessageStore.insert(on, domain_id, { ...message, ...keys, id: newId() });
  }
  const actions = { show_chat: null, item_ids: itemIds, automatic_message_id: null, hide_items: false };
  const trigger = completeTrigger({ label: STARTER_TRIGGER_LABEL, actions });
  await triggerStore.insert(on, domain_id, { ...trigger, ...keys, id: newId(), place: LAST_PLACE });
}
