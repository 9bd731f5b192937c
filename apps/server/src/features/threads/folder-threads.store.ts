import { FOLDER_COUNT_LIMIT, type FolderConditions, type ThreadSummary } from "@beckon/protocol";
import type { Executor } from "../../platform/database/index.ts";
import { createParameters, type FolderViewer, folderCondition } from "./folder-condition.store.ts";
import { QUEUE_ORDER, SUMMARY_COLUMNS, SUMMARY_NAMES, type SummaryRow, toSummary } from "./thread-summaries.store.ts";

/** Which threads a folder means, and in which order. */
export interface FolderOfThreads {
  conditions: FolderConditions;
  sorting: "newest" | "oldest";
}

const ORDER = {
  newest: "summary.last_activity_at desc, summary.thread_id",
  oldest: "summary.last_activity_at, summary.thread_id desc",
} as const;

/** The threads of a folder that the viewer may read; of single threads (`ids`) those that are in it. */
export async function listThreadsOfFolder(
  executor: Executor,
  domainId: string,
  folder: FolderOfThreads,
  viewer: FolderViewer,
  wanted: { sourceId: string | null; ids: readonly string[] | null; offset: number; limit: number },
): Promise<{ count: number; records: ThreadSummary[] }> {
  const parameters = createParameters();
  const all = [folderCondition(folder.conditions, parameters.add(domainId, "uuid"), viewer, parameters)];
  if (wanted.sourceId !== null) all.push(`summary.source_id = ${parameters.add(wanted.sourceId, "uuid")}`);
  if (wanted.ids !== null) all.push(`summary.thread_id = any(${parameters.add(wanted.ids, "uuid[]")})`);
  const where = `where ${all.join(" and ")}`;
  const conditionValues = [...parameters.values];
  const order = folder.conditions.queued ? QUEUE_ORDER : ORDER[folder.sorting];
  const page = `limit ${parameters.add(wanted.limit, "integer")} offset ${parameters.add(wanted.offset, "integer")}`;
  const listed = await executor.query<SummaryRow>({
    text: `${SUMMARY_COLUMNS}
from thread_summaries as summary
join threads as thread on thread.domain_id = summary.domain_id and thread.id = summary.thread_id
${SUMMARY_NAMES} ${where} order by ${order} ${page}`,
    values: parameters.values,
  });
  const records = listed.rows.map(toSummary);
  // A page that is not full says how many there are.
  if (records.length < wanted.limit && (records.length > 0 || wanted.offset === 0)) {
    return { count: wanted.offset + records.length, records };
  }
  const counted = await executor.query<{ count: number }>({
    text: `select count(*) as count from thread_summaries as summary ${where}`,
    values: conditionValues,
  });
  return { count: counted.rows[0]?.count ?? 0, records };
}

/** How many threads each of some folders has, in their order; none is counted further than the limit. */
export async function countThreadsOfFolders(
  executor: Executor,
  domainId: string,
  folders: readonly FolderOfThreads[],
  viewer: FolderViewer,
): Promise<number[]> {
  if (folders.length === 0) return [];
  const parameters = createParameters();
  const domain = parameters.add(domainId, "uuid");
  const counts = folders.map(
    ({ conditions }) => `(select count(*) from (
      select from thread_summaries as summary where ${folderCondition(conditions, domain, viewer, parameters)}
      limit ${FOLDER_COUNT_LIMIT}
    ) as counted)`,
  );
  const result = await executor.query<{ counts: number[] }>({
    text: `select array[${counts.join(", ")}]::integer[] as counts`,
    values: parameters.values,
  });
  return result.rows[0]?.counts ?? [];
}
