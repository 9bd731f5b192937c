import { queryOptions } from "@tanstack/react-query";
import { endpoints } from "../../http/endpoints.ts";

/** Those that one sees, in their order. */
export const foldersQuery = queryOptions({ queryKey: ["folders"], queryFn: () => endpoints.folders.list() });

/** By the folders' ids. Asked for anew whenever a thread has changed: see DeskProvider. */
export const folderCountsQuery = queryOptions({
  queryKey: ["folder_counts"],
  queryFn: async () =>
    new Map((await endpoints.folders.counts()).records.map(({ folder_id, count }) => [folder_id, count])),
});
