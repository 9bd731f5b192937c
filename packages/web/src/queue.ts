interface Page {
  _chatq?: unknown;
}

/**
 * Puts a command into the page's queue: it runs at once when the Chat is there, else as soon as it is. Without a page,
 * as on a server, it does nothing.
 */
export const push = (...command: readonly [name: string, ...parameters: readonly unknown[]]): void => {
  if (typeof window === "undefined") return;
  const page = window as Page;
  const queue: unknown[] = Array.isArray(page._chatq) ? page._chatq : [];
  page._chatq = queue;
  queue.push(command);
};
