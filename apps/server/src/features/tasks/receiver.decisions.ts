/** Somebody to whom a rule would give work, as far as that decides whether they can have it. */
export interface Receiver {
  name: string;
  /** In the thread's source, and they receive tasks. */
  mayAnswer: boolean;
  /** At the desk, and taking conversations of the channel. */
  isAvailable: boolean;
  held: number;
  hardLimit: number;
}

/** Why somebody cannot be given work by itself; null when they can. A supervisor's own word goes further. */
export function judgeReceiver(receiver: Receiver | null): string | null {
  if (receiver === null) return "The agent is gone.";
  const { name, mayAnswer, isAvailable, held, hardLimit } = receiver;
  if (!mayAnswer) return `${name} may not answer in this source.`;
  if (!isAvailable) return `${name} is not available.`;
  return held >= hardLimit ? `${name} has as many conversations as they take.` : null;
}
