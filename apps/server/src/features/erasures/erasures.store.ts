import type { Executor } from "../../platform/database/index.ts";

export async function insertErasures(
  transaction: Executor,
  domainId: string,
  marks: readonly Buffer[],
  erasedAt: Date,
): Promise<void> {
  await transaction.query({
    name: "erasures_insert",
    text: `insert into erased_identities (domain_id, mark, erased_at)
           select $1, mark, $3 from unnest($2::bytea[]) as erased (mark)
           on conflict (domain_id, mark) do update set erased_at = excluded.erased_at`,
    values: [domainId, marks, erasedAt],
  });
}

/** Whether somebody of this mark was erased at `since` or later. */
export async function wasErasedSince(
  executor: Executor,
  domainId: string,
  mark: Buffer,
  since: Date,
): Promise<boolean> {
  const result = await executor.query({
    name: "erasure_find",
    text: "select from erased_identities where domain_id = $1 and mark = $2 and erased_at >= $3",
    values: [domainId, mark, since],
  });
  return result.rowCount === 1;
}
