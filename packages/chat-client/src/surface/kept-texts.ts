import { guardStorage } from "@beckon/sdk";

/** Small texts that outlive the page: drafts, and whether the sound is off. */
export interface KeptTexts {
  read(name: string): string;
  /** An empty text forgets. */
  write(name: string, text: string): void;
}

/**
 * Kept under `beckon:SOURCE_TOKEN:NAME`. Where storage is blocked or full, the text lives as long as the
 * page: what somebody writes must not get lost because a browser refuses to keep it.
 */
export function createKeptTexts(storage: Storage | null, sourceToken: string): KeptTexts {
  const safe = guardStorage(storage);
  const unkept = new Map<string, string>();
  const keyOf = (name: string): string => `beckon:${sourceToken}:${name}`;
  return {
    read: (name) => unkept.get(name) ?? safe.read(keyOf(name)) ?? "",
    write(name, text) {
      const key = keyOf(name);
      if (text === "") safe.remove(key);
      else safe.write(key, text);
      if ((safe.read(key) ?? "") === text) unkept.delete(name);
      else unkept.set(name, text);
    },
  };
}

/** The browser's storage; merely asking for it throws where it is blocked. */
export function findStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
