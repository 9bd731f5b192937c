import { lazy, Suspense, useEffect, useState } from "react";
import { isWriting } from "./keys.ts";

const KeysTable = lazy(async () => ({ default: (await import("./keys-table.tsx")).KeysTable }));

const openers = new Set<() => void>();

export function showKeys(): void {
  for (const open of openers) open();
}

/** Lists the keys that there are, and no others. */
export function KeysDialog() {
  const [opened, setOpened] = useState(false);
  const [wanted, setWanted] = useState(false);
  if (opened && !wanted) setWanted(true);
  useEffect(() => {
    const open = () => setOpened(true);
    openers.add(open);
    const hear = (event: KeyboardEvent) => {
      if (event.key === "?" && !isWriting(event)) setOpened(true);
    };
    window.addEventListener("keydown", hear);
    return () => {
      openers.delete(open);
      window.removeEventListener("keydown", hear);
    };
  }, []);
  if (!wanted) return null;
  return (
    <Suspense>
      <KeysTable opened={opened} onClose={() => setOpened(false)} />
    </Suspense>
  );
}
