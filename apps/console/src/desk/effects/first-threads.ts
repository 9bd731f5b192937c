import { endpoints } from "../../http/endpoints.ts";

export const THREADS_PER_PAGE = 100;

type Answer = ReturnType<typeof endpoints.threads>;
let asked: { atMs: number; answer: Answer } | null = null;

/**
 * Asks for the inbox's first page while it is still found out who is signed in and what surrounds the list is made: rows
 * come with the first picture instead of after it. Whoever turns out not to be signed in has it forgotten.
 */
export function askFirstThreads(): void {
  const answer = endpoints.threads(null, null, 0, THREADS_PER_PAGE);
  // Whoever takes it hears of the failure.
  answer.catch(() => undefined);
  asked = { atMs: Date.now(), answer };
}

export function forgetFirstThreads(): void {
  asked = null;
}

/** What was asked for, to one taker; null when nothing was. */
export function takeFirstThreads(): { atMs: number; answer: Answer } | null {
  const taken = asked;
  asked = null;
  return taken;
}
