import { endpoints } from "../../http/endpoints.ts";

export const THREADS_PER_PAGE = 100;
/** What surrounds the list does not wait longer for rows than this, counted from when it is known who is signed in. */
const WAITED_FOR_MS = 250;

type Threads = Awaited<ReturnType<typeof endpoints.threads>>;

let asked: { atMs: number; answer: Promise<Threads>; came: Threads | null } | null = null;

/**
 * Asks for the inbox's first page while it is still found out who is signed in and what surrounds the list is made: rows
 * come with the first picture instead of after it. Whoever turns out not to be signed in has it forgotten.
 */
export function askFirstThreads(): void {
  const answer = endpoints.threads(null, null, 0, THREADS_PER_PAGE);
  const mine: typeof asked = { atMs: Date.now(), answer, came: null };
  answer.then(
    (threads) => {
      mine.came = threads;
    },
    // Whoever takes it hears of the failure.
    () => undefined,
  );
  asked = mine;
}

export function forgetFirstThreads(): void {
  asked = null;
}

/** Resolves once they are there, or it is clear that they do not come soon: drawing twice costs more than waiting a moment. */
export async function haveFirstThreads(): Promise<void> {
  if (asked === null || asked.came !== null) return;
  const soon = new Promise<void>((resolve) => window.setTimeout(resolve, WAITED_FOR_MS));
  await Promise.race([asked.answer.catch(() => undefined), soon]);
}

/** The answer that is there, to one taker; null when nothing was asked for, or it is still under way. */
export function takeThreadsThatCame(): { atMs: number; threads: Threads } | null {
  if (asked === null || asked.came === null) return null;
  const { atMs, came } = asked;
  asked = null;
  return { atMs, threads: came };
}

/** What was asked for, to one taker; null when nothing was. */
export function takeFirstThreads(): { atMs: number; answer: Promise<Threads> } | null {
  const taken = asked;
  asked = null;
  return taken;
}
