/** Who wants to hear of something. Each is called in a microtask of its own, so that one that throws stops nobody. */
export interface Listeners<News extends unknown[]> {
  /** Returns the unsubscription. */
  add(listener: (...news: News) => void): () => void;
  tell(...news: News): void;
  forget(): void;
}

export function createListeners<News extends unknown[]>(): Listeners<News> {
  const listeners = new Set<(...news: News) => void>();
  return {
    add(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(...news) {
      for (const listener of listeners) queueMicrotask(() => listeners.has(listener) && listener(...news));
    },
    forget: () => listeners.clear(),
  };
}
