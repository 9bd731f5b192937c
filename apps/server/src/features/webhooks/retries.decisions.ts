import type { SendOutcome } from "./send-call.ts";

/** After 5 s, 25 s, 2 min, 10 min, 52 min, 4 h: for five hours, then it is given up. */
const TRIES = 7;
const FIRST_WAIT_MS = 5_000;
const GROWTH = 5;

/** How long after the try of this number, 1 being the first, comes the next one; null: there is none. */
export function nextTryAfterMs(tries: number): number | null {
  return tries >= TRIES ? null : FIRST_WAIT_MS * GROWTH ** (tries - 1);
}

/** Anything of 200 to 299 is as good as another; what cannot become right by itself is not tried again. */
export function judgeOutcome(outcome: SendOutcome): "taken" | "refused" | "later" {
  if (outcome.kind !== "answered") return outcome.kind === "refused" ? "refused" : "later";
  if (outcome.status >= 200 && outcome.status < 300) return "taken";
  return outcome.status === 410 ? "refused" : "later";
}
