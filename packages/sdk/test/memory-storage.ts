import type { KeyValueStorage } from "../src/index.ts";

/** Web Storage in memory, which can be made to refuse as a blocked or full one does. */
export class MemoryStorage implements KeyValueStorage {
  readonly #entries = new Map<string, string>();
  behaviour: "works" | "full" | "blocked" = "works";

  get length(): number {
    this.#refuseIf("blocked");
    return this.#entries.size;
  }
  key(index: number): string | null {
    this.#refuseIf("blocked");
    return [...this.#entries.keys()][index] ?? null;
  }
  getItem(key: string): string | null {
    this.#refuseIf("blocked");
    return this.#entries.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.#refuseIf("blocked", "full");
    this.#entries.set(key, value);
  }
  removeItem(key: string): void {
    this.#refuseIf("blocked");
    this.#entries.delete(key);
  }
  keys(): string[] {
    return [...this.#entries.keys()];
  }
  #refuseIf(...behaviours: string[]): void {
    if (behaviours.includes(this.behaviour)) throw new DOMException("refused", "QuotaExceededError");
  }
}
