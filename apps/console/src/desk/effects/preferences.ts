import { useLocalStorage } from "@mantine/hooks";

/** Whether a new message makes a sound in this browser. */
export function useSoundPreference() {
  return useLocalStorage<boolean>({ key: "beckon:desk:sound", defaultValue: true, getInitialValueInEffect: false });
}

/** Whether the agent has switched desktop notifications on in this browser. */
export function useDesktopNotificationPreference() {
  return useLocalStorage<boolean>({
    key: "beckon:desk:desktop_notifications",
    defaultValue: false,
    getInitialValueInEffect: false,
  });
}

/** Whether the visitor stands beside the thread, where there is room. */
export function useVisitorPanelPreference() {
  return useLocalStorage<boolean>({
    key: "beckon:desk:visitor_open",
    defaultValue: true,
    getInitialValueInEffect: false,
  });
}

/** Whether the folders stand open over the list. */
export function useFoldersOpenPreference() {
  return useLocalStorage<boolean>({
    key: "beckon:desk:folders_open",
    // On a phone the list is what is looked for.
    defaultValue: !matchMedia("(max-width: 760px)").matches,
    getInitialValueInEffect: false,
  });
}
