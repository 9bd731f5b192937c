import type { KnownVisit } from "./visit-library.ts";

/** Saves a visit as a file that the import takes again: the visit store, as the debug toolbar exports it. */
export function downloadVisit({ name, store }: KnownVisit): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(store, null, 2)], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${name.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "visit"}.json`;
  link.click();
  URL.revokeObjectURL(url);
}
