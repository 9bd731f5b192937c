import type { ConfigurationChange, ConfigurationObjectType } from "@beckon/protocol";
import type { Kysely } from "kysely";
import type { Clock } from "../../platform/clock.ts";
import type { Schema } from "../../platform/database/schema.ts";
import { newId } from "../../platform/identifiers.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { ConfigurationAuthor, Sources } from "../sources/index.ts";
import { findNextPlace, type PlacedTable } from "./places.store.ts";
import type { ListFilter, RecordStore, SourceRecord } from "./records.store.ts";

/** What a change is judged with. */
export interface ChangeContext<Entry> {
  on: Kysely<Schema>;
  domainId: string;
  /** As it stood; null when it is new. */
  before: Entry | null;
}

/** What the server gives a new entry. */
type RecordKeys = Omit<SourceRecord, "label">;

export interface RecordRules<Entry extends SourceRecord, Draft extends { source_id: string }> {
  type: ConfigurationObjectType;
  store: RecordStore<Entry>;
  /** For those that stand in an order. */
  placedIn?: PlacedTable;
  /** A draft with everything that it left out. `place` means nothing to those that stand in no order. */
  complete(draft: Draft, keys: RecordKeys, place: number): Entry;
  /** What is stored of a new or changed entry. Refuses with invalid_request what cannot stand. */
  settle(entry: Entry, context: ChangeContext<Entry>): Promise<Entry>;
}

export interface RecordsOptions {
  kysely: Kysely<Schema>;
  sources: Sources;
  clock: Clock;
}

/**
 * One kind of thing that stands in a source: listed, made, changed and deleted, each as a change of its source that
 * the history keeps.
 */
export interface Records<Entry extends SourceRecord, Draft extends { source_id: string }> {
  list(domainId: string, filter: ListFilter): Promise<{ count: number; records: Entry[] }>;
  /** These refuse with not_found for what the domain does not have, and as `settle` does. */
  find(domainId: string, id: string): Promise<Entry>;
  create(author: ConfigurationAuthor, draft: Draft): Promise<Entry>;
  change(author: ConfigurationAuthor, id: string, change: Partial<Entry>): Promise<Entry>;
  remove(author: ConfigurationAuthor, id: string): Promise<void>;
  /** Makes the entry of a change what it was before it. Null when it is so already. Refuses as `settle` does. */
  revert(author: ConfigurationAuthor, change: ConfigurationChange): Promise<ConfigurationChange | null>;
}

export function createRecords<Entry extends SourceRecord, Draft extends { source_id: string }>(
  { type, store, placedIn, complete, settle }: RecordRules<Entry, Draft>,
  { kysely, sources: { configuration }, clock }: RecordsOptions,
): Records<Entry, Draft> {
  const objectOf = ({ id, label }: Entry) => ({ type, id, label });

  async function find(domainId: string, id: string, on: Kysely<Schema> = kysely): Promise<Entry> {
    const entry = await store.find(on, domainId, id);
    if (entry === undefined) throw new Refusal("not_found");
    return entry;
  }

  return {
    list: (domainId, filter) => store.list(kysely, domainId, filter),
    find: (domainId, id) => find(domainId, id),

    async create(author, draft) {
      const { domainId } = author;
      const sourceId = draft.source_id;
      const { result } = await configuration.change(author, sourceId, async (on) => {
        const created_at = new Date(clock.nowMs()).toISOString();
        const place = placedIn === undefined ? 0 : await findNextPlace(on, placedIn, { domainId, sourceId });
        const drafted = complete(draft, { id: newId(), source_id: sourceId, created_at }, place);
        const entry = await settle(drafted, { on, domainId, before: null });
        await store.insert(on, domainId, entry);
        return { object: objectOf(entry), action: "created", before: null, after: entry, result: entry };
      });
      return result;
    },

    async change(author, id, change) {
      const { domainId } = author;
      const { source_id: sourceId } = await find(domainId, id);
      const { result } = await configuration.change(author, sourceId, async (on) => {
        const before = await find(domainId, id, on);
        const entry = await settle({ ...before, ...change }, { on, domainId, before });
        await store.update(on, domainId, entry);
        return { object: objectOf(entry), action: "changed", before, after: entry, result: entry };
      });
      return result;
    },

    async remove(author, id) {
      const { domainId } = author;
      const { source_id: sourceId } = await find(domainId, id);
      await configuration.change(author, sourceId, async (on) => {
        const before = await find(domainId, id, on);
        await store.delete(on, domainId, id);
        return { object: objectOf(before), action: "deleted", before, after: null, result: undefined };
      });
    },

    async revert(author, { source_id, object, before: kept }) {
      const { domainId } = author;
      // What the history keeps of this type was written above.
      const wanted = kept as Entry | null;
      const { recorded } = await configuration.change(author, source_id, async (on) => {
        const before = (await store.find(on, domainId, object.id)) ?? null;
        const after = wanted === null ? null : await settle(inItsPlace(wanted, before), { on, domainId, before });
        if (after === null) await store.delete(on, domainId, object.id);
        else if (before === null) await store.insert(on, domainId, after);
        else await store.update(on, domainId, after);
        return {
          object: { ...object, label: (after ?? before ?? object).label },
          action: "reverted",
          before,
          after,
          result: undefined,
        };
      });
      return recorded;
    },
  };
}

/** What comes back to an entry that is there leaves it where it stands now: its place has changes of its own. */
function inItsPlace<Entry extends SourceRecord>(wanted: Entry, present: Entry | null): Entry {
  return present !== null && "place" in present ? { ...wanted, place: present.place } : wanted;
}
