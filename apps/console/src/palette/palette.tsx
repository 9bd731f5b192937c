import { useEffect, useState } from "react";
import { useLater } from "../controls/use-later.ts";

const loadDialog = async () => (await import("./palette-dialog.tsx")).PaletteDialog;

const openers = new Set<() => void>();

export function showPalette(): void {
  for (const open of openers) open();
}

/** `Ctrl K`, from anywhere: finds people, conversations, messages and canned replies, and does what can be done. */
export function Palette() {
  const [opened, setOpened] = useState(false);
  const [PaletteDialog, wantDialog] = useLater(loadDialog);
  useEffect(() => {
    const open = () => setOpened(true);
    openers.add(open);
    const hear = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      setOpened((before) => !before);
    };
    window.addEventListener("keydown", hear);
    return () => {
      openers.delete(open);
      window.removeEventListener("keydown", hear);
    };
  }, []);
  useEffect(() => {
    if (opened && PaletteDialog === null) wantDialog();
  });
  return PaletteDialog && <PaletteDialog opened={opened} onClose={() => setOpened(false)} />;
}
