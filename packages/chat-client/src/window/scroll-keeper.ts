/** Pixels from the end that still count as being there, and from either end at which more is drawn or fetched. */
const END_TOLERANCE_PX = 48;
const NEAR_PX = 600;

/** What is being read, and how far down it stands. */
export interface ReadingPlace {
  element: HTMLElement;
  offset: number;
}

/**
 * Where a transcript is scrolled to. At the end it stays at the end, whatever arrives and however the space
 * changes; elsewhere what is being read stays where it is, whatever is put before or after it.
 */
export class ScrollKeeper {
  isAtEnd = true;
  #log: HTMLElement | null = null;
  #top = 0;
  readonly #resizes = new ResizeObserver(() => this.settle(null));

  /** For `ref`: the scrolling element, or null when it is gone. */
  readonly attach = (log: HTMLElement | null): void => {
    this.#log = log;
    this.#resizes.disconnect();
    if (log !== null) this.#resizes.observe(log);
  };

  /** `isEndDrawn`: whether the end of what is drawn is the end of the conversation. */
  scrolled(isEndDrawn: boolean): void {
    const log = this.#log;
    if (log?.isConnected !== true) return;
    this.#top = log.scrollTop;
    this.isAtEnd = isEndDrawn && this.#below() <= END_TOLERANCE_PX;
  }

  isNearTop(): boolean {
    return (this.#log?.scrollTop ?? 0) < NEAR_PX;
  }

  isNearBottom(): boolean {
    return this.#below() < NEAR_PX;
  }

  /** Pixels beneath what is in sight. */
  #below(): number {
    const log = this.#log;
    return log === null ? 0 : log.scrollHeight - log.clientHeight - log.scrollTop;
  }

  /** To be asked before drawing: the first message in sight. */
  findReadingPlace(): ReadingPlace | null {
    if (this.isAtEnd) return null;
    for (const element of this.#log?.querySelectorAll("article") ?? []) {
      if (element.offsetTop + element.offsetHeight > this.#top) return { element, offset: element.offsetTop };
    }
    return null;
  }

  /** To be called after drawing, and when the window was away: puts everything back to where it was. */
  settle(place: ReadingPlace | null): void {
    const log = this.#log;
    if (log === null) return;
    if (this.isAtEnd) log.scrollTop = log.scrollHeight;
    else log.scrollTop = this.#top + (place === null ? 0 : place.element.offsetTop - place.offset);
    this.#top = log.scrollTop;
  }

  goToEnd(): void {
    this.isAtEnd = true;
    this.settle(null);
  }
}
