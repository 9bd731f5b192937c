const REPEAT_MS = 3_000;
const END_MS = 4_000;

/** Says that the visitor is typing: at once, again every few seconds, and that it ended when they pause. */
export class TypingSignal {
  #saidAtMs: number | null = null;
  #end: ReturnType<typeof setTimeout> | undefined;
  readonly #say: (isTyping: boolean) => void;
  readonly #now: () => number;

  constructor(say: (isTyping: boolean) => void, now: () => number) {
    this.#say = say;
    this.#now = now;
  }

  signal(isTyping: boolean): void {
    clearTimeout(this.#end);
    if (isTyping) {
      this.#end = setTimeout(() => this.signal(false), END_MS);
      if (this.#saidAtMs !== null && this.#now() - this.#saidAtMs < REPEAT_MS) return;
    } else if (this.#saidAtMs === null) return;
    this.#saidAtMs = isTyping ? this.#now() : null;
    this.#say(isTyping);
  }
}
