import type { ConfigurationObjectType } from "@beckon/protocol";
import { newId } from "../../platform/identifiers.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { ConfigurationAuthor } from "../sources/index.ts";
import { makeRoomBehind, type PlacedTable } from "./places.store.ts";
import type { RecordsOptions } from "./records.service.ts";
import type { RecordStore, SourceRecord } from "./records.store.ts";

const LABEL_LENGTH = 200;
const COPY_SUFFIX = " (copy)";

/**
 * Makes copies that stand right behind their originals. `adapt` says how a copy differs beside its id and label. The
 * returned function refuses with not_found.
 */
export function createDuplicator<Entry extends SourceRecord & { place: number }>(
  {
    type,
    table,
    store,
    adapt,
  }: {
    type: ConfigurationObjectType;
    table: PlacedTable;
    store: RecordStore<Entry>;
    adapt(copy: Entry): Entry;
  },
  { kysely, sources: { configuration }, clock }: RecordsOptions,
): (author: ConfigurationAuthor, id: string) => Promise<Entry> {
  return async (author, id) => {
    const { domainId } = author;
    const found = await store.find(kysely, domainId, id);
    if (found === undefined) throw new Refusal("not_found");
    const sourceId = found.source_id;
    const { result } = await configuration.change(author, sourceId, async (on) => {
      const original = await store.find(on, domainId, id);
      if (original === undefined) throw new Refusal("not_found");
      const copy = adapt({
        ...original,
        id: newId(),
        label: original.label.slice(0, LABEL_LENGTH - COPY_SUFFIX.length) + COPY_SUFFIX,
        created_at: new Date(clock.nowMs()).toISOString(),
        place: await makeRoomBehind(on, table, { domainId, sourceId }, original.place),
      });
      await store.insert(on, domainId, copy);
      const object = { type, id: copy.id, label: copy.label };
      return { object, action: "created", before: null, after: copy, result: copy };
    });
    return result;
  };
}
