import type { KeyValueStorage } from "./rim.ts";

/** Storage that never throws. What a blocked or full storage does not take is kept by whoever wrote it. */
export interface SafeStorage {
  /** False when blocked: nothing that is written here will be found again. */
  readonly works: () => boolean;
  read(key: string): string | null;
  write(key: string, value: string): void;
  remove(key: string): void;
  keys(prefix: string): string[];
}

export function guardStorage(storage: KeyValueStorage | null): SafeStorage {
  function attempt<Result>(use: (storage: KeyValueStorage) => Result, otherwise: Result): Result {
    try {
      return storage ? use(storage) : otherwise;
    } catch {
      return otherwise;
    }
  }
  return {
    works: () =>
      attempt((open) => {
        open.setItem("beckon:probe", "");
        open.removeItem("beckon:probe");
        return true;
      }, false),
    read: (key) => attempt((open) => open.getItem(key), null),
    write: (key, value) => attempt((open) => open.setItem(key, value), undefined),
    remove: (key) => attempt((open) => open.removeItem(key), undefined),
    keys: (prefix) =>
      attempt((open) => {
        const keys: string[] = [];
        for (let index = 0; index < open.length; index++) {
          const key = open.key(index);
          if (key?.startsWith(prefix)) keys.push(key);
        }
        return keys;
      }, []),
  };
}
