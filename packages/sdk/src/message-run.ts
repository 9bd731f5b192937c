import type { Message } from "@beckon/protocol";

/**
 * The part of a thread that is held: every number from `firstNumber` to `lastNumber` is known, though a number may
 * have no message that this reader may see. An empty run has `firstNumber` = `lastNumber` + 1.
 */
export interface MessageRun {
  readonly firstNumber: number;
  readonly lastNumber: number;
  /** Ascending. */
  readonly messages: readonly Message[];
  /** Came before something that precedes them; not shown until the run reaches them. */
  readonly ahead: readonly Message[];
}

/**
 * The run with one more stretch of numbers, which says all there is between `first` and `last`. A stretch after a
 * gap waits; one before a gap is passed over, for whoever wants it asks from where the run begins.
 */
export function addRun<Run extends MessageRun>(
  run: Run,
  first: number,
  last: number,
  messages: readonly Message[],
): Run {
  if (last < run.firstNumber - 1) return run;
  if (first > run.lastNumber + 1) return { ...run, ahead: [...run.ahead, ...messages] };
  const longer = {
    ...run,
    firstNumber: Math.min(run.firstNumber, first),
    lastNumber: Math.max(run.lastNumber, last),
    messages: [
      ...run.messages.filter((message) => message.number < first),
      ...messages,
      ...run.messages.filter((message) => message.number > last),
    ],
  };
  const next = run.ahead.find((message) => message.number === longer.lastNumber + 1);
  const ahead = run.ahead.filter((message) => message.number > longer.lastNumber && message !== next);
  const waiting = { ...longer, ahead };
  return next ? addRun(waiting, next.number, next.number, [next]) : waiting;
}
