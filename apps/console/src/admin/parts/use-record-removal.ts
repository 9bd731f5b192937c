import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { endpoints } from "../../http/endpoints.ts";
import { refreshSource } from "../../http/queries.ts";
import { notify } from "./notices.tsx";

export type RecordKind = "triggers" | "items" | "automatic_messages" | "custom_variables";

interface Labelled {
  id: string;
  source_id: string;
  label: string;
}

/** Deletes at once and offers to undo: the history brings the very same record back, with its id. */
export function useRecordRemoval(kind: RecordKind): (record: Labelled) => Promise<void> {
  const queryClient = useQueryClient();
  return async ({ id, source_id: sourceId, label }) => {
    const queryKey: QueryKey = [kind, sourceId];
    const before = queryClient.getQueryData<Labelled[]>(queryKey);
    queryClient.setQueryData<Labelled[]>(queryKey, (rows) => rows?.filter((row) => row.id !== id));
    try {
      await endpoints[kind].remove(id);
    } catch (error) {
      queryClient.setQueryData(queryKey, before);
      notify(error instanceof Error ? error.message : `“${label}” could not be deleted.`);
      return;
    }
    notify(`“${label}” is deleted.`, async () => {
      await bringBack(sourceId, id);
      await refreshSource(queryClient, sourceId);
    });
    await refreshSource(queryClient, sourceId);
  };
}

/** How many of the latest changes are looked through for the deletion. */
const LATEST_CHANGES = 50;

async function bringBack(sourceId: string, id: string): Promise<void> {
  const { records } = await endpoints.changes(sourceId, 0, LATEST_CHANGES);
  const deletion = records.find(({ object, action }) => object.id === id && action === "deleted");
  if (deletion === undefined) throw new Error("The deletion is not among the latest changes. Look for it in History.");
  await endpoints.revertChange(deletion.id);
}
