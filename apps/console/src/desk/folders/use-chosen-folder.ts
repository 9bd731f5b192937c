import type { Folder } from "@beckon/protocol";
import { useLocalStorage } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { CHOSEN_FOLDER_KEY } from "./chosen-folder.ts";
import { foldersQuery } from "./folder-queries.ts";

export interface ChosenFolder {
  /** Null for all threads, and for one that is not there any more. */
  folder: Folder | null;
  /** False while it is not loaded which one it is. */
  isKnown: boolean;
  choose: (folderId: string | null) => void;
}

/** The folder that the list shows, remembered in this browser. */
export function useChosenFolder(): ChosenFolder {
  const [id, choose] = useLocalStorage<string | null>({
    key: CHOSEN_FOLDER_KEY,
    defaultValue: null,
    getInitialValueInEffect: false,
  });
  const { data, isPending } = useQuery(foldersQuery);
  return { folder: data?.find((folder) => folder.id === id) ?? null, isKnown: id === null || !isPending, choose };
}
