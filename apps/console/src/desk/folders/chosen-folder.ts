/** Where this browser keeps which folder the list shows; null or nothing: all threads. */
export const CHOSEN_FOLDER_KEY = "beckon:desk:folder";

/** Whether the list shows a folder, before anything is drawn. */
export function isFolderChosen(): boolean {
  try {
    return (localStorage.getItem(CHOSEN_FOLDER_KEY) ?? "null") !== "null";
  } catch {
    return false;
  }
}
