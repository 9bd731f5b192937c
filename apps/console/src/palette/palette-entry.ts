import type { ReactNode } from "react";

/** What can be chosen in the palette. */
export interface PaletteEntry {
  id: string;
  title: ReactNode;
  about: ReactNode;
  run: () => void;
}

export interface PaletteGroup {
  title: string;
  entries: readonly PaletteEntry[];
}
