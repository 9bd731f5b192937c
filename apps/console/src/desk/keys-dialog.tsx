import { useEffect, useState } from "react";
import { useLater } from "../controls/use-later.ts";
import { isWriting } from "./keys.ts";

const loadTable = async () => (await import("./keys-table.tsx")).KeysTable;

const openers = new Set<() => void>();

export function showKeys(): void {
  for (const open of openers) open();
}

/** Lists the keys that there are, and no others. */
export function KeysDialog() {
  const [opened, setOpened] = useState(false);
  const [KeysTable, wantTable] = useLater(loadTable);
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
  useEffect(() => {
    if (opened && KeysTable === null) void wantTable();
  });
  return KeysTable && <KeysTable opened={opened} onClose={() => setOpened(false)} />;
}
