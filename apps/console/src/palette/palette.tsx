import { lazy, Suspense, useEffect, useState } from "react";
import { whenIdle } from "../controls/when-idle.ts";

/** Not needed before somebody asks for it. */
const loadDialog = () => import("./palette-dialog.tsx");
const PaletteDialog = lazy(async () => ({ default: (await loadDialog()).PaletteDialog }));

const openers = new Set<() => void>();

export function showPalette(): void {
  for (const open of openers) open();
}

/** `Ctrl K`, from anywhere: finds people, conversations, messages and canned replies, and does what can be done. */
export function Palette() {
  const [opened, setOpened] = useState(false);
  const [wanted, setWanted] = useState(false);
  if (opened && !wanted) setWanted(true);
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
  useEffect(() => whenIdle(() => void loadDialog().catch(() => undefined)), []);
  if (!wanted) return null;
  return (
    <Suspense>
      <PaletteDialog opened={opened} onClose={() => setOpened(false)} />
    </Suspense>
  );
}
