import type { Folder } from "@beckon/protocol";
import { useLocalStorage } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { foldersQuery } from "./folder-queries.ts";

/** The folder that the list shows, remembered in this browser; null for all threads, and for one that is not there. */
export function useChosenFolder(): [Folder | null, (folderId: string | null) => void] {
  const [id, choose] = useLocalStorage<string | null>({
    key: "beckon:desk:folder",
    defaultValue: null,
    getInitialValueInEffect: false,
  });
  const { data } = useQuery({ ...foldersQuery, select: (folders) => folders.find((folder) => folder.id === id) });
  return [data ?? null, choose];
}
