import { warnOfFailure } from "./warn.ts";

let decide = (): void => {};
let isAsked = false;

/** Who decides; known once all that may ask for a decision is. */
export const setDecider = (decider: () => void): void => {
  decide = decider;
};

/** Something that a decision may depend on has changed. Asked often, decided once. */
export const decideSoon = (): void => {
  if (isAsked) return;
  isAsked = true;
  queueMicrotask(() => {
    isAsked = false;
    try {
      decide();
    } catch (reason) {
      warnOfFailure(reason);
    }
  });
};
