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

  /** Whether there is room for more than what is drawn. */
  isUnfilled(): boolean {
    const log = this.#log;
    return log !== null && log.clientHeight > 0 && log.scrollHeight <= log.clientHeight;
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
    const articles = this.#log?.querySelectorAll("article") ?? [];
    // Asked before each drawing, and each answer of the layout costs: so by halves.
    let low = 0;
    let high = articles.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const article = articles[middle];
      if (article && article.offsetTop + article.offsetHeight <= this.#top) low = middle + 1;
      else high = middle;
    }
    const element = articles[low];
    return element ? { element, offset: element.offsetTop } : null;
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
