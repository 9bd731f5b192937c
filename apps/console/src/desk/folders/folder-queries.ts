import { queryOptions } from "@tanstack/react-query";
import { endpoints } from "../../http/endpoints.ts";
import { askLive } from "../../http/live-lists.ts";
import { isFolderChosen } from "./chosen-folder.ts";

/** Those that one sees, in their order. */
export const foldersQuery = queryOptions({
  queryKey: ["folders"],
  // What the list shows waits for nothing.
  queryFn: () => (isFolderChosen() ? endpoints.folders.list() : askLive(endpoints.folders.list)),
});

/** By the folders' ids. Asked for anew whenever a thread has changed: see DeskProvider. */
export const folderCountsQuery = queryOptions({
  queryKey: ["folder_counts"],
  queryFn: async () =>
    new Map((await askLive(endpoints.folders.counts)).records.map(({ folder_id, count }) => [folder_id, count])),
});
