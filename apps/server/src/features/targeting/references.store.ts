import type { CustomVariable } from "@beckon/protocol";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../../platform/database/schema.ts";

/** What the triggers of one source can name. */
export interface References {
  itemIds: ReadonlySet<string>;
  automaticMessageIds: ReadonlySet<string>;
  /** The domain's. */
  categoryIds: ReadonlySet<string>;
  variables: readonly Pick<CustomVariable, "name" | "type">[];
}

interface Row {
  source_id: string;
  /** Exactly one of these. */
  item_id: string | null;
  message_id: string | null;
  name: string | null;
  type: CustomVariable["type"] | null;
}

/** For each of the sources; without the items' HTML and CSS. */
export async function readReferences(
  on: Kysely<Schema>,
  domainId: string,
  sourceIds: readonly string[],
): Promise<Map<string, References>> {
  const { rows } = await sql<Row>`
    select source_id, id as item_id, null::uuid as message_id, null as name, null as type from items
    where domain_id = ${domainId} and source_id = any(${sourceIds}::uuid[])
    union all
    select source_id, null, id, null, null from automatic_messages
    where domain_id = ${domainId} and source_id = any(${sourceIds}::uuid[])
    union all
    select source_id, null, null, name, type from custom_variables
    where domain_id = ${domainId} and source_id = any(${sourceIds}::uuid[])`.execute(on);
  const categories = await on.selectFrom("categories").select("id").where("domain_id", "=", domainId).execute();
  const categoryIds = new Set(categories.map(({ id }) => id));
  const bySource = Map.groupBy(rows, (row) => row.source_id);
  return new Map(sourceIds.map((sourceId) => [sourceId, toReferences(bySource.get(sourceId) ?? [], categoryIds)]));
}

function toReferences(rows: readonly Row[], categoryIds: ReadonlySet<string>): References {
  return {
    categoryIds,
    itemIds: new Set(rows.flatMap(({ item_id }) => item_id ?? [])),
    automaticMessageIds: new Set(rows.flatMap(({ message_id }) => message_id ?? [])),
    variables: rows.flatMap(({ name, type }) => (name === null || type === null ? [] : { name, type })),
  };
}
